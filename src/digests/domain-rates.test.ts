import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { aSubscriber, digestParts, edition } from '../../test/support/digests.ts'
import { mailServer } from '../../test/support/mail-server.ts'
import { fill } from '../../test/support/records.ts'
import { noon } from '../../test/support/site.ts'
import { domainDue } from './delivery-queries.ts'
import { sendDueDigests } from './send-digests.ts'

const RATE = 3
const MINUTE_MS = 60_000

eachDatabase('a domain that was brought enough', (open) => {
  test('is out of the way of others: what is due to it waits for its turn, unseen', async () => {
    const [db, server] = [await open(), await mailServer()]
    await fill(db, edition('2026-03-03', 3))
    const settings = {
      ...{ SMTP_URL: server.url, MAIL_FROM: 'papers@example.org', DIGEST_DOMAIN_RATE: `${RATE}/60` },
    }
    for (let at = 0; at < 20; at++) await aSubscriber(db, `reader-${at}@big.example`)
    await aSubscriber(db, 'ada@small.example')
    const now = Date.parse(noon)
    const send = (minute: number) =>
      sendDueDigests(digestParts(db, new Date(now + minute * MINUTE_MS).toISOString(), settings))
    await send(0)
    assert.equal(await domainDue(db, now), undefined)
    const rows = await db.selectFrom('digest_delivery').selectAll().where('state', '=', 'waiting').execute()
    const turns = Map.groupBy(rows, ({ due_at }) => (due_at - now) / MINUTE_MS)
    for (const turn of turns.keys()) assert.ok(turn >= 1 && Number.isInteger(turn), String(turn))
    // Each of several connections may begin with the next while: they are spread all the same.
    assert.ok(turns.size >= 2, String(turns.size))
    for (let minute = 1; minute <= 7; minute++) await send(minute)
    assert.equal(server.mails.length, 21)
  })
})
