// What people of this site set on a paper: one statement of the origin `members`, beside what sources say of it.

import type { Db, Tx } from '../../db/connect.ts'
import type { PaperId, PaperRecord } from '../../papers/paper.ts'
import { saveRecordsIn } from '../../papers/save.ts'
import { statementsOfPapers } from '../../papers/statement-queries.ts'

/** The parts that people set; all else is left to the sources. */
export type SetByMembers = Partial<
  Pick<PaperRecord, 'links' | 'media' | 'organization' | 'keywords' | 'aiSummary' | 'aiSummaryModel'>
>

export async function setByMembers(tx: Db | Tx, id: PaperId): Promise<SetByMembers> {
  const statements = (await statementsOfPapers(tx, [id])).get(id) ?? []
  const own = statements.filter(({ origin }) => origin === 'members')
  return (own.find(({ recordId }) => recordId === id) ?? own[0])?.record ?? {}
}

/** Changes some parts; one that is given as undefined is taken out. The paper is composed anew. */
export async function changeByMembers(
  tx: Tx,
  id: PaperId,
  change: { [K in keyof SetByMembers]: SetByMembers[K] | undefined },
): Promise<void> {
  const {
    links = [],
    media = [],
    keywords = [],
    ...optional
  } = { ...partsOf(await setByMembers(tx, id)), ...change }
  const record = {
    ...nothingSaid(id),
    ...{ links: links ?? [], media: media ?? [], keywords: keywords ?? [] },
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  }
  await saveRecordsIn(tx, [record], 'members')
}

const partsOf = ({ links, media, organization, keywords, aiSummary, aiSummaryModel }: SetByMembers) => ({
  ...{ links, media, organization, keywords, aiSummary, aiSummaryModel },
})

const nothingSaid = (id: PaperId): PaperRecord => ({
  ...{ id, title: '', abstract: '', authors: [], authorCount: 0, versions: [], withdrawn: false },
  ...{ categories: [], venues: [], awards: [], links: [], media: [], keywords: [] },
  ...{ recordedVotes: 0, recordedComments: 0, entries: [] },
})
