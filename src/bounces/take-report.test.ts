import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  aSentMail,
  bounceReport,
  bounceRules,
  complaintReport,
  messageIdOf,
} from '../../test/support/bounces.ts'
import { eachDatabase } from '../../test/support/database.ts'
import { aSubscriber } from '../../test/support/digests.ts'
import { aMember } from '../../test/support/members.ts'
import { aSavedSearch } from '../../test/support/saved-searches.ts'
import { noon } from '../../test/support/site.ts'
import { deleteMember } from '../accounts/delete-member.ts'
import { secretKeys } from '../accounts/secret.ts'
import type { Db } from '../db/connect.ts'
import { releaseAddress } from '../digests/manage-digests.ts'
import { subscriptionToken } from '../digests/subscription-link.ts'
import { isSuppressed } from '../digests/suppression.ts'
import { envelopeSender, type MailReference } from '../mail/envelope-sender.ts'
import { searchToken } from '../saved-searches/search-link.ts'
import type { BounceKind } from './bounce.ts'
import { forgetBounces } from './forget-bounces.ts'
import { arrivesAgain, stoppedFor } from './stopped.ts'
import { takeMessage, takeReport } from './take-report.ts'
import { readEvents } from './told-events.ts'

const now = Date.parse(noon)
const DAY = 86_400_000
const ada = 'ada@example.org'

const take = async (db: Db, bytes: Buffer, at = now) => {
  const { counted, stopped, known, ignored } = await takeMessage(
    { db, now: at, settings: bounceRules },
    bytes,
    'mailbox',
  )
  return { counted, stopped, known, ignored }
}
const one = (what: 'counted' | 'stopped' | 'known' | 'ignored') => ({
  ...{ counted: 0, stopped: 0, known: 0, ignored: 0 },
  [what]: 1,
})

/** The address to which it comes back. */
async function senderOf(db: Db, mail: MailReference): Promise<string> {
  const [key = ''] = await secretKeys(db, now, undefined)
  return envelopeSender('', { BOUNCE_ADDRESS: 'bounces@example.org' }, { key, mail })
}

const softAbout = (mail: MailReference) => bounceReport({ status: '4.2.2', messageId: messageIdOf(mail) })

const told = (db: Db, kind: BounceKind, email: string, id: string, at = now) => {
  const bounces = [{ kind, email, status: null, detail: null }]
  const report = { id, trusted: true, traces: '', bounces }
  return takeReport({ db, now: at, settings: bounceRules }, report, 'webhook')
}

const tellEvent = async (db: Db, event: object, at = now) => {
  const told = readEvents(JSON.stringify(event), at)
  const [report] = 'reports' in told ? told.reports : []
  assert.ok(report)
  return takeReport({ db, now: at, settings: bounceRules }, report, 'webhook')
}

