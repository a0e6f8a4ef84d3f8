// Papers of editions as items of the API's daily list: who put them there, who they are.

import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { Day } from '../calendar.ts'
import type { PaperId, RecordedPerson } from '../paper.ts'
import { nameKey } from '../recorded-person.ts'
import { fromPersonRow } from '../rows.ts'
import { type EntryStanding, standings } from './edition-queries.ts'

interface Newest {
  today: Day
  /** Ids of the people whose entries are asked for; absent: everybody's. */
  submitters: readonly string[] | undefined
  offset: number
  limit: number
}

/** Entries up to `today`, the newest first, each paper once with its newest entry. */
export async function newestEntries(
  db: Db,
  { today, submitters, offset, limit }: Newest,
): Promise<EntryStanding[]> {
  if (submitters?.length === 0) return []
  const ofThem = submitters && { submitters }
  return standings(db)
    .where('day', '<=', today)
    .$if(ofThem !== undefined, (query) => query.where('submitted_by', 'in', ofThem?.submitters ?? []))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('edition_entry as later')
            .select('later.day')
            .whereRef('later.paper_id', '=', 'edition_entry.paper_id')
            .whereRef('later.day', '>', 'edition_entry.day')
            .where('later.day', '<=', today)
            .$if(ofThem !== undefined, (query) =>
              query.where('later.submitted_by', 'in', ofThem?.submitters ?? []),
            ),
        ),
      ),
    )
    .orderBy('day', 'desc')
    .orderBy(sql`coalesce(entered_at, 0)`, 'desc')
    .orderBy(sql`coalesce(place, 1000000)`)
    .orderBy('paper_id')
    .limit(limit)
    .offset(offset)
    .execute()
}

/**
 * The newest entry of each of these papers up to `today`, by whomever or by one of `submitters`; papers without one are
 * left out.
 */
export async function newestEntryOf(
  db: Db,
  ids: readonly PaperId[],
  today: Day,
  submitters?: readonly string[],
): Promise<Map<PaperId, EntryStanding>> {
  if (ids.length === 0 || submitters?.length === 0) return new Map()
  const rows = await standings(db)
    .where('paper_id', 'in', ids)
    .where('day', '<=', today)
    .$if(submitters !== undefined, (query) => query.where('submitted_by', 'in', submitters ?? []))
    .orderBy('day')
    .execute()
  return new Map(rows.map((row) => [row.paperId, row]))
}

export interface ItemPerson extends RecordedPerson {
  id: string
  /** Of a member of this site. */
  role?: string
}

/** People by id; a recorded person who is a member here stands as that member. */
export async function peopleByIds(db: Db, ids: readonly string[]): Promise<Map<string, ItemPerson>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('person')
    .leftJoin('person_link', 'person_link.recorded_id', 'person.id')
    .leftJoin('person as linked', 'linked.id', 'person_link.member_id')
    .leftJoin('member', (join) =>
      join.on((on) => on('member.id', '=', sql<string>`coalesce(linked.id, person.id)`)),
    )
    .selectAll('person')
    .select(['linked.id as linkedId', 'linked.name as linkedName', 'linked.fullname as linkedFullname'])
    .select('member.role')
    .where('person.id', 'in', ids)
    .execute()
  return new Map(
    rows.map(({ linkedId, linkedName, linkedFullname, role, ...row }) => {
      const person = { ...fromPersonRow(row), id: row.id }
      const asMember =
        linkedId === null || linkedName === null
          ? {}
          : {
              id: linkedId,
              name: linkedName,
              ...(linkedFullname === null ? {} : { fullname: linkedFullname }),
            }
      return [row.id, { ...person, ...asMember, ...(role === null ? {} : { role }) }]
    }),
  )
}

/** Ids of everybody of that name (letters' case apart), and of the recorded people who are that member. */
export async function idsOfName(db: Db, name: string): Promise<string[]> {
  const people = await db.selectFrom('person').select('id').where('name_key', '=', nameKey(name)).execute()
  const ids = people.map(({ id }) => id)
  if (ids.length === 0) return []
  const linked = await db
    .selectFrom('person_link')
    .select('recorded_id')
    .where('member_id', 'in', ids)
    .execute()
  return [...ids, ...linked.map(({ recorded_id }) => recorded_id)]
}
