import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { editionOn } from '../../src/digests/digest-edition.ts'
import { planForAll } from '../../src/digests/plan-digests.ts'
import { sendWaiting } from '../../src/digests/send-digests.ts'
import { addMail } from '../../src/mail/mail.ts'
import { sendMails } from '../../src/mail/send-mails.ts'
import { aChannel, channelStates, openChannels, runChannels } from '../support/channels.ts'
import { aCluster, withoutClusters } from '../support/clusters.ts'
import { atEnd } from '../support/database.ts'
import { aSubscriber, digestParts, edition } from '../support/digests.ts'
import { mailServer } from '../support/mail-server.ts'
import { fill } from '../support/records.ts'

const day = '2026-03-03'
const at = Date.parse('2026-03-04T12:00:00Z')

/** A store whose PostgreSQL is restarted the first time that it is asked for. */
async function restartable() {
  const cluster = await aCluster()
  const database = openDatabase({ data: '', url: cluster.url })
  atEnd(() => database.close())
  await migrate(database)
  let isFirst = true
  const restart = async () => {
    if (!isFirst) return
    isFirst = false
    await cluster.stop('fast')
    void sleep(1_500).then(() => cluster.start())
  }
  return { database, restart }
}

/** A mail server that says its first yes while PostgreSQL is away. */
async function start() {
  const { database, restart } = await restartable()
  const server = await mailServer()
  server.misbehave({ beforeYes: restart })
  const settings = { SMTP_URL: server.url, MAIL_FROM: 'papers@example.org' }
  const parts = (now: number) => digestParts(database.db, new Date(now).toISOString(), settings)
  return { db: database.db, server, parts }
}

describe('mail while PostgreSQL restarts', { skip: withoutClusters, timeout: 120_000 }, () => {
  test('what the mail server took is known as sent', async () => {
    const { db, server, parts } = await start()
    const mail = { recipient: 'ada@example.org', subject: 'A link', body: 'Here it is.', kind: 'signUp' }
    await addMail(db, mail, at)
    await sendMails(parts(at))
    assert.equal(server.mails.length, 1)
    assert.deepEqual(await db.selectFrom('mail').select('state').execute(), [{ state: 'sent' }])
  })

  test('each gets the digest once, and none is given up or doubted', async () => {
    const { db, server, parts } = await start()
    await fill(db, edition(day, 3))
    for (let number = 0; number < 30; number++) await aSubscriber(db, `reader-${number}@example.org`)
    await planForAll(db, await editionOn(db, 'daily', day), { now: at, signal: new AbortController().signal })
    // A run that is cut off comes again, as a job does.
    for (let minute = 0; minute < 20; minute++) {
      await sendWaiting(parts(at + minute * 60_000)).catch(() => sleep(1_000))
    }
    const states = await db.selectFrom('digest_delivery').select('state').distinct().execute()
    assert.deepEqual(states, [{ state: 'sent' }])
    assert.equal(server.mails.length, 30)
  })

  test('what a channel took is known as sent', async () => {
    const { database, restart } = await restartable()
    const { db, server } = await openChannels(async () => database.db)
    await aChannel(db, 'slack', server)
    server.behave(({ serve }) => void restart().then(serve))
    // Others of the run may ask for more at that very moment, and fail: it ends for them, and comes again as a job does.
    await runChannels(db).catch(() => {})
    assert.equal(server.posts.length, 1)
    assert.deepEqual(await channelStates(db), ['sent'])
  })
})
