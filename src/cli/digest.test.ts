import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { run } from '../../test/support/command-line.ts'
import { eachDatabase } from '../../test/support/database.ts'
import { aSubscriber, edition } from '../../test/support/digests.ts'
import { mailServer } from '../../test/support/mail-server.ts'
import { fill } from '../../test/support/records.ts'
import type { Database } from '../db/connect.ts'
import { setDigestsPaused } from '../digests/digest-pause.ts'

eachDatabase('broadsheet digest', (_open, openWhole) => {
  async function start() {
    const [database, server] = [await openWhole(), await mailServer()]
    await fill(database.db, [...edition('2026-02-27', 2), ...edition('2026-03-03', 3)])
    const environment = { SMTP_URL: server.url, MAIL_FROM: 'papers@example.org' }
    const command = (line: string, settings: Record<string, string> = environment) =>
      run([...line.split(' '), ...home(database)], { environment: settings })
    return { db: database.db, server, command }
  }
  const home = (database: Database) =>
    database.kind === 'sqlite' ? ['--data', join(database.at, '..')] : ['--database', database.at]

  test('previews the newest edition that is whole, or that of a day or its week', async () => {
    const { command } = await start()
    const { out } = await command('digest preview')
    assert.match(out, /^Subject: 3 papers for 3 March: Paper 1 of 2026-03-03\n/)
    const week = JSON.parse((await command('digest preview --period weekly --date 2026-02-25 --json')).out)
    assert.equal(week.subject, '2 papers for the week to 1 March: Paper 1 of 2026-02-27')
    assert.deepEqual([week.day, week.papers.length], ['2026-03-01', 2])
    assert.match(week.html, /<html lang="en">/)
    assert.match((await command('digest preview --language pt-br')).out, /^Subject: 3 papers for 3 de março:/)
    for (const [line, status] of [
      ['digest preview --language latin', 1],
      ['digest preview --date 2026-03-02', 1],
      ['digest preview --date 2026-02-30', 1],
      ['digest preview --period hourly', 1],
    ] as const)
      assert.equal((await command(line)).status, status, line)
  })

  test('sends what is due; a day’s edition to everyone who has not had it', async () => {
    const { db, server, command } = await start()
    await aSubscriber(db, 'ada@example.org')
    await aSubscriber(db, 'late@example.org', { hour: 20 })
    await aSubscriber(db, 'paused@example.org', { pausedUntil: '2026-12-01' })
    await aSubscriber(db, 'weekly@example.org', { period: 'weekly' })
    const none = { failed: 0, doubtful: 0, postponed: 0 }
    assert.deepEqual(JSON.parse((await command('digest send --period weekly --json')).out), {
      ...{ planned: 0, sent: 0, ...none },
    })
    assert.deepEqual(JSON.parse((await command('digest send --json')).out), {
      ...{ planned: 1, sent: 1, ...none },
    })
    const line = 'digest send --period daily --date 2026-03-03'
    assert.match((await command(line)).out, /^1 digest decided, 1 mail sent\.\n$/)
    assert.match((await command(line)).out, /^0 digests decided/)
    await command('digest send --period weekly --date 2026-03-03')
    assert.deepEqual(
      server.mails.map(({ to }) => (to as { text: string }).text),
      ['ada@example.org', 'late@example.org', 'weekly@example.org'],
    )
  })

  test('says why nothing is sent', async () => {
    const { db, command } = await start()
    assert.match((await command('digest send', {})).err, /set SMTP_URL and MAIL_FROM/)
    assert.match((await command('digest send --date 2026-03-02')).err, /no papers for 2026-03-02/)
    await setDigestsPaused(db, true)
    assert.match((await command('digest send')).err, /paused/)
  })
})
