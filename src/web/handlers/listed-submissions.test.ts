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
})
