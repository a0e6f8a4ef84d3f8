import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { doorOf, stampIn } from '../../../test/support/door.ts'
import { assertKeepsContentPolicy, assertValidHtml } from '../../../test/support/html.ts'
import { aMember } from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/write.ts'
import { papersChangedAfter } from '../../finding/queries.ts'
import { openEditionsIn } from '../../papers/lists/open-edition-queries.ts'
import { chooseEditions } from '../../papers/lists/rule-edition.ts'
import { createTotals } from '../../papers/lists/totals.ts'
import { routes } from '../routes.ts'

const today = '2026-03-04'
const coming = '2026-03-06'
const paper = (id: string, title = `On the matter of ${id}`) =>
  paperRecord({ id, title, published: '2026-03-02T10:00:00.000Z' })

const orderOf = async (db: Db, day: string) =>
  (
    await db
      .selectFrom('edition_entry')
      .select(['paper_id', 'place'])
      .where('day', '=', day)
      .orderBy('place')
      .execute()
  ).map(({ paper_id }) => paper_id)

eachDatabase('making an edition', (open) => {
  test('curators add, order, move and take out, each in the log with a name', async () => {
    const db = await open()
    await fill(db, [paper('2603.00001'), paper('2603.00002'), paper('2603.00003', 'A <b>bold</b> title')])
    const cur = await aMember(db, 'cur', 'curator')
    const { get, post } = doorOf(db)
    const stamp = async (day = today) => stampIn(await (await get(routes.adminEdition(day), cur)).text())
    for (const text of ['2603.00001', 'https://arxiv.org/abs/2603.00002', '2603.00003']) {
      const sent = await post(routes.changeEdition(today, 'add'), { text, stamp: await stamp() }, cur)
      assert.equal(sent.status, 303)
    }
    const page = await (await get(routes.adminEdition(today), cur)).text()
    await assertValidHtml(page)
    assertKeepsContentPolicy(page)
    assert.match(page, /A &lt;b>bold|A bold title/)
    const first = { paper: '2603.00003', place: '1', stamp: await stamp() }
    assert.equal((await post(routes.changeEdition(today, 'place'), first, cur)).status, 303)
    assert.deepEqual(await orderOf(db, today), ['2603.00003', '2603.00001', '2603.00002'])
    assert.match(await (await get(routes.day(today))).text(), /2603\.00003.*2603\.00001.*2603\.00002/s)
    const out = { paper: '2603.00001', reason: 'It is an erratum.', stamp: await stamp() }
    assert.equal((await post(routes.changeEdition(today, 'remove'), out, cur)).status, 303)
    const move = { paper: '2603.00002', to: '2026-03-03', stamp: await stamp() }
    assert.equal((await post(routes.changeEdition(today, 'move'), move, cur)).status, 303)
    assert.deepEqual(
      [await orderOf(db, today), await orderOf(db, '2026-03-03')],
      [['2603.00003'], ['2603.00002']],
    )
    const log = await db
      .selectFrom('moderation_entry')
      .select(['person_id', 'action', 'subject_id'])
      .execute()
    assert.deepEqual(log.map(({ action }) => action).sort(), [
      'edition-add',
      'edition-add',
      'edition-add',
      'edition-move',
      'edition-place',
      'edition-remove',
    ])
    assert.ok(log.every(({ person_id }) => person_id === cur.id))
  })

  test('what a curator leaves of a list that the formula made stays', async () => {
    const db = await open()
    const entries = [{ day: today, chosenBy: 'rule' as const, score: 1 }]
    await fill(db, [
      { ...paper('2603.00001'), entries },
      { ...paper('2603.00002'), entries },
      paper('2603.00003'),
    ])
    const cur = await aMember(db, 'cur', 'curator')
    const { get, post } = doorOf(db)
    const stamp = stampIn(await (await get(routes.adminEdition(today), cur)).text())
    const out = { paper: '2603.00001', reason: 'It is an erratum.', stamp }
    assert.equal((await post(routes.changeEdition(today, 'remove'), out, cur)).status, 303)
    const rules = { timezone: 'UTC', cutoff: '00:00', size: 30, categories: [], hasCurator: false }
    await chooseEditions(db, Date.parse(`${today}T13:00:00Z`), rules)
    assert.deepEqual(await orderOf(db, today), ['2603.00002'])
  })

  test('of two curators the second must look again', async () => {
    const db = await open()
    await fill(db, [paper('2603.00001'), paper('2603.00002')])
    const cur = await aMember(db, 'cur', 'curator')
    const { get, post } = doorOf(db)
    const stamp = stampIn(await (await get(routes.adminEdition(today), cur)).text())
    const add = (text: string) => post(routes.changeEdition(today, 'add'), { text, stamp }, cur)
    const statuses = (await Promise.all([add('2603.00001'), add('2603.00002')])).map(({ status }) => status)
    assert.deepEqual(statuses.sort(), [303, 409])
  })

  test('what is planned shows nowhere before its day, and then everywhere', async () => {
    const db = await open()
    await fill(db, [paper('2603.00001'), { ...paper('2603.00002'), entries: [{ day: '2026-03-03' }] }])
    const cur = await aMember(db, 'cur', 'curator')
    const { get, post } = doorOf(db)
    const stamp = stampIn(await (await get(routes.adminEdition(coming), cur)).text())
    const sent = await post(routes.changeEdition(coming, 'add'), { text: '2603.00001', stamp }, cur)
    assert.equal(sent.status, 303)
    assert.equal((await get(routes.day(coming))).status, 404)
    for (const path of [
      routes.front(),
      routes.week('2026-W10'),
      routes.month('2026-03'),
      routes.trending(),
      routes.person('cur'),
      routes.sources(),
      '/moderation/log',
    ])
      assert.doesNotMatch(await (await get(path)).text(), /2603\.00001|2026-03-06|6 March/, path)
    assert.doesNotMatch(await (await get(routes.paper('2603.00001'))).text(), /@cur|Mar 6|Listed/)
    const listed = async () =>
      (await papersChangedAfter(db, 0, 10)).filter((row) => row.listed === 1).map(({ id }) => id)
    assert.deepEqual(await listed(), ['2603.00002'])
    assert.equal((await createTotals()(db, 0)).editions.last, '2026-03-03')

    const submitted = await post(routes.submitPaper(), { paper: '2603.00001' }, await aMember(db, 'ada'))
    assert.equal(submitted.status, 409)
    assert.doesNotMatch(await submitted.text(), /2026-03-06|6 March/)

    const { change_seq: before } = await db.selectFrom('store').select('change_seq').executeTakeFirstOrThrow()
    await inTransaction(db, (tx) => openEditionsIn(tx, coming))
    assert.deepEqual(
      (await papersChangedAfter(db, before, 10)).map(({ id, listed: isListed }) => [id, isListed]),
      [['2603.00001', 1]],
    )
    const later = doorOf(db, { at: '2026-03-06T09:00:00.000Z' })
    assert.match(await (await later.get(routes.day(coming))).text(), /2603\.00001/)
  })

  test('submissions are approved for a day, or refused with a reason that the submitter is told', async () => {
    const db = await open()
    await fill(db, [paper('2603.00001'), paper('2603.00002')])
    const [ada, cur] = [await aMember(db, 'ada'), await aMember(db, 'cur', 'curator')]
    const { get, post } = doorOf(db, { settings: { SUBMISSIONS: 'approve' } })
    await post(
      routes.submitPaper(),
      { paper: '2603.00001', note: 'Good', media: 'https://example.org/a.png' },
      ada,
    )
    await post(routes.submitPaper(), { paper: '2603.00002' }, ada)
    const queue = await (await get(routes.adminEditions(), cur)).text()
    await assertValidHtml(queue)
    assert.match(queue, /Good.*a\.png/s)
    const rows = await db.selectFrom('submission').select(['id', 'paper_id']).orderBy('paper_id').execute()
    const [first = '', second = ''] = rows.map(({ id }) => id)
    assert.equal(
      (await post(routes.decideSubmission(first, 'approve'), { day: '2026-03-07' }, cur)).status,
      400,
    )
    assert.equal((await post(routes.decideSubmission(first, 'approve'), { day: today }, ada)).status, 403)
    const both = await Promise.all(
      [1, 2].map(() => post(routes.decideSubmission(first, 'approve'), { day: today }, cur)),
    )
    assert.deepEqual(both.map(({ status }) => status).sort(), [303, 409])
    assert.equal((await post(routes.decideSubmission(second, 'refuse'), { reason: '' }, cur)).status, 400)
    assert.equal(
      (await post(routes.decideSubmission(second, 'refuse'), { reason: 'Not research.' }, cur)).status,
      303,
    )
    assert.equal(
      (await post(routes.decideSubmission('0'.repeat(24), 'refuse'), { reason: 'x' }, cur)).status,
      404,
    )
    const again = await post(routes.submitPaper(), { paper: '2603.00002' }, ada)
    assert.match(await again.text(), /A curator has decided against this paper lately \(Not research\.\)/)
    const day = await (await get(routes.day(today))).text()
    assert.match(day, /2603\.00001/)
    assert.match(
      await (await get(routes.paper('2603.00001'))).text(),
      /submitted by <a href="\/@ada">.*Good/s,
    )
    const told = await db
      .selectFrom('notification')
      .select(['person_id', 'kind', 'actor_id', 'sentence'])
      .where('kind', '=', 'submission')
      .orderBy('sentence')
      .execute()
    assert.deepEqual(
      told.map(({ person_id, kind, actor_id }) => [person_id, kind, actor_id]),
      [
        [ada.id, 'submission', cur.id],
        [ada.id, 'submission', cur.id],
      ],
    )
    assert.ok(told.some(({ sentence }) => sentence?.endsWith('was refused: Not research.')))
    assert.match(await (await get(routes.ownSubmissions(), ada)).text(), /Refused: Not research\./)
  })

  test('approved and withdrawn at once is one of the two', async () => {
    const db = await open()
    await fill(db, [paper('2603.00001')])
    const [ada, cur] = [await aMember(db, 'ada'), await aMember(db, 'cur', 'curator')]
    const { post } = doorOf(db, { settings: { SUBMISSIONS: 'approve' } })
    await post(routes.submitPaper(), { paper: '2603.00001' }, ada)
    const { id } = await db.selectFrom('submission').select('id').executeTakeFirstOrThrow()
    const answers = await Promise.all([
      post(routes.decideSubmission(id, 'approve'), { day: today }, cur),
      post(routes.withdrawSubmission(id), {}, ada),
    ])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409])
    const { state } = await db.selectFrom('submission').select('state').executeTakeFirstOrThrow()
    assert.equal((await orderOf(db, today)).length, state === 'listed' ? 1 : 0)
  })

  test('readers see and change nothing of it', async () => {
    const db = await open()
    await fill(db, [paper('2603.00001')])
    const ada = await aMember(db, 'ada')
    const { get, post } = doorOf(db)
    for (const who of [undefined, ada]) {
      assert.equal((await get(routes.adminEditions(), who)).status, 403)
      assert.equal((await get(routes.adminEdition(today), who)).status, 403)
      for (const change of ['add', 'remove', 'place', 'move'] as const)
        assert.equal(
          (await post(routes.changeEdition(today, change), { text: '2603.00001', stamp: '' }, who)).status,
          403,
        )
    }
    const cur = await aMember(db, 'cur', 'curator')
    assert.equal((await get('/admin/editions/2026-02-30', cur)).status, 404)
    const stamp = stampIn(await (await get(routes.adminEdition(today), cur)).text())
    const wrong: ['remove' | 'place' | 'move', Record<string, string>, number][] = [
      ['remove', { paper: '2603.00001', reason: 'x' }, 404],
      ['place', { paper: '2603.00001', place: '0' }, 400],
      ['place', { paper: '2603.00001', place: '1' }, 404],
      ['move', { paper: '2603.00001', to: 'tomorrow' }, 400],
    ]
    for (const [change, fields, status] of wrong)
      assert.equal(
        (await post(routes.changeEdition(today, change), { ...fields, stamp }, cur)).status,
        status,
        change,
      )
  })
})
