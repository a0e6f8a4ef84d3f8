import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { aSentMail, bounceReport, message, messageIdOf } from '../../test/support/bounces.ts'
import { run } from '../../test/support/command-line.ts'
import { eachDatabase, temporaryFolder } from '../../test/support/database.ts'
import { scriptedImap } from '../../test/support/imap-server.ts'

eachDatabase('broadsheet bounces', (_open, openWhole) => {
  test('reads reports from files and standard input, and shows what came back', async () => {
    const database = await openWhole()
    const home =
      database.kind === 'sqlite' ? ['--data', join(database.at, '..')] : ['--database', database.at]
    const command = (line: string, input = '', environment: Record<string, string> = {}) =>
      run([...line.split(' '), ...home], { input, environment })
    assert.equal((await command('bounces')).out, 'Nothing came back.\n')
    const mail = await aSentMail(database.db, 'ada@example.org', Date.parse('2026-03-03T10:00:00Z'))
    const report = bounceReport({ messageId: messageIdOf(mail), diagnosis: '550 5.1.1 no \u001b[31muser' })
    const [folder, file] = [temporaryFolder(), 'report.eml']
    writeFileSync(join(folder, file), report)
    const read = await command(`bounces read ${join(folder, file)} -`, report.toString())
    assert.equal(read.status, 0, read.err)
    assert.match(read.out, /report\.eml: 1 address stopped\.\nstandard input: 1 known already\.\n$/)
    const person = await command('bounces read -', message(['Subject: Hello', '', 'Hello']).toString())
    assert.deepEqual([person.status, person.out], [1, 'standard input: no report about mail.\n'])
    const strange = await command(
      'bounces read - --json',
      bounceReport({ recipient: 'b@c.example' }).toString(),
    )
    assert.deepEqual(JSON.parse(strange.out).files[0], {
      ...{ file: '-', is: 'bounce', isOurs: false, counted: 0, stopped: 0, known: 0, ignored: 1 },
    })
    const { out } = await command('bounces --kind hard')
    assert.match(
      out,
      /^2026-03-04T10:00:00\.000Z {2}hard {2}ada@example\.org {2}5\.1\.1 {2}bounced {2}550 5\.1\.1 no /,
    )
    assert.ok(!out.includes('\u001b'))
    assert.equal(JSON.parse((await command('bounces --json')).out).bounces[0].proven, true)
    for (const line of ['bounces --kind other', 'bounces read', 'bounces read /nowhere/at-all'])
      assert.equal((await command(line)).status, 1, line)
    const busy = await scriptedImap('* BYE Too many', () => null)
    const failed = await command('bounces read', '', { BOUNCE_IMAP_URL: busy })
    assert.equal(failed.status, 1)
    assert.match(failed.err, /The mailbox can’t be read: \w/)
    assert.ok(!failed.err.includes('hidden'))
  })
})
