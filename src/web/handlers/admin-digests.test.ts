import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { aSubscriber, digestParts, edition } from '../../../test/support/digests.ts'
import { doorOf } from '../../../test/support/door.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import { mailServer } from '../../../test/support/mail-server.ts'
import { aMember } from '../../../test/support/members.ts'
import { fill } from '../../../test/support/records.ts'
import { noon } from '../../../test/support/site.ts'
import { planDue } from '../../digests/plan-digests.ts'
import { sendDueDigests } from '../../digests/send-digests.ts'
import { routes } from '../routes.ts'

eachDatabase('digests for admins', (open) => {
  test('are counted, paused, and sent again where they failed', async () => {
    const [db, server] = [await open(), await mailServer()]
    const boss = await aMember(db, 'boss', 'admin')
    const settings = { SMTP_URL: server.url, MAIL_FROM: 'papers@example.org' }
    const door = doorOf(db, { settings })
    const shown = async (from = door) => {
      const page = await (await from.get(routes.digests(), boss)).text()
      await assertValidHtml(page)
      return page
    }
    assert.match(await shown(doorOf(db)), /No digest is sent:/)
    assert.match(await shown(), /Nobody has subscribed yet/)
    await fill(db, edition('2026-03-03', 3))
    await aSubscriber(db, 'ada@example.org')
    server.misbehave({ atRecipient: 550 })
    await sendDueDigests(digestParts(db, noon, settings))
    const page = await shown()
    assert.match(page, /1 confirmed, daily/)
    assert.match(page, /2026-03-03, daily: 1 failed/)
    assert.match(page, /ada@example\.org: 2026-03-03/)
    const [, id = ''] = /name="id" value="([0-9a-f]{24})"/.exec(page) ?? []
    assert.equal((await door.post(routes.changeDigests('pause'), {}, boss)).status, 303)
    assert.match(await shown(), /Digests are paused/)
    assert.equal((await door.post(routes.changeDigests('again'), { id }, boss)).status, 303)
    assert.equal((await door.post(routes.changeDigests('again'), { id }, boss)).status, 404)
    server.misbehave(null)
    await sendDueDigests(digestParts(db, noon, settings))
    assert.equal(server.mails.length, 0)
    await door.post(routes.changeDigests('resume'), {}, boss)
    await sendDueDigests(digestParts(db, noon, settings))
    assert.equal(server.mails.length, 1)
    assert.match(await shown(), /2026-03-03, daily: 1 sent/)
  })

  test('are sent again together where they failed in the last seven days, and one by one whenever', async () => {
    const db = await open()
    const boss = await aMember(db, 'boss', 'admin')
    const door = doorOf(db)
    for (const name of ['ada', 'ben', 'cleo']) await aSubscriber(db, `${name}@example.org`)
    await fill(db, edition('2026-03-03', 3))
    const { clock, signal } = digestParts(db, noon, {})
    await planDue(db, { now: clock.now(), times: { timezone: 'UTC', cutoff: '00:00' }, signal })
    const deliveries = await db.selectFrom('digest_delivery').select('id').orderBy('id').execute()
    assert.equal(deliveries.length, 3)
    const old = deliveries[0]?.id ?? ''
    await db.updateTable('digest_delivery').set({ state: 'failed' }).execute()
    await db
      .updateTable('digest_delivery')
      .set({ created_at: clock.now() - 8 * 86_400_000 })
      .where('id', '=', old)
      .execute()
    const shown = async () => (await door.get(routes.digests(), boss)).text()
    const waiting = async () => {
      const rows = await db
        .selectFrom('digest_delivery')
        .select('id')
        .where('state', '=', 'waiting')
        .execute()
      return rows.length
    }
    assert.match(await shown(), /Send again all 2 that failed in the last seven days/)
    await door.post(routes.changeDigests('again'), {}, boss)
    assert.equal(await waiting(), 2)
    const page = await shown()
    assert.doesNotMatch(page, /in the last seven days/)
    assert.ok(page.includes(`value="${old}"`))
    await door.post(routes.changeDigests('again'), { id: old }, boss)
    assert.equal(await waiting(), 3)
  })

  test('show what one looks like to everybody, with nothing that runs or is fetched', async () => {
    const db = await open()
    await fill(db, edition('2026-03-03', 3))
    const { get } = doorOf(db)
    const answer = await get(routes.digestPreview({ date: '2026-03-03' }))
    assert.equal(answer.status, 200)
    assert.match(
      answer.headers.get('content-security-policy') ?? '',
      /^default-src 'none'; style-src 'unsafe-inline'/,
    )
    assert.match(await answer.text(), /Paper 1 of 2026-03-03/)
    assert.equal((await get(routes.digestPreview())).status, 200)
    assert.equal((await get(routes.digestPreview({ date: '2026-03-02' }))).status, 404)
    assert.equal((await get(routes.digestPreview({ date: '2026-03-09' }))).status, 404)
    assert.equal((await get('/digests/preview?date=soon')).status, 400)
    assert.equal((await get('/digests/preview?period=hourly')).status, 400)
    const german = await (await get('/digests/preview?date=2026-03-03&language=de')).text()
    assert.match(german, /<span lang="de">Dienstag, 3\. März 2026<\/span>/)
    assert.match(german, /<title>3 papers for 3\. März:/)
    assert.equal((await get('/digests/preview?language=latin')).status, 400)
  })
})
