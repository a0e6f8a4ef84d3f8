// No name can be looked up: of the database, the mail server, the sources. Afterwards they can again.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { addJob } from '../../src/jobs/queue.ts'
import { addMail } from '../../src/mail/mail.ts'
import { atEnd, createPostgresDatabase, databaseKinds, temporaryFolder } from '../support/database.ts'
import { mailServer } from '../support/mail-server.ts'
import { startMisbehavingServer } from '../support/misbehaving/start.ts'
import { millisecondsUntil, storeAt } from '../support/nodes.ts'
import { runProgram, startSite } from '../support/program.ts'
import { look } from '../support/reader.ts'

const skip = !databaseKinds.includes('postgres')
  ? 'TEST_DATABASE_URL is not set'
  : spawnSync('unshare', ['-m', 'true']).status !== 0 &&
    'this user can’t have a view of its own of /etc/hosts'

describe('without names', { skip, timeout: 180_000 }, () => {
  test('a node serves what it can, says what it can’t, and goes on by itself when they are back', async () => {
    const names = nameService()
    const home = await createPostgresDatabase()
    const db = await storeAt(home)
    const mail = await mailServer()
    const days = { since: '2026-03-02', until: '2026-03-04' }
    const sources = await startMisbehavingServer({ seed: 3, records: 40, pageSize: 20, days, latencyMs: 5 })
    atEnd(() => sources.close())
    const named = (address: string, name: string) => address.replace(/(127\.0\.0\.1|localhost)/, name)
    const env = {
      ...Object.fromEntries(
        Object.entries(sources.settings).map(([key, value]) => [key, named(value, 'localhost')]),
      ),
      ...{ DATABASE_URL: named(home, 'database.test'), SMTP_URL: named(mail.url, 'localhost') },
      ...{ MAIL_FROM: 'site@example.org', SOURCES: 'arxiv:cs+math+physics+stat+q-bio+eess' },
      ...{ TEST_CLOCK: '2026-03-05T12:00:00Z 600', TEST_POLITENESS_MS: '0' },
    }
    const options = { env, through: names.through }

    names.know([])
    const refused = await runProgram(['serve', '--port', '0', '--data', temporaryFolder()], options)
    assert.equal(refused.status, 1)
    assert.match(refused.stderr, /The host in DATABASE_URL (is unknown|can’t be looked up)/)

    names.know(['database.test'])
    const site = await startSite(['--data', temporaryFolder()], options)
    const begin = Date.parse('2026-03-05T12:00:00Z')
    const sendMails = () => db.transaction().execute((tx) => addJob(tx, begin, 'send-mails'))
    const letter = { recipient: 'ada@example.org', subject: 'Hello', body: 'Hello.', kind: 'signIn' }
    await addMail(db, letter, begin)
    await sendMails()
    const mailNow = () => db.selectFrom('mail').selectAll().executeTakeFirstOrThrow()
    const sourceNow = () => db.selectFrom('source_state').selectAll().executeTakeFirst()
    await millisecondsUntil(async () => (await mailNow()).last_error !== null)
    assert.match((await mailNow()).last_error ?? '', /EDNS|ENOTFOUND|EAI_AGAIN/)
    assert.equal((await mailNow()).state, 'waiting')
    await millisecondsUntil(async () => ((await sourceNow())?.failures ?? 0) > 0)
    assert.match((await look(`${site.url}/sources`)).body, /name can’t be looked up/)
    assert.equal((await look(`${site.url}/`)).status, 200)

    names.know(['database.test', 'localhost'])
    await sendMails()
    await millisecondsUntil(async () => (await mailNow()).state === 'sent')
    assert.equal(mail.mails.length, 1)
    await millisecondsUntil(async () => Boolean((await sourceNow())?.done_through), 60_000)

    names.know([])
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(db)
    await millisecondsUntil(async () => {
      const { status } = await look(`${site.url}/papers/new`)
      return status === 503 && /The host in DATABASE_URL (is unknown|can’t be looked up)/.test(site.said())
    })
    assert.equal((await look(`${site.url}/healthz`)).status, 200)
    names.know(['database.test'])
    await millisecondsUntil(async () => (await look(`${site.url}/papers/new`)).status === 200)
    assert.doesNotMatch(site.said(), /a bug/)
  })
})

/** Names as only the programs `through` it see them: a file of hosts in their own view of the disk, and no server. */
function nameService() {
  const folder = temporaryFolder()
  const [hosts, servers] = [join(folder, 'hosts'), join(folder, 'resolv.conf')]
  writeFileSync(servers, 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n')
  writeFileSync(hosts, '')
  const view = `mount --bind ${hosts} /etc/hosts && mount --bind ${servers} /etc/resolv.conf && exec "$@"`
  return {
    through: ['unshare', '-m', 'sh', '-c', view, 'sh'],
    know: (names: string[]) => writeFileSync(hosts, names.map((name) => `127.0.0.1 ${name}\n`).join('')),
  }
}
