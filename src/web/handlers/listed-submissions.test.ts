import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { doorOf, stampIn } from '../../../test/support/door.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import { aMember } from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { routes } from '../routes.ts'

const today = '2026-03-04'
const paper = (id: string) => paperRecord({ id, published: '2026-03-02T10:00:00.000Z' })

eachDatabase('a submission and the lists that curators make', (open) => {
  test('what waits while somebody else lists its paper is approved for that list', async () => {
    const db = await open()
    const ids = ['2603.00001', '2603.00002', '2603.00003']
    await fill(
      db,
      ids.map((id) => paper(id)),
    )
    const [ada, cur] = [await aMember(db, 'ada'), await aMember(db, 'cur', 'curator')]
    const { get, post } = doorOf(db, { settings: { SUBMISSIONS: 'approve', SUBMISSIONS_PER_DAY: '9' } })
    for (const [at, id] of ids.entries())
      await post(routes.submitPaper(), { paper: id, note: `Note ${at + 1}` }, ada)
    // Of the formula’s and of another site; the curator’s change makes the formula’s paper one that people chose.
    await fill(db, [
      { ...paper('2603.00001'), entries: [{ day: today, chosenBy: 'rule', score: 1 }] },
      { ...paper('2603.00002'), entries: [{ day: today, submittedBy: { name: 'stranger' } }] },
    ])
    const stamp = stampIn(await (await get(routes.adminEdition(today), cur)).text())
    await post(routes.changeEdition(today, 'add'), { text: '2603.00003', stamp }, cur)
    const queue = await (await get(routes.adminEditions(), cur)).text()
    await assertValidHtml(queue)
    assert.equal(queue.match(/It is on the list of <a[^>]*>2026-03-04<\/a> already/g)?.length, 3)
    for (const { id } of await db.selectFrom('submission').select('id').execute()) {
      const sent = await post(routes.decideSubmission(id, 'approve'), { day: today }, cur)
      assert.equal(sent.status, 303)
    }
    const own = await (await get(routes.ownSubmissions(), ada)).text()
    assert.equal(own.match(/On the list of 2026-03-04/g)?.length, 3)
    const submitters = await db
      .selectFrom('edition_entry')
      .innerJoin('person', 'person.id', 'submitted_by')
      .select('person.name')
      .orderBy('paper_id')
      .execute()
    assert.deepEqual(
      submitters.map(({ name }) => name),
      ['ada', 'stranger', 'cur'],
    )
    for (const [at, id] of ids.entries())
      assert.match(await (await get(routes.paper(id))).text(), new RegExp(`Note ${at + 1}`))
  })

  test('its submitter learns that it was moved, and why it was taken off', async () => {
    const db = await open()
    await fill(db, [paper('2603.00001')])
    const [ada, cur] = [await aMember(db, 'ada'), await aMember(db, 'cur', 'curator')]
    const { get, post } = doorOf(db)
    await post(routes.submitPaper(), { paper: '2603.00001', note: 'My note' }, ada)
    const change = async (day: string, what: 'move' | 'remove', fields: Record<string, string>) => {
      const stamp = stampIn(await (await get(routes.adminEdition(day), cur)).text())
      const sent = await post(routes.changeEdition(day, what), { paper: '2603.00001', stamp, ...fields }, cur)
      assert.equal(sent.status, 303)
      return {
        own: await (await get(routes.ownSubmissions(), ada)).text(),
        inbox: await (await get(routes.notifications(), ada)).text(),
        page: await (await get(routes.paper('2603.00001'))).text(),
      }
    }
    const earlier = await change(today, 'move', { to: '2026-03-03' })
    assert.match(earlier.own, /On the list of 2026-03-03/)
    assert.match(earlier.inbox, /which you submitted, was moved to the list of 2026-03-03/)
    assert.match(earlier.page, /My note/)
    const later = await change('2026-03-03', 'move', { to: '2026-03-06' })
    assert.match(later.own, /Approved, on a list that is yet to come/)
    assert.match(later.inbox, /was moved to a coming list/)
    assert.doesNotMatch(later.own + later.inbox + later.page, /2026-03-06|6 March/)
    assert.doesNotMatch(later.page, /My note/)
    await change('2026-03-06', 'move', { to: '2026-03-09' })
    const out = await change('2026-03-09', 'remove', { reason: 'It is an erratum.' })
    assert.match(out.own, /Refused: It is an erratum\./)
    assert.match(out.inbox, /was taken off a coming list: It is an erratum\./)
    assert.doesNotMatch(out.own + out.inbox + out.page, /2026-03-0[69]|[69] March/)
    assert.doesNotMatch(out.page, /My note/)
    assert.equal(out.inbox.match(/which you submitted/g)?.length, 3)
  })

  test('is told from which list its paper was taken, and only the submission of that list', async () => {
    const db = await open()
    await fill(db, [{ ...paper('2603.00001'), entries: [{ day: '2026-03-02' }] }, paper('2603.00002')])
    const [ada, cur] = [await aMember(db, 'ada'), await aMember(db, 'cur', 'curator')]
    const { get, post } = doorOf(db)
    await post(routes.submitPaper(), { paper: '2603.00002' }, ada)
    const { id: _, ...submission } = await db.selectFrom('submission').selectAll().executeTakeFirstOrThrow()
    const other = { ...submission, id: 'a'.repeat(24), paper_id: '2603.00001' }
    await db.insertInto('submission').values(other).execute()
    const stamp = stampIn(await (await get(routes.adminEdition('2026-03-02'), cur)).text())
    const out = { paper: '2603.00001', reason: 'Twice.', stamp }
    await post(routes.changeEdition('2026-03-02', 'remove'), out, cur)
    const own = await (await get(routes.ownSubmissions(), ada)).text()
    assert.doesNotMatch(own, /Refused/)
    const stampNow = stampIn(await (await get(routes.adminEdition(today), cur)).text())
    const second = { paper: '2603.00002', reason: 'An erratum.', stamp: stampNow }
    await post(routes.changeEdition(today, 'remove'), second, cur)
    const inbox = await (await get(routes.notifications(), ada)).text()
    assert.match(inbox, /2603\.00002.*was taken off the list of 2026-03-04: An erratum\./)
  })
})
