import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { doorOf } from '../../../test/support/door.ts'
import { assertKeepsContentPolicy, assertValidHtml } from '../../../test/support/html.ts'
import { aMember } from '../../../test/support/members.ts'
import { paperRecord } from '../../../test/support/records.ts'
import { noon } from '../../../test/support/site.ts'
import { newMemberId } from '../../accounts/member-id.ts'
import { authorClaimsOf } from '../../community/claims/claim-queries.ts'
import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/write.ts'
import { mergePapers } from '../../papers/same/merge-papers.ts'
import { saveRecordsIn } from '../../papers/save.ts'
import { routes } from '../routes.ts'

const orcid = '0000-0002-1825-0097'
const [id, published] = ['2603.00001', 'doi:10.1000/xyz']
const record = paperRecord({
  ...{ id, published: '2026-03-02' },
  authors: [{ name: 'Ada M. Example' }, { name: 'Ben Sample' }, { name: 'Bea Sample' }],
})

async function signInWithOrcid(db: Db, memberId: string, accountId: string): Promise<void> {
  const at = new Date(Date.parse(noon)).toISOString()
  const nothing = { access_token: null, refresh_token: null, id_token: null, scope: null, password: null }
  await db
    .insertInto('account')
    .values({
      ...{ id: newMemberId(), user_id: memberId, account_id: accountId, provider_id: 'orcid', ...nothing },
      ...{ access_token_expires_at: null, refresh_token_expires_at: null, created_at: at, updated_at: at },
    })
    .execute()
}

const told = (paper: string, name: string, of = orcid) =>
  paperRecord({ id: paper, authors: [], authorCount: 0, orcids: [{ name, orcid: of }] })

eachDatabase('claims by ORCID', (open) => {
  test('are offered where a registry names it, and approved at one press', async () => {
    const db = await open()
    await inTransaction(db, (tx) => saveRecordsIn(tx, [record], 'arxiv'))
    await inTransaction(db, (tx) => saveRecordsIn(tx, [told(id, 'A. Example')], 'crossref'))
    const [ada, eve] = [await aMember(db, 'ada'), await aMember(db, 'eve')]
    const { get, post } = doorOf(db)
    assert.equal((await post(routes.claimByOrcid(id), {}, ada)).status, 409, 'she has no ORCID here')
    await signInWithOrcid(db, ada.id, orcid)
    await signInWithOrcid(db, eve.id, '0000-0002-1694-233X')
    for (const path of [routes.claim(id), routes.ownClaims()]) {
      const page = await (await get(path, ada)).text()
      assert.match(page, /ORCID/)
      assert.match(page, /action="[^"]*\/claim\/orcid"/)
      await assertValidHtml(page)
      assertKeepsContentPolicy(page)
      assert.doesNotMatch(await (await get(path, eve)).text(), /claim\/orcid/)
    }
    assert.equal((await post(routes.claimByOrcid(id), {}, eve)).status, 409)
    await post(routes.claim(id), { author: 'Ada M. Example', evidence: 'It waits.' }, ada)
    assert.equal((await post(routes.claimByOrcid(id), {}, ada)).status, 303)
    const claims = await authorClaimsOf(db, id)
    assert.deepEqual(
      claims.map(({ authorName, name }) => [authorName, name]),
      [['Ada M. Example', 'ada']],
    )
    assert.equal((await post(routes.claimByOrcid(id), {}, ada)).status, 303, 'it was sent twice')
    assert.equal((await db.selectFrom('claim').selectAll().execute()).length, 1)
    assert.doesNotMatch(await (await get(routes.ownClaims(), ada)).text(), /claim\/orcid/)
    assert.match(
      await (await get(routes.moderationLog())).text(),
      /Ada M\. Example is this member, as their ORCID shows/,
    )
  })

  test('are not offered where it could be one of two, and follow a merged paper', async () => {
    const db = await open()
    await inTransaction(db, (tx) => saveRecordsIn(tx, [record], 'arxiv'))
    await inTransaction(db, (tx) => saveRecordsIn(tx, [told(published, 'B. Sample')], 'crossref'))
    const ada = await aMember(db, 'ada')
    await signInWithOrcid(db, ada.id, orcid)
    const now = Date.parse(noon)
    await mergePapers(db, { alias: published, into: id, reason: 'person', by: ada.id, now })
    const { get, post } = doorOf(db)
    assert.doesNotMatch(await (await get(routes.ownClaims(), ada)).text(), /claim\/orcid/)
    assert.equal((await post(routes.claimByOrcid(id), {}, ada)).status, 409)
    await db.updateTable('author_orcid').set({ author_name: 'bea sample' }).execute()
    assert.equal((await post(routes.claimByOrcid(id), {}, ada)).status, 303)
    assert.equal((await authorClaimsOf(db, id))[0]?.authorName, 'Bea Sample')
    const boss = await aMember(db, 'boss', 'admin')
    const claim = await db.selectFrom('claim').select('id').executeTakeFirstOrThrow()
    const back = await post(routes.decideClaim(claim.id, 'refuse'), { reason: 'Another Bea.' }, boss)
    assert.equal(back.status, 303)
    assert.equal((await post(routes.claimByOrcid(id), {}, ada)).status, 409)
    assert.doesNotMatch(await (await get(routes.ownClaims(), ada)).text(), /claim\/orcid/)
  })
})
