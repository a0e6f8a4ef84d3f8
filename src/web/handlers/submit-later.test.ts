import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atEnd, eachDatabase } from '../../../test/support/database.ts'
import { doorOf } from '../../../test/support/door.ts'
import { assertKeepsContentPolicy, assertValidHtml } from '../../../test/support/html.ts'
import { aMember } from '../../../test/support/members.ts'
import { startMisbehavingServer } from '../../../test/support/misbehaving/start.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { seekerAt } from '../../../test/support/seeker.ts'
import { noon } from '../../../test/support/site.ts'
import { finishRequests } from '../../community/submissions/finish-requests.ts'
import type { SubmissionRules } from '../../community/submissions/refusals.ts'
import type { Db } from '../../db/connect.ts'
import { routes } from '../routes.ts'

const server = await startMisbehavingServer({ seed: 8, records: 30, retryAfterSeconds: 600 })
atEnd(() => server.close())
const paperOf = (list: 'arxiv' | 'openreview', at: number) => {
  const paper = server.recordsOf(list)[at]
  assert.ok(paper)
  return paper
}

const rules: SubmissionRules = {
  ...{ mode: 'direct', oldestDays: 0, perDay: 5 },
  ...{ timezone: 'UTC', cutoff: '00:00' },
}

/** What the worker does so many minutes after noon. */
function runAt(db: Db, minutes: number): Promise<void> {
  const now = Date.parse(noon) + minutes * 60_000
  const seeker = seekerAt(server, db, new Date(now).toISOString())
  const signal = new AbortController().signal
  return finishRequests(db, { seeker, rules, now: () => now, signal })
}

const newsOf = async (db: Db, personId: string) => {
  const rows = await db
    .selectFrom('notification')
    .select('sentence')
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .execute()
  return rows.map(({ sentence }) => sentence)
}

eachDatabase('a submission while its source does not answer', (open) => {
  test('can wait, shows for whom, and is finished as soon as that answers', async () => {
    const db = await open()
    const paper = paperOf('openreview', 3)
    const [ada, bea] = [await aMember(db, 'ada'), await aMember(db, 'bea')]
    const { get, post } = doorOf(db, { seeker: seekerAt(server, db) })
    server.setFaults({ unavailable: 1 })
    const busy = await post(routes.submit(), { text: paper.id }, ada)
    const page = await busy.text()
    assert.equal(busy.status, 409)
    assert.match(page, /Or let it wait/)
    await assertValidHtml(page)
    const later = { text: paper.id, note: 'Worth <b>it</b>', media: 'https://example.org/a.png' }
    assert.equal(
      (await post(routes.submitLater(), later, ada)).headers.get('location'),
      routes.ownSubmissions(),
    )
    assert.equal((await post(routes.submitLater(), later, ada)).status, 303)
    const own = await (await get(routes.ownSubmissions(), ada)).text()
    assert.match(own, /Waiting for OpenReview: .*Worth &lt;b>it/s)
    await assertValidHtml(own)
    assertKeepsContentPolicy(own)
    assert.equal(own.match(/Waiting for/g)?.length, 1)
    assert.doesNotMatch(await (await get(routes.ownSubmissions(), bea)).text(), /Waiting for/)

    await runAt(db, 1)
    assert.deepEqual(await newsOf(db, ada.id), [])
    server.setFaults({})
    await runAt(db, 2)
    assert.deepEqual(await newsOf(db, ada.id), [], 'the source asked to be left alone')
    await runAt(db, 20)
    const [sentence = ''] = await newsOf(db, ada.id)
    assert.match(sentence ?? '', /^“.*”, which you submitted, is on the list of 2026-03-04\.$/)
    await runAt(db, 40)
    assert.equal((await newsOf(db, ada.id)).length, 1)
    assert.match(await (await get(routes.paper(paper.id))).text(), /Worth &lt;b>it/)
    assert.match(await (await get(routes.ownSubmissions(), ada)).text(), /On the list of 2026-03-04/)
  })

  test('is refused with the reason where nobody knows it, it is listed, or nobody answers for days', async () => {
    const db = await open()
    const ada = await aMember(db, 'ada')
    const { get, post } = doorOf(db, { seeker: seekerAt(server, db) })
    const wait = async (text: string) => (await post(routes.submitLater(), { text }, ada)).status
    server.setFaults({})
    assert.equal(await wait('openreview:NoSuchForum1'), 303)
    await fill(db, [paperRecord({ id: '2603.00001', entries: [{ day: '2026-03-03' }] })])
    assert.equal(await wait('2603.00001'), 303)
    await runAt(db, 1)
    server.setFaults({ unavailable: 1 })
    assert.equal(await wait(paperOf('openreview', 5).id), 303)
    await runAt(db, 2)
    await runAt(db, 3 * 24 * 60 + 30)
    const news = (await newsOf(db, ada.id)).join('\n')
    assert.match(news, /NoSuchForum1, which you submitted, was not taken: No source knows this paper/)
    assert.match(
      news,
      /2603\.00001, which you submitted, was not taken: This paper is on the list of 2026-03-03/,
    )
    assert.match(news, /was not taken: OpenReview did not answer for three days/)
    const own = await (await get(routes.ownSubmissions(), ada)).text()
    assert.equal(own.match(/Not taken: /g)?.length, 3)
    assert.doesNotMatch(own, /Waiting for/)
  })

  test('keeps the quota, its owner and what was typed', async () => {
    const db = await open()
    const [ada, bea] = [await aMember(db, 'ada'), await aMember(db, 'bea')]
    const { post } = doorOf(db, { settings: { SUBMISSIONS_PER_DAY: '1' } })
    const first = { text: paperOf('openreview', 6).id, note: 'kept' }
    const second = { text: paperOf('openreview', 7).id, note: 'kept', media: 'javascript:alert(1)' }
    assert.equal((await post(routes.submitLater(), { ...second, text: 'A title' }, ada)).status, 400)
    assert.match(await (await post(routes.submitLater(), second, ada)).text(), /kept/)
    assert.equal((await post(routes.submitLater(), first, ada)).status, 303)
    const over = await post(routes.submitLater(), { ...second, media: '' }, ada)
    assert.equal(over.status, 409)
    assert.match(await over.text(), /1 paper within a day/)
    const lost = await post(routes.submitLater(), first)
    assert.equal(lost.status, 403)
    assert.match(await lost.text(), /kept/)
    const { id } = await db.selectFrom('submission_request').select('id').executeTakeFirstOrThrow()
    assert.equal((await post(routes.withdrawSubmission(id), {}, bea)).status, 403)
    assert.equal((await post(routes.withdrawSubmission(id), {}, ada)).status, 303)
    assert.deepEqual(await db.selectFrom('submission_request').selectAll().execute(), [])
  })
})

eachDatabase('a session that ended while somebody wrote', (open) => {
  test('loses nothing: what was typed is in the form that comes back', async () => {
    const db = await open()
    await fill(db, [paperRecord({ id: '2603.00001', published: '2026-03-02' })])
    const { post } = doorOf(db)
    const typed = { paper: '2603.00001', note: 'A long <note>', media: 'https://example.org/film' }
    const sent = await post(routes.submitPaper(), typed)
    const page = await sent.text()
    assert.equal(sent.status, 403)
    assert.match(page, /You aren’t signed in.*A long &lt;note>.*https:\/\/example\.org\/film/s)
    await assertValidHtml(page)
    const lookUp = await post(routes.submit(), { text: 'A title of a paper' })
    assert.equal(lookUp.status, 403)
    assert.match(await lookUp.text(), /next=%2Fpapers%2Fsubmit%3Ftext%3DA/)
  })
})
