import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { channelServer, morning, runChannels, token } from '../../test/support/channels.ts'
import { run } from '../../test/support/command-line.ts'
import { eachDatabase, temporaryFolder } from '../../test/support/database.ts'
import { edition } from '../../test/support/digests.ts'
import { fill } from '../../test/support/records.ts'
import type { Database } from '../db/connect.ts'

eachDatabase('broadsheet channels', (_open, openWhole) => {
  const command = (database: Database, line: string) => {
    const home =
      database.kind === 'sqlite' ? ['--data', join(database.at, '..')] : ['--database', database.at]
    return run([...line.split(' '), ...home], { environment: { FETCH_ALLOW: '127.0.0.1' } })
  }

  test('makes one, shows it, tries it, previews and sends an edition, removes it', async () => {
    const [database, server] = [await openWhole(), await channelServer()]
    await fill(database.db, edition('2026-03-02', 3))
    assert.match((await command(database, 'channels')).out, /There are no channels/)
    const file = join(temporaryFolder(), 'token')
    writeFileSync(file, `${token}\n`)
    const line = `channels add matrix ${server.url} --room !room:example.org --token-file ${file} --category cs.CL --name ours --json`
    const { id, secret } = JSON.parse((await command(database, line)).out)
    assert.equal(secret, undefined)
    const [shown] = JSON.parse((await command(database, 'channels --json')).out).channels
    assert.partialDeepStrictEqual(shown, {
      id,
      name: 'ours',
      kind: 'matrix',
      state: 'active',
      categories: ['cs.CL'],
    })
    assert.doesNotMatch(JSON.stringify(shown), /secret/)
    assert.match((await command(database, `channels test ${id}`)).out, /within a minute/)
    const seen = JSON.parse((await command(database, `channels preview ${id} --date 2026-03-02`)).out)
    assert.match(seen.messages[0].body, /Paper 3 of 2026-03-02/)
    assert.match((await command(database, `channels send ${id} --date 2026-03-02`)).out, /sends 2026-03-02/)
    assert.match(
      (await command(database, `channels send ${id} --date 2026-03-02`)).err,
      /Nothing of 2026-03-02 is new/,
    )
    await database.db.updateTable('channel_delivery').set({ due_at: morning, created_at: morning }).execute()
    await runChannels(database.db)
    assert.equal(server.posts.length, 2)
    assert.match((await command(database, 'channels')).out, /active {2}matrix {2}ours .*2 sent/)
    assert.match((await command(database, `channels remove ${id}`)).out, /deleted/)
    const program = (await command(database, `channels add webhook ${server.url}/hook`)).out
    assert.match(program, /whsec_/)
  })

  test('says what is wrong', async () => {
    const database = await openWhole()
    for (const [line, status, says] of [
      ['channels add', 2, /missing required argument/],
      ['channels add telegraph https://example.org/', 1, /slack, discord, matrix/],
      ['channels add slack ftp://example.org/', 1, /hooks\.slack\.com/],
      ['channels add slack http://example.org/x', 1, /must begin with https/],
      ['channels add slack https://10.0.0.1/x', 1, /private network/],
      ['channels add matrix https://example.org', 1, /access token/],
      ['channels add mastodon https://example.org --token-file /nowhere', 1, /can’t be read/],
      ['channels add slack https://example.org/x --hour 24', 1, /from 0 to 23/],
      ['channels add slack https://example.org/x --papers 21', 1, /from 1 to 20/],
      ['channels test x', 1, /no such channel/],
      ['channels preview x --date soon', 1, /which day/],
    ] as const) {
      const told = await command(database, line)
      assert.equal(told.status, status, line)
      assert.match(told.err, says)
    }
  })
})
