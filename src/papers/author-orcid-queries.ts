// Which authors of papers have which ORCID.

import type { Db, Tx } from '../db/connect.ts'
import { inChunks } from '../db/write.ts'
import type { Author, PaperId, PaperRecord } from './paper.ts'

/** What was said once stays: registries give names in the form of the paper. */
export async function putAuthorOrcids(tx: Tx, records: readonly PaperRecord[]): Promise<void> {
  const rows = records.flatMap(({ id, orcids = [] }) =>
    orcids.map(({ orcid, name }) => ({ record_id: id, orcid, author_name: name })),
  )
  await inChunks(rows, 200, (some) =>
    tx
      .insertInto('author_orcid')
      .values(some)
      .onConflict((conflict) => conflict.columns(['record_id', 'orcid']).doNothing())
      .execute(),
  )
}

export interface OrcidPaper {
  paperId: PaperId
  title: string
  authors: Author[]
  /** As the registry has it. */
  name: string
}

/** Papers of which a registry says that this ORCID is an author’s; the newest paper first. */
export async function papersOfOrcid(
  db: Db | Tx,
  orcid: string,
  { limit, paperId }: { limit: number; paperId?: PaperId },
): Promise<OrcidPaper[]> {
  const rows = await db
    .selectFrom('author_orcid')
    .leftJoin('paper_merge', (join) =>
      join.onRef('paper_merge.alias_id', '=', 'author_orcid.record_id').on('undone_at', 'is', null),
    )
    .innerJoin('paper', (join) =>
      join.on(({ eb, fn }) =>
        eb('paper.id', '=', fn.coalesce('paper_merge.paper_id', 'author_orcid.record_id')),
      ),
    )
    .select(['paper.id as paperId', 'paper.title', 'paper.authors', 'author_orcid.author_name as name'])
    .where('author_orcid.orcid', '=', orcid)
    .$if(paperId !== undefined, (query) => query.where('paper.id', '=', paperId ?? ''))
    .orderBy(({ eb }) => eb('paper.published_at', 'is', null))
    .orderBy('paper.published_at', 'desc')
    .orderBy('paper.id')
    .limit(limit)
    .execute()
  const papers = rows.map((row) => ({ ...row, authors: JSON.parse(row.authors) as Author[] }))
  return [...new Map(papers.map((paper) => [paper.paperId, paper])).values()]
}
