import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { aMember, browserHeaders, formBody, testOrigin } from '../../test/support/members.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import { noon, siteOver } from '../../test/support/site.ts'
import type { Db } from '../db/connect.ts'
import { Conflict } from '../errors.ts'
import { deleteMember } from './delete-member.ts'
import { exportPerson } from './export-person.ts'
import { isFreeName } from './member-queries.ts'
import { tidyAccounts } from './tidy-accounts.ts'

const now = Date.parse(noon)
const mailSite = { name: 'Daily Papers', publicUrl: testOrigin, now }

async function lively(db: Db) {
  const [ada, bea] = [await aMember(db, 'ada'), await aMember(db, 'bea')]
  await fill(db, [paperRecord({ id: '2407.21783' })])
  const paper_id = '2407.21783'
  const states = { edited_at: null, deleted_at: null, hidden_at: null, hidden_reason: null, votes: 1 }
  const comment = { paper_id, parent_id: null, created_at: now, ...states }
  await db
    .insertInto('comment')
    .values([
      { ...comment, id: 'c1', person_id: ada.id, body: 'My words.' },
      { ...comment, id: 'c2', person_id: bea.id, body: 'An answer.', parent_id: 'c1' },
    ])
    .execute()
  await db
    .insertInto('comment_version')
    .values({ comment_id: 'c1', number: 1, body: 'My first words.', written_at: now })
    .execute()
  for (const { id: person_id } of [ada, bea]) {
    await db.insertInto('vote').values({ paper_id, person_id, cast_at: now, weight: 1 }).execute()
  }
  await db.insertInto('comment_vote').values({ comment_id: 'c2', person_id: ada.id, cast_at: now }).execute()
  await db.updateTable('paper').set({ member_votes: 2, member_comments: 2 }).execute()
  return { ada, bea }
}

interface Exported {
  account: { email: string }
  votes: unknown
  comments: { body: string }[]
  earlierTexts: { body: string }[]
}

eachDatabase('leaving', (open) => {
  test('everything of one’s own comes along as one document, without secrets', async () => {
    const db = await open()
    const { ada } = await lively(db)
    const answer = await siteOver(db).request(`${testOrigin}/settings/export`, { headers: ada.headers })
    assert.equal(answer.headers.get('content-disposition'), 'attachment; filename="ada.json"')
    const document = (await answer.json()) as Exported
    assert.deepEqual(document as unknown, await exportPerson(db, ada.id, now))
    assert.equal(document.account.email, 'ada@example.org')
    assert.deepEqual(document.votes, [{ paperId: '2407.21783', castAt: noon }])
    assert.equal(document.comments[0]?.body, 'My words.')
    assert.equal(document.earlierTexts[0]?.body, 'My first words.')
    const session = await db
      .selectFrom('session')
      .select('token')
      .where('user_id', '=', ada.id)
      .executeTakeFirstOrThrow()
    assert.ok(!JSON.stringify(document).includes(session.token))
    assert.ok(!JSON.stringify(document).includes('An answer.'))
  })

  test('takes words, votes and ways in; threads stay, counts follow, the name stays taken', async () => {
    const db = await open()
    const site = siteOver(db)
    const { ada } = await lively(db)
    const leave = (name: string) =>
      site.request(`${testOrigin}/settings/delete`, {
        method: 'POST',
        headers: ada.headers,
        body: formBody({ name }),
      })
    assert.equal((await leave('bea')).status, 400)
    assert.equal((await leave('ada')).status, 303)
    assert.deepEqual(
      await db
        .selectFrom('comment')
        .select(['id', 'person_id', 'body', 'votes'])
        .orderBy('id')
        .execute()
        .then((rows) => rows.map(({ id, person_id, body, votes }) => [id, person_id === null, body, votes])),
      [
        ['c1', true, '', 1],
        ['c2', false, 'An answer.', 0],
      ],
    )
    const paper = await db.selectFrom('paper').select(['member_votes', 'member_comments']).executeTakeFirst()
    assert.deepEqual(paper, { member_votes: 1, member_comments: 1 })
    for (const table of ['session', 'account', 'vote'] as const) {
      const column = table === 'vote' ? 'person_id' : 'user_id'
      const rows = await db
        .selectFrom(table)
        .selectAll()
        .where(column as never, '=', ada.id as never)
        .execute()
      assert.deepEqual(rows, [], table)
    }
    const everything = JSON.stringify([
      await db.selectFrom('member').selectAll().execute(),
      await db.selectFrom('person').selectAll().execute(),
      await db.selectFrom('comment_version').selectAll().execute(),
    ])
    assert.doesNotMatch(everything, /"ada|My first words/)
    assert.equal(await isFreeName(db, 'Ada'), false)
    assert.equal((await site.request(`${testOrigin}/@ada`)).status, 404)
    const about = await site.request(`${testOrigin}/about`, { headers: browserHeaders(ada.headers.cookie) })
    assert.doesNotMatch(await about.text(), /@ada/)
  })

  test('that was interrupted is finished; who chose no name in a week, and what is over, is forgotten', async () => {
    const db = await open()
    const { ada } = await lively(db)
    await db.updateTable('member').set({ state: 'leaving' }).where('id', '=', ada.id).execute()
    const nameless = await aMember(db, 'nameless1')
    await db.deleteFrom('person').where('id', '=', nameless.id).execute()
    await db.updateTable('member').set({ state: 'unnamed' }).where('id', '=', nameless.id).execute()
    const states = async () =>
      (await db.selectFrom('member').select('state').orderBy('state').execute()).map(({ state }) => state)
    await tidyAccounts(db, now + 86_400_000)
    assert.deepEqual(await states(), ['active', 'deleted', 'unnamed'])
    await tidyAccounts(db, now + 8 * 86_400_000)
    assert.deepEqual(await states(), ['active', 'deleted'])
    // The library keeps the real time.
    await tidyAccounts(db, Date.now() + 60 * 86_400_000)
    assert.deepEqual(await db.selectFrom('session').selectAll().execute(), [])
  })

  test('is refused to the only admin', async () => {
    const db = await open()
    const { id } = await aMember(db, 'boss1', 'admin')
    await assert.rejects(deleteMember(db, mailSite, id), Conflict)
    await aMember(db, 'boss2', 'admin')
    await deleteMember(db, mailSite, id)
    await deleteMember(db, mailSite, id)
  })
})
