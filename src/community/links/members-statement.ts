// What people of this site set on a paper: one statement of the origin `members`, beside what sources say of it.

import type { Db, Tx } from '../../db/connect.ts'
import type { Statement } from '../../papers/merging/compose.ts'
import type { PaperId, PaperRecord } from '../../papers/paper.ts'
import { saveRecordsIn } from '../../papers/save.ts'
import { statementsOfPapers } from '../../papers/statement-queries.ts'

/** The parts that people set; all else is left to the sources. */
export type SetByMembers = Partial<
  Pick<
    PaperRecord,
    'links' | 'media' | 'organization' | 'keywords' | 'withoutKeywords' | 'aiSummary' | 'aiSummaryModel'
  >
>

export async function setByMembers(db: Db | Tx, id: PaperId): Promise<SetByMembers> {
  return (await statementOn(db, id))?.record ?? {}
}

/** Changes some parts; one that is given as undefined is taken out. The paper is composed anew. */
export async function changeByMembers(
  tx: Tx,
  id: PaperId,
  change: { [K in keyof SetByMembers]: SetByMembers[K] | undefined },
): Promise<void> {
  const known = await statementOn(tx, id)
  const { links = [], media = [], keywords = [], ...rest } = { ...partsOf(known?.record ?? {}), ...change }
  const optional = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  const record = { ...nothingSaid(known?.recordId ?? id), links, media, keywords, ...optional }
  await saveRecordsIn(tx, [record], 'members')
}

/** Under another id where it was said of a paper that was merged into this one. */
async function statementOn(db: Db | Tx, id: PaperId): Promise<Statement | undefined> {
  const statements = (await statementsOfPapers(db, [id])).get(id) ?? []
  const own = statements.filter(({ origin }) => origin === 'members')
  return own.find(({ recordId }) => recordId === id) ?? own[0]
}

const partsOf = ({ links, media, organization, keywords, withoutKeywords, ...summary }: SetByMembers) => ({
  ...{ links, media, organization, keywords, withoutKeywords },
  ...{ aiSummary: summary.aiSummary, aiSummaryModel: summary.aiSummaryModel },
})

const nothingSaid = (id: PaperId): PaperRecord => ({
  ...{ id, title: '', abstract: '', authors: [], authorCount: 0, versions: [], withdrawn: false },
  ...{ categories: [], venues: [], awards: [], links: [], media: [], keywords: [] },
  ...{ recordedVotes: 0, recordedComments: 0, entries: [] },
})