eachDatabase('what comes back', (open) => {
  test('one hard bounce stops an address, whatever the report names, and told again it changes nothing', async () => {
    const db = await open()
    const mail = await aSentMail(db, ada, now - DAY)
    const report = bounceReport({ to: await senderOf(db, mail), recipient: 'forwarded@elsewhere.example' })
    assert.deepEqual(await take(db, report), one('stopped'))
    assert.deepEqual(await stoppedFor(db, 'Ada@Example.org'), { reason: 'bounced', since: now })
    assert.equal(await stoppedFor(db, 'forwarded@elsewhere.example'), null)
    assert.deepEqual(await take(db, report), one('known'))
    assert.deepEqual(await take(db, bounceReport({ to: await senderOf(db, mail) }), now + 1), one('known'))
  })

  test('the mail is known by its key, by its id or by its link to unsubscribe', async () => {
    const db = await open()
    const [ben, eve] = ['ben@example.org', 'eve@example.org']
    const [mine, bens] = [await aSentMail(db, ada, now - 20 * DAY), await aSentMail(db, ben, now - 20 * DAY)]
    assert.deepEqual(await take(db, bounceReport({ to: await senderOf(db, mine) })), one('stopped'))
    assert.deepEqual(await take(db, bounceReport({ messageId: messageIdOf(bens) })), one('stopped'))
    const id = await aSubscriber(db, eve)
    const [key = ''] = await secretKeys(db, now, undefined)
    const link = `https://papers.example/subscriptions/${subscriptionToken(key, id)}`
    const report = bounceReport({ headers: [`List-Unsubscribe: <${link}>`], recipient: 'x@y.example' })
    assert.deepEqual(await take(db, report), one('stopped'))
    for (const email of [ada, ben, eve]) assert.equal((await stoppedFor(db, email))?.reason, 'bounced')
  })

  test('a report that anybody may have written stops nobody', async () => {
    const db = await open()
    // Nothing was written to it.
    assert.deepEqual(await take(db, bounceReport()), one('ignored'))
    await aSentMail(db, ada, now - 8 * DAY)
    assert.deepEqual(await take(db, bounceReport()), one('ignored'), 'nothing in the last seven days')
    const mail = await aSentMail(db, ada, now - DAY)
    const [key = '', ...rest] = (await senderOf(db, mail)).split('@')
    const forged = `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}@${rest}`
    for (const report of [bounceReport({ to: forged }), complaintReport({ recipient: ada }), bounceReport()])
      await take(db, report)
    assert.deepEqual(
      await take(db, bounceReport({ messageId: `<${'0'.repeat(24)}@papers.example>` })),
      one('known'),
    )
    assert.equal(await stoppedFor(db, ada), null, 'it counts as one soft bounce a day')
    for (let day = 1; day <= 3; day++)
      assert.deepEqual(await take(db, bounceReport(), now + day * DAY), one('counted'))
    const rows = await db.selectFrom('bounce').select(['proven']).execute()
    assert.deepEqual(
      rows.map(({ proven }) => proven),
      [0, 0, 0, 0],
    )
  })

  test('soft bounces stop an address when too many came within the days', async () => {
    const db = await open()
    const mails: MailReference[] = []
    for (let day = 0; day < 6; day++) mails.push(await aSentMail(db, ada, now - (6 - day) * DAY))
    for (const mail of mails.slice(0, 4)) assert.deepEqual(await take(db, softAbout(mail)), one('counted'))
    assert.deepEqual(await take(db, softAbout(mails[0] ?? 'm')), one('known'), 'a mail comes back once')
    assert.equal(await stoppedFor(db, ada), null)
    assert.deepEqual(await take(db, softAbout(mails[4] ?? 'm')), one('stopped'))
  })

  test('what is older than the days counts no more', async () => {
    const db = await open()
    for (let i = 0; i < 4; i++)
      await take(db, softAbout(await aSentMail(db, ada, now - 31 * DAY)), now - 31 * DAY)
    assert.deepEqual(await take(db, softAbout(await aSentMail(db, ada, now))), one('counted'))
  })

  test('a mail that arrived after soft bounces makes them void, once its server has had time to give up', async () => {
    const db = await open()
    for (let i = 0; i < 4; i++) await take(db, softAbout(await aSentMail(db, ada, now)), now)
    const arrived = now + DAY
    await aSentMail(db, ada, arrived)
    const next = await aSentMail(db, ada, now + 2 * DAY)
    // After three days nobody knows yet what became of it; after six it came back no more.
    const copy = await open()
    for (let i = 0; i < 4; i++) await take(copy, softAbout(await aSentMail(copy, ada, now)), now)
    await aSentMail(copy, ada, arrived)
    const soon = await aSentMail(copy, ada, now + 2 * DAY)
    assert.deepEqual(await take(copy, softAbout(soon), now + 3 * DAY), one('stopped'))
    assert.deepEqual(await take(db, softAbout(next), now + 8 * DAY), one('counted'))
    assert.equal(await stoppedFor(db, ada), null)
  })

  test('a complaint stops at once, weighs more than a bounce, and an owner’s wish stays', async () => {
    const db = await open()
    const mail = await aSentMail(db, ada, now)
    await take(db, bounceReport({ messageId: messageIdOf(mail) }))
    assert.deepEqual(await take(db, complaintReport({ messageId: messageIdOf(mail) })), one('stopped'))
    assert.equal((await stoppedFor(db, ada))?.reason, 'complained')
    assert.equal(await arrivesAgain(db, ada), false, 'only an admin ends that')
    const hash = (await db.selectFrom('suppressed_address').select('address_hash').executeTakeFirstOrThrow())
      .address_hash
    await db
      .updateTable('suppressed_address')
      .set({ reason: 'asked' })
      .where('address_hash', '=', hash)
      .execute()
    await take(db, complaintReport({ messageId: messageIdOf(await aSentMail(db, ada, now)) }))
    assert.equal(await stoppedFor(db, ada), null)
    assert.equal(await isSuppressed(db, ada), true)
  })

  test('who says that mail arrives again starts anew', async () => {
    const db = await open()
    for (let i = 0; i < 5; i++) await take(db, softAbout(await aSentMail(db, ada, now)))
    assert.equal(await arrivesAgain(db, 'Ada@example.org'), true)
    assert.equal(await arrivesAgain(db, ada), false)
    assert.deepEqual(await take(db, softAbout(await aSentMail(db, ada, now))), one('counted'))
    assert.deepEqual(
      await take(db, bounceReport({ messageId: messageIdOf(await aSentMail(db, ada, now)) })),
      one('stopped'),
    )
  })

  test('who showed the secret needs no proof, and still speaks of addresses that were written to only', async () => {
    const db = await open()
    assert.deepEqual(await told(db, 'hard', ada, 'event 1'), one('ignored'))
    await aSentMail(db, ada, now - 59 * DAY)
    assert.deepEqual(await told(db, 'complaint', ada, 'event 1'), one('stopped'))
    assert.deepEqual(await told(db, 'complaint', ada, 'event 1'), one('known'))
    await aSentMail(db, 'ben@example.org', now - 61 * DAY)
    assert.deepEqual(await told(db, 'hard', 'ben@example.org', 'event 2'), one('ignored'))
  })

  test('an event without an id counts once a day, and anew where the address was released', async () => {
    const db = await open()
    await aSentMail(db, ada, now)
    const say = (event: object, at: number) => tellEvent(db, { email: ada, ...event }, at)
    assert.deepEqual(await say({ type: 'hard' }, now), one('stopped'))
    assert.deepEqual(await say({ type: 'hard' }, now + 1), one('known'))
    await releaseAddress(db, ada)
    assert.deepEqual(await say({ type: 'hard' }, now + 2), one('stopped'))
    await releaseAddress(db, ada)
    assert.deepEqual(await say({ type: 'hard' }, now + DAY), one('stopped'))
    await releaseAddress(db, ada)
    assert.deepEqual(await say({ type: 'hard', id: 7 }, now + DAY), one('stopped'))
    await releaseAddress(db, ada)
    assert.deepEqual(await say({ type: 'hard', id: 7 }, now + DAY), one('known'), 'it has a name')
    for (let day = 2; day <= 5; day++)
      assert.deepEqual(await say({ type: 'soft' }, now + day * DAY), one('counted'))
    assert.deepEqual(await say({ type: 'soft' }, now + 5 * DAY + 1), one('known'))
    assert.deepEqual(await say({ type: 'soft' }, now + 6 * DAY), one('stopped'))
  })

  test('an address that no store takes is about nobody', async () => {
    const db = await open()
    await aSentMail(db, ada, now)
    assert.deepEqual(await take(db, bounceReport({ recipient: 'a\0da@example.org' })), one('ignored'))
    assert.deepEqual(await tellEvent(db, { type: 'hard', email: 'a\0da@example.org' }), one('ignored'))
    const recipient = { emailAddress: ada, status: '4.2.2\0' }
    const bounce = { bounceType: 'Transient', bouncedRecipients: [recipient] }
    assert.deepEqual(await tellEvent(db, { notificationType: 'Bounce', mail: {}, bounce }), one('counted'))
  })

  test('the mail that says that an account is gone leaves nothing when it comes back', async () => {
    const db = await open()
    const { id } = await aMember(db, 'ada')
    await deleteMember(db, { name: 'x', publicUrl: 'https://x.example', now }, id)
    await db.updateTable('mail').set({ state: 'sent', sent_at: now }).execute()
    const [mail] = await db.selectFrom('mail').select(['id', 'kind', 'recipient']).execute()
    assert.deepEqual([mail?.kind, mail?.recipient], ['gone', ada])
    const reference: MailReference = `m${mail?.id ?? ''}`
    const messageId = messageIdOf(reference)
    for (const report of [
      bounceReport({ to: await senderOf(db, reference) }),
      bounceReport({ messageId }),
      complaintReport({ messageId }),
      bounceReport(),
    ])
      assert.deepEqual(await take(db, report), one('ignored'))
    assert.deepEqual(await tellEvent(db, { type: 'hard', email: ada }), one('ignored'))
    assert.deepEqual(await tellEvent(db, { type: 'hard', email: ada, messageId }), one('ignored'))
    const parts = { db, now, settings: bounceRules }
    const { isOurs } = await takeMessage(parts, bounceReport({ messageId }), 'mailbox')
    assert.equal(isOurs, true, 'it is put away')
    assert.deepEqual(await db.selectFrom('bounce').selectAll().execute(), [])
    assert.equal(await isSuppressed(db, ada), false)
  })

  test('the link of the alerts of a search is proof of whose they are', async () => {
    const db = await open()
    const mine = await aMember(db, 'ada')
    const search = await aSavedSearch(db, mine.id, 'nets')
    const [key = ''] = await secretKeys(db, now, undefined)
    const reportOn = (token: string) =>
      bounceReport({
        headers: [`List-Unsubscribe: <https://x.example/searches/${token}>`],
        recipient: 'x@y.example',
      })
    const token = searchToken(key, search)
    assert.deepEqual(await take(db, reportOn(subscriptionToken(key, search))), one('ignored'))
    assert.deepEqual(await take(db, reportOn(searchToken('another key', search))), one('ignored'))
    await db.updateTable('member').set({ email_verified: 0 }).execute()
    assert.deepEqual(await take(db, reportOn(token)), one('ignored'))
    await db.updateTable('member').set({ email_verified: 1 }).execute()
    assert.deepEqual(await take(db, reportOn(token)), one('stopped'))
    assert.equal((await stoppedFor(db, ada))?.reason, 'bounced')
  })

  test('what came back is forgotten after 90 days; that an address is stopped is not', async () => {
    const db = await open()
    await take(db, bounceReport({ messageId: messageIdOf(await aSentMail(db, ada, now)) }))
    await forgetBounces(db, now + 89 * DAY, bounceRules)
    assert.equal((await db.selectFrom('bounce').selectAll().execute()).length, 1)
    await forgetBounces(db, now + 91 * DAY, bounceRules)
    assert.equal((await db.selectFrom('bounce').selectAll().execute()).length, 0)
    assert.equal((await stoppedFor(db, ada))?.reason, 'bounced')
  })
})
