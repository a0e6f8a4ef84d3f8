// Lists across editions: what is trending, what a person listed, and one paper with its editions.

import type { Db } from '../../db/connect.ts'
import { NotFound } from '../../errors.ts'
import { addDays, type Day, startOfDay } from '../calendar.ts'
import type { ListedPaper, PaperId } from '../paper.ts'
import { paperById } from '../queries.ts'
import { newestDayUpTo, trendingRows, votedBesideLists, votedByMembers } from './edition-queries.ts'
import { editionsOfPaper } from './editions.ts'
import { listPaper, listPapers } from './listed.ts'
import { PAGE_SIZE, type Part, takePart } from './part.ts'
import {
  linkedTo,
  memberLinkedFrom,
  type NamedPerson,
  peopleNamed,
  submittedPaperIds,
} from './person-queries.ts'
import { type Candidate, entryMoment, rankTrending, trendingSince } from './trending.ts'

/** Papers by the formula of `trending.ts`. @throws NotFound for parts past the end. */
export async function trendingPapers(
  db: Db,
  { today, page, size = PAGE_SIZE }: { today: Day; page: number; size?: number | undefined },
): Promise<{ papers: ListedPaper[]; part: Part }> {
  const { items, part } = takePart(await trendingIds(db, today), page, size)
  return { papers: await listPapers(db, items), part }
}

/** Everything that trends, the hottest first: some thousand papers. */
export async function trendingIds(db: Db, today: Day): Promise<PaperId[]> {
  const candidates = await trendingCandidates(db, (await newestDayUpTo(db, today)) ?? today)
  return rankTrending(candidates).map(({ paperId }) => paperId)
}

/** A person and what they put on lists. @throws NotFound when nobody has that name, or past the end. */
export async function papersOfPerson(
  db: Db,
  { name, today, page }: { name: string; today: Day; page: number },
): Promise<{ person: NamedPerson; papers: ListedPaper[]; from: number; hasNext: boolean }> {
  const { person, ids: named } = await personNamed(db, name)
  const skip = (page - 1) * PAGE_SIZE
  const ids = await submittedPaperIds(db, named, { today, skip, limit: PAGE_SIZE + 1 })
  if (ids.length === 0 && page > 1) throw new NotFound(`This list ends before page ${page}.`)
  const papers = await listPapers(db, ids.slice(0, PAGE_SIZE))
  return { person, papers, from: papers.length > 0 ? skip + 1 : 0, hasNext: ids.length > PAGE_SIZE }
}

/** A person with the ids under which they put papers on lists. @throws NotFound when nobody has that name */
export async function personNamed(db: Db, name: string): Promise<{ person: NamedPerson; ids: string[] }> {
  const people = await peopleNamed(db, name)
  const [first] = people
  if (!first) throw new NotFound('Nobody of that name is known here.')
  const person = (first.kind === 'recorded' && (await memberLinkedFrom(db, first.id))) || first
  // A recorded person is a member only where an admin has said so, never by the name alone.
  const ids =
    person.kind === 'member' ? [person.id, ...(await linkedTo(db, person.id))] : people.map(({ id }) => id)
  return { person, ids }
}

/** @throws NotFound */
export async function paperWithEditions(db: Db, { id, today }: { id: PaperId; today: Day }) {
  const paper = await paperById(db, id)
  if (!paper) throw new NotFound('There is no paper of that id here.')
  return { paper: listPaper(paper), editions: await editionsOfPaper(db, id, today) }
}

/** Whatever may trend, each paper once: what stands on lists, what brought votes without, what members vote for. */
async function trendingCandidates(db: Db, newest: Day): Promise<Candidate[]> {
  const first = trendingSince(newest)
  const since = startOfDay(first)
  const [listed, brought, voted] = await Promise.all([
    listedCandidates(db, newest),
    votedBesideLists(db, since, startOfDay(addDays(newest, 1))),
    votedByMembers(db, { since, first, last: newest }),
  ])
  const beside = new Map<PaperId, Candidate>()
  for (const { paperId, publishedAt, recordedVotes } of brought)
    beside.set(paperId, candidateOf(paperId, publishedAt, { recordedVotes, membersCastAt: null }))
  for (const { paperId, publishedAt, ...votes } of voted)
    beside.set(paperId, candidateOf(paperId, publishedAt ?? votes.membersCastAt, votes))
  return [...listed, ...beside.values()]
}

async function listedCandidates(db: Db, newest: Day): Promise<Candidate[]> {
  const candidates = new Map<PaperId, Candidate>()
  const rows = await trendingRows(db, trendingSince(newest), newest)
  for (const { paperId, day, enteredAt, ...votes } of rows) {
    const at = entryMoment(day, enteredAt)
    const known = candidates.get(paperId)
    if (known && known.enteredAt <= at) continue
    candidates.set(paperId, candidateOf(paperId, at, votes))
  }
  return [...candidates.values()]
}

/** Recorded votes count as cast at the entry, members’ votes at their own time. */
function candidateOf(
  paperId: PaperId,
  enteredAt: number,
  { recordedVotes, membersCastAt }: { recordedVotes: number; membersCastAt: number | null },
): Candidate {
  const recorded = { at: enteredAt, votes: recordedVotes }
  const casts = membersCastAt === null ? [recorded] : [recorded, { at: membersCastAt, votes: 1 }]
  return { paperId, enteredAt, casts }
}
