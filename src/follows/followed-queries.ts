// Papers that fit what somebody follows, as the store finds them: by category, by who put them on a list or shows them as
// theirs, by organisation. Each answer is the newest first.

import type { Db } from '../db/connect.ts'
import { inChunks } from '../db/write.ts'
import type { Day } from '../papers/calendar.ts'
import type { PaperId } from '../papers/paper.ts'

/** A paper's place in the list. */
export interface FollowedKey {
  id: PaperId
  /** Milliseconds UTC. */
  publishedAt: number
}

/** Papers on lists up to `today` by these people, recorded ones who are them included. */
export async function keysOfSubmitters(
  db: Db,
  people: readonly string[],
  { today, limit }: { today: Day; limit: number },
): Promise<FollowedKey[]> {
  const rows = await db
    .selectFrom('edition_entry as entry')
    .innerJoin('paper', 'paper.id', 'entry.paper_id')
    .select(['paper.id', 'paper.published_at'])
    .distinct()
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('entry.submitted_by', 'in', people),
        eb(
          'entry.submitted_by',
          'in',
          selectFrom('person_link').select('recorded_id').where('member_id', 'in', people),
        ),
      ]),
    )
    .where('entry.day', '<=', today)
    .where('paper.published_at', 'is not', null)
    .orderBy('paper.published_at', 'desc')
    .orderBy('paper.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(keyOf)
}

/** Papers that these members show as theirs. */
export async function keysOfClaimants(
  db: Db,
  people: readonly string[],
  limit: number,
): Promise<FollowedKey[]> {
  const rows = await db
    .selectFrom('claim')
    .innerJoin('paper', 'paper.id', 'claim.paper_id')
    .select(['paper.id', 'paper.published_at'])
    .distinct()
    .where('claim.person_id', 'in', people)
    .where('claim.state', '=', 'approved')
    .where('claim.shown', '=', 1)
    .where('paper.published_at', 'is not', null)
    .orderBy('paper.published_at', 'desc')
    .orderBy('paper.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(keyOf)
}

/** The newest papers that name an organisation, with it as JSON. */
export async function keysWithOrganization(
  db: Db,
  limit: number,
): Promise<(FollowedKey & { organization: string })[]> {
  const rows = await db
    .selectFrom('paper')
    .select(['id', 'published_at', 'organization'])
    .where('organization', 'is not', null)
    .where('published_at', 'is not', null)
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ organization, ...row }) => ({ ...keyOf(row), organization: organization ?? '' }))
}

/** Those of these papers that have a date. */
export async function keysOfPapers(db: Db, ids: readonly PaperId[]): Promise<FollowedKey[]> {
  const keys: FollowedKey[] = []
  await inChunks(ids, 500, async (some) => {
    const rows = await db
      .selectFrom('paper')
      .select(['id', 'published_at'])
      .where('id', 'in', some)
      .where('published_at', 'is not', null)
      .execute()
    keys.push(...rows.map(keyOf))
  })
  return keys
}

/** Who put these papers on lists up to `today`, or shows them as theirs: a member, or who a list named. */
export async function peopleOfPapers(
  db: Db,
  ids: readonly PaperId[],
  today: Day,
): Promise<Map<PaperId, string[]>> {
  const people = new Map<PaperId, string[]>()
  const note = (id: PaperId, ...some: (string | null)[]) =>
    people.set(id, [...(people.get(id) ?? []), ...some.filter((one) => one !== null)])
  await inChunks(ids, 500, async (some) => {
    for (const { paper_id, submitted_by, member_id } of await submittersOf(db, some, today))
      note(paper_id, submitted_by, member_id)
    for (const { paper_id, person_id } of await claimantsOf(db, some)) note(paper_id, person_id)
  })
  return people
}

const submittersOf = (db: Db, ids: readonly PaperId[], today: Day) =>
  db
    .selectFrom('edition_entry as entry')
    .leftJoin('person_link as link', 'link.recorded_id', 'entry.submitted_by')
    .select(['entry.paper_id', 'entry.submitted_by', 'link.member_id'])
    .where('entry.paper_id', 'in', ids)
    .where('entry.day', '<=', today)
    .where('entry.submitted_by', 'is not', null)
    .execute()

const claimantsOf = (db: Db, ids: readonly PaperId[]) =>
  db
    .selectFrom('claim')
    .select(['paper_id', 'person_id'])
    .where('paper_id', 'in', ids)
    .where('state', '=', 'approved')
    .where('shown', '=', 1)
    .execute()

const keyOf = ({ id, published_at }: { id: PaperId; published_at: number | null }): FollowedKey => ({
  id,
  publishedAt: published_at ?? 0,
})
