import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { run } from '../../test/support/command-line.ts'
import { createPostgresDatabase, databaseKinds, temporaryFolder } from '../../test/support/database.ts'

for (const kind of databaseKinds) {
  test(`members, tokens and exports from the shell (${kind})`, async () => {
    const data = temporaryFolder()
    const store =
      kind === 'sqlite' ? ['--data', data] : ['--data', data, '--database', await createPostgresDatabase()]
    const create = ['user', 'create', 'ada', '--email', 'Ada@Example.org', ...store]

    const made = await run([...create, '--role', 'admin', '--password-stdin', '--json'], {
      input: 'a long password\n',
    })
    assert.equal(made.status, 0, made.err)
    const { id, role } = JSON.parse(made.out)
    assert.match(id, /^[0-9a-f]{24}$/)
    assert.equal(role, 'admin')
    const again = await run(create)
    assert.equal(again.status, 1)
    assert.match(again.err, /is taken/)
    assert.equal((await run(['user', 'create', 'bea', '--email', 'b', ...store])).status, 1)
    assert.equal((await run(['user', 'create', 'bea', ...store])).status, 2)
    assert.equal(
      (await run(['user', 'create', 'bea', '--email', 'b@example.org', '--role', 'god'])).status,
      2,
    )

    const bea = await run(['user', 'create', 'bea', '--email', 'bea@example.org', ...store])
    assert.match(bea.out, /http:\/\/127\.0\.0\.1:8080\/sign-in\/confirm\?token=[\w-]{32}/)
    assert.equal((await run(['user', 'role', 'bea', 'curator', ...store])).status, 0)
    assert.equal((await run(['user', 'role', 'ada', 'reader', ...store])).status, 1)
    assert.equal((await run(['user', 'role', 'nobody', 'reader', ...store])).status, 1)
    const list = JSON.parse((await run(['user', 'list', '--json', ...store])).out)
    assert.deepEqual(
      list.users.map((user: { name: string; role: string; email: string }) => [
        user.name,
        user.role,
        user.email,
      ]),
      [
        ['ada', 'admin', 'ada@example.org'],
        ['bea', 'curator', 'bea@example.org'],
      ],
    )

    const token = await run(['token', 'create', 'bea', '--scope', 'read', 'vote', '--json', ...store])
    assert.match(JSON.parse(token.out).token, /^bsht_[\w-]{32}$/)
    assert.equal((await run(['token', 'create', 'bea', '--scope', 'god', ...store])).status, 1)
    assert.equal((await run(['token', 'create', 'nobody', ...store])).status, 1)

    const file = join(temporaryFolder(), 'bea.json')
    assert.equal((await run(['export', '--user', 'bea', file, ...store])).status, 0)
    const document = JSON.parse(readFileSync(file, 'utf8'))
    assert.equal(document.account.email, 'bea@example.org')
    assert.equal(document.tokens.length, 1)
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.equal((await run(['export', '--user', 'nobody', file, ...store])).status, 1)
    assert.equal((await run(['export', '--user', 'bea', '/nowhere/bea.json', ...store])).status, 1)
  })
}
