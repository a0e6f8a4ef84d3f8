import type { Db, Tx } from '../../db/connect.ts'
import type { ClaimTable } from '../../db/schema-community.ts'
import { parseOrcid } from '../../papers/identifiers/orcid.ts'
import type { PaperId } from '../../papers/paper.ts'

/** A member who is an author of a paper, as an admin has found. */
export interface AuthorClaim {
  /** As the paper has it. */
  authorName: string
  personId: string
  /** The handle. */
  name: string
  /** The member shows it on their page. */
  shown: boolean
}

/** Approved claims of a paper’s authors: who gets the badge “author” in its discussion. */
export async function authorClaimsOf(db: Db | Tx, paperId: PaperId): Promise<AuthorClaim[]> {
  const rows = await db
    .selectFrom('claim')
    .innerJoin('person', 'person.id', 'claim.person_id')
    .select(['claim.author_name as authorName', 'claim.person_id as personId', 'person.name', 'claim.shown'])
    .where('claim.paper_id', '=', paperId)
    .where('claim.state', '=', 'approved')
    .orderBy('claim.created_at')
    .orderBy('claim.id')
    .execute()
  return rows.map(({ shown, ...row }) => ({ ...row, shown: shown === 1 }))
}

export async function isAuthorOf(db: Db | Tx, paperId: PaperId, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('claim')
    .select('id')
    .where('paper_id', '=', paperId)
    .where('person_id', '=', personId)
    .where('state', '=', 'approved')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export const claimById = (db: Db | Tx, id: string): Promise<ClaimTable | undefined> =>
  db.selectFrom('claim').selectAll().where('id', '=', id).executeTakeFirst()

/** With which a member has signed in; null without. */
export async function orcidOf(db: Db | Tx, personId: string): Promise<string | null> {
  const row = await db
    .selectFrom('account')
    .select('account_id')
    .where('user_id', '=', personId)
    .where('provider_id', '=', 'orcid')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : parseOrcid(row.account_id)
}

/** All of a paper that wait or hold. */
export const openClaimsOn = (db: Db | Tx, paperId: PaperId): Promise<ClaimTable[]> =>
  db
    .selectFrom('claim')
    .selectAll()
    .where('paper_id', '=', paperId)
    .where('state', 'in', ['waiting', 'approved'])
    .orderBy('created_at')
    .execute()

export type NamedClaim = ClaimTable & {
  title: string
  claimant: string
  email: string | null
  verified: number | null
}

const named = (db: Db | Tx) =>
  db
    .selectFrom('claim')
    .innerJoin('paper', 'paper.id', 'claim.paper_id')
    .innerJoin('person', 'person.id', 'claim.person_id')
    .leftJoin('member', 'member.id', 'claim.person_id')
    .selectAll('claim')
    .select(['paper.title', 'person.name as claimant', 'member.email', 'member.email_verified as verified'])

/** The longest waiting first. */
export const waitingClaims = (db: Db, limit: number): Promise<NamedClaim[]> =>
  named(db)
    .where('claim.state', '=', 'waiting')
    .orderBy('claim.created_at')
    .orderBy('claim.id')
    .limit(limit)
    .execute()

/** Newest first. */
export const claimsOf = (db: Db | Tx, personId: string, limit: number): Promise<NamedClaim[]> =>
  named(db)
    .where('claim.person_id', '=', personId)
    .orderBy('claim.created_at', 'desc')
    .orderBy('claim.id')
    .limit(limit)
    .execute()

/** Papers that members show as theirs on their pages, the newest paper first. */
export async function claimedPaperIds(db: Db, people: readonly string[], limit: number): Promise<PaperId[]> {
  const rows = await db
    .selectFrom('claim')
    .innerJoin('paper', 'paper.id', 'claim.paper_id')
    .select(['paper.id', 'paper.published_at'])
    .distinct()
    .where('claim.person_id', 'in', people)
    .where('claim.state', '=', 'approved')
    .where('claim.shown', '=', 1)
    .orderBy('paper.published_at', 'desc')
    .orderBy('paper.id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

export async function addClaim(tx: Tx, row: ClaimTable): Promise<void> {
  await tx.insertInto('claim').values(row).execute()
}

export async function deleteClaim(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('claim').where('id', '=', id).execute()
}

/** False where it no longer waits. */
export async function decideClaim(
  tx: Tx,
  id: string,
  {
    from,
    state,
    reason,
    by,
    at,
  }: { from: string; state: string; reason: string | null; by: string | null; at: number },
): Promise<boolean> {
  const decided = await tx
    .updateTable('claim')
    .set({ state, reason, decided_by: by, decided_at: at })
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst()
  return decided.numUpdatedRows > 0n
}

export async function setClaimShown(db: Db | Tx, id: string, shown: boolean): Promise<void> {
  await db
    .updateTable('claim')
    .set({ shown: shown ? 1 : 0 })
    .where('id', '=', id)
    .execute()
}
