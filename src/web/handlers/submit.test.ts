import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atEnd, eachDatabase } from '../../../test/support/database.ts'
import { doorOf } from '../../../test/support/door.ts'
import { assertKeepsContentPolicy, assertValidHtml } from '../../../test/support/html.ts'
import { aMember, type TestMember } from '../../../test/support/members.ts'
import { startMisbehavingServer } from '../../../test/support/misbehaving/start.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { seekerAt } from '../../../test/support/seeker.ts'
import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/write.ts'
import { lowerByHash } from '../../papers/merging/content-hash.ts'
import { saveRecordsIn } from '../../papers/save.ts'
import { routes } from '../routes.ts'

const today = '2026-03-04'

const entries = (db: Db) =>
  db
    .selectFrom('edition_entry')
    .select(['day', 'paper_id', 'submitted_by', 'chosen_by'])
    .orderBy('day')
    .execute()
const recent = (id: string) => paperRecord({ id, published: '2026-03-02T10:00:00.000Z' })

eachDatabase('submitting a paper', (open) => {
  test('paste, look, send: it is on today’s list under the member’s name, with the note and the media', async () => {
    const db = await open()
    await fill(db, [recent('2603.00001')])
    const ada = await aMember(db, 'ada')
    const { get, post } = doorOf(db)
    const found = await post(routes.submit(), { text: ' https://arxiv.org/abs/2603.00001v1 ' }, ada)
    assert.deepEqual([found.status, found.headers.get('location')], [303, routes.submit('2603.00001')])
    const preview = await (await get(routes.submit('2603.00001'), ada)).text()
    assert.match(preview, /It joins the list of Wednesday 4 March 2026/)
    await assertValidHtml(preview)
    assertKeepsContentPolicy(preview)
    const note = 'Read this: <script>alert(1)</script>'
    const sent = await post(
      routes.submitPaper(),
      {
        paper: '2603.00001',
        note,
        media: 'https://example.org/a.png',
        person_id: 'x',
        state: 'listed',
        day: '2020-01-01',
      },
      ada,
    )
    assert.deepEqual([sent.status, sent.headers.get('location')], [303, routes.paper('2603.00001')])
    assert.deepEqual(await entries(db), [
      { day: today, paper_id: '2603.00001', submitted_by: ada.id, chosen_by: null },
    ])
    const page = await (await get(routes.paper('2603.00001'))).text()
    assert.match(page, /submitted by <a href="\/@ada">ada<\/a>/)
    assert.match(page, /Read this: &lt;script>alert/)
    assert.match(page, /href="https:\/\/example.org\/a.png"/)
    assert.match(await (await get(routes.day(today))).text(), /On the matter of 2603.00001/)
    const own = await (await get(routes.ownSubmissions(), ada)).text()
    assert.match(own, /On the list of 2026-03-04/)
    await assertValidHtml(own)
  })

  test('whoever submitted it keeps that when a list of another site names somebody else', async () => {
    const db = await open()
    const id = '2603.00001'
    await fill(db, [recent(id)])
    const ada = await aMember(db, 'ada')
    const { get, post } = doorOf(db)
    await post(routes.submitPaper(), { paper: id, note: 'Read this' }, ada)
    // Between two recorded people the lower hash of their ids decides.
    const stranger = Array.from({ length: 999 }, (_, at) => at.toString(16).padStart(24, '0')).find(
      (one) => lowerByHash(one, ada.id) === one,
    )
    const entry = { day: today, recordedVotes: 7, submittedBy: { id: stranger ?? '', name: 'stranger' } }
    const listed = paperRecord({ ...recent(id), recordedVotes: 7, entries: [entry] })
    for (const origin of ['hf-daily', 'import'] as const)
      await inTransaction(db, (tx) => saveRecordsIn(tx, [listed], origin))
    const page = await (await get(routes.paper(id), ada)).text()
    assert.match(page, /submitted by <a href="\/@ada">ada<\/a>.*Set its links.*Read this/s)
    assert.match(await (await get(routes.day(today))).text(), /7<span.*Submitted by <a href="\/@ada">/s)
  })

  test('a paper that isn’t here is brought from its source', async () => {
    const db = await open()
    const server = await startMisbehavingServer({ seed: 6, records: 20, retryAfterSeconds: 600 })
    atEnd(() => server.close())
    const ada = await aMember(db, 'ada')
    const { get, post } = doorOf(db, { seeker: seekerAt(server, db) })
    const [paper] = server.records
    const sent = await post(routes.submit(), { text: `arXiv:${paper?.id}` }, ada)
    assert.equal(sent.headers.get('location'), routes.submit(paper?.id))
    assert.equal((await get(routes.submit(paper?.id), ada)).status, 200)
    const choice = await post(routes.submit(), { text: server.records[3]?.title ?? '' }, ada)
    const choicePage = await choice.text()
    assert.equal(choice.status, 200)
    assert.match(choicePage, new RegExp(`name="text" value="${server.records[3]?.id}"`))
    await assertValidHtml(choicePage)
    const unknown = await post(routes.submit(), { text: '2501.99999' }, ada)
    assert.equal(unknown.status, 404)
    assert.match(await unknown.text(), /No source knows the paper 2501\.99999/)
    server.setFaults({ unavailable: 1 })
    const busy = await post(routes.submit(), { text: 'A title that nobody has ever given to a paper' }, ada)
    assert.equal(busy.status, 409)
    assert.match(await busy.text(), /value="A title that nobody has ever given to a paper"/)
  })

  test('what can’t be taken is said, with what to do', async () => {
    const db = await open()
    const listed = { ...recent('2603.00002'), entries: [{ day: '2026-03-03' }] }
    const withdrawn = { ...recent('2603.00004'), withdrawn: true }
    await fill(db, [listed, paperRecord({ id: '2501.00003', published: '2025-01-02' }), withdrawn])
    const ada = await aMember(db, 'ada')
    const { get, post } = doorOf(db, { settings: { SUBMISSION_OLDEST_DAYS: '14' } })
    const cases: [string, RegExp][] = [
      ['2603.00002', /on the list of 2026-03-03 already.*href="\/papers\/date\/2026-03-03"/s],
      ['2501.00003', /papers of the last 14 days, and this one is older/],
      ['2603.00004', /have withdrawn this paper/],
    ]
    for (const [paper, sentence] of cases) {
      assert.match(await (await get(routes.submit(paper), ada)).text(), sentence)
      const sent = await post(routes.submitPaper(), { paper }, ada)
      assert.equal(sent.status, 409)
      assert.match(await sent.text(), sentence)
    }
    for (const text of [
      '',
      'https://evil.example/paper.pdf',
      'http://169.254.169.254/latest',
      'abc',
      'x'.repeat(1_000),
    ]) {
      assert.equal((await post(routes.submit(), { text }, ada)).status, 400, text)
    }
    assert.equal((await post(routes.submitPaper(), { paper: '2603.77777' }, ada)).status, 404)
    assert.equal((await entries(db)).length, 1)
  })

  test('addresses that are none, and those that moderators refuse, are told beside what was typed', async () => {
    const db = await open()
    await fill(db, [recent('2603.00001')])
    await db
      .insertInto('domain_ban')
      .values({ domain: 'spam.example', reason: 'Spam.', banned_by: null, banned_at: 1 })
      .execute()
    const ada = await aMember(db, 'ada')
    const { post } = doorOf(db)
    const media = [
      'javascript:alert(1)',
      'https://user:word@example.org/',
      'http://127.0.0.1/x',
      'https://x.spam.example/',
      '1\n2\n3\n4\n5',
    ]
    for (const address of media) {
      const sent = await post(
        routes.submitPaper(),
        { paper: '2603.00001', note: 'kept <b>', media: address },
        ada,
      )
      assert.equal(sent.status, 400, address)
      assert.match(await sent.text(), /kept &lt;b/)
    }
    const spam = await post(routes.submitPaper(), { paper: '2603.00001', note: 'see spam.example' }, ada)
    assert.equal(spam.status, 400)
    assert.deepEqual(await entries(db), [])
  })

  test('twice at once is once; a quota holds at once, too, and is stricter for the new', async () => {
    const db = await open()
    const ids = ['2603.00001', '2603.00002', '2603.00003', '2603.00004']
    await fill(db, ids.map(recent))
    const [ada, bea, eve] = [await aMember(db, 'ada'), await aMember(db, 'bea'), await aMember(db, 'eve')]
    await db
      .updateTable('member')
      .set({ vouched: 0, created_at: '2026-03-04T11:00:00.000Z' })
      .where('id', '=', eve.id)
      .execute()
    const { post } = doorOf(db, { settings: { SUBMISSIONS_PER_DAY: '2' } })
    const send = async (paper: string, who: TestMember) =>
      (await post(routes.submitPaper(), { paper }, who)).status
    const firsts = await Promise.all([send('2603.00001', ada), send('2603.00001', bea)])
    assert.deepEqual(firsts.toSorted(), [303, 409])
    const first = firsts[0] === 303 ? ada : bea
    assert.equal(await send('2603.00001', first), 303, 'it was sent twice')
    const note = 'Another note'
    assert.equal((await post(routes.submitPaper(), { paper: '2603.00001', note }, first)).status, 409)
    assert.equal((await entries(db)).length, 1)
    const rest = await Promise.all(ids.slice(1).map((id) => send(id, ada)))
    assert.ok(rest.filter((status) => status === 303).length <= 2)
    const [{ count }] = (await db
      .selectFrom('submission')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('person_id', '=', ada.id)
      .execute()) as [{ count: number }]
    assert.equal(count, 2)
    await fill(db, [recent('2603.00005'), recent('2603.00006')])
    assert.equal(await send('2603.00005', eve), 303)
    const sent = await post(routes.submitPaper(), { paper: '2603.00006' }, eve)
    assert.match(await sent.text(), /1 paper within a day, which is what new accounts may/)
  })

  test('where curators approve, it waits, and only its submitter takes it back', async () => {
    const db = await open()
    await fill(db, [recent('2603.00001')])
    const [ada, bea, cur] = [
      await aMember(db, 'ada'),
      await aMember(db, 'bea'),
      await aMember(db, 'cur', 'curator'),
    ]
    const { get, post } = doorOf(db, { settings: { SUBMISSIONS: 'approve' } })
    const sent = await post(
      routes.submitPaper(),
      { paper: '2603.00001', note: 'Secret for now', media: 'https://example.org/a.png' },
      ada,
    )
    assert.equal(sent.headers.get('location'), routes.ownSubmissions())
    const again = await post(
      routes.submitPaper(),
      { paper: '2603.00001', note: 'Secret for now', media: 'https://example.org/a.png' },
      ada,
    )
    assert.deepEqual([again.status, again.headers.get('location')], [303, routes.ownSubmissions()])
    const preview = async (who: TestMember) => (await get(routes.submit('2603.00001'), who)).text()
    assert.match(await preview(ada), /You have submitted this paper already/)
    assert.match(await preview(bea), /Somebody has submitted this paper already/)
    assert.deepEqual(await entries(db), [])
    assert.doesNotMatch(await (await get(routes.paper('2603.00001'))).text(), /Secret for now|a\.png/)
    assert.equal((await post(routes.submitPaper(), { paper: '2603.00001' }, bea)).status, 409)
    const [row] = await db.selectFrom('submission').select('id').execute()
    const path = routes.withdrawSubmission(row?.id ?? '')
    assert.equal((await post(path, {}, bea)).status, 403)
    assert.equal((await post(path, {})).status, 403)
    assert.equal((await post(path, {}, ada)).status, 303)
    assert.equal((await post(path, {}, ada)).status, 303, 'it was sent twice')
    assert.equal((await post(routes.submitPaper(), { paper: '2603.00001' }, cur)).status, 303)
    assert.equal((await entries(db)).length, 1)
  })

  test('who isn’t signed in, suspended or no curator where only they submit, can’t', async () => {
    const db = await open()
    await fill(db, [recent('2603.00001')])
    const [ada, eve] = [await aMember(db, 'ada'), await aMember(db, 'eve')]
    await db.updateTable('member').set({ state: 'suspended' }).where('id', '=', eve.id).execute()
    const { get, post } = doorOf(db, { settings: { SUBMISSIONS: 'curators' } })
    for (const who of [undefined, eve]) {
      assert.equal((await post(routes.submitPaper(), { paper: '2603.00001' }, who)).status, 403)
      assert.equal((await post(routes.submit(), { text: '2603.00001' }, who)).status, 403)
    }
    assert.equal((await post(routes.submitPaper(), { paper: '2603.00001' }, ada)).status, 409)
    const { origin: _, 'sec-fetch-site': __, ...bare } = ada.headers
    const foreign = { ...ada, headers: { ...bare, origin: 'https://evil.example' } as Record<string, string> }
    assert.equal((await post(routes.submitPaper(), { paper: '2603.00001' }, foreign)).status, 403)
    assert.equal((await get(routes.submit())).status, 200)
    assert.equal((await get(routes.ownSubmissions())).status, 303)
  })
})
