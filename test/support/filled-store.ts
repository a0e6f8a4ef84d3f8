// A store with every table filled, with text that is hard to carry.

import { sql } from 'kysely'
import { tableKeys } from '../../src/backup/table-keys.ts'
import type { Db } from '../../src/db/connect.ts'
import { tablesInOrder } from '../../src/db/schema.ts'
import { inChunks } from '../../src/db/write.ts'

const HARD_TEXT = "Größe “quoted” \\ back\nslash\ttab 数学 𝔘 \u2028 \u007f $\\alpha_{i}$ '; --"

const paper = (id: string, at: number) => ({
  id,
  source: 'arxiv',
  title: `${HARD_TEXT} ${at}`,
  abstract: HARD_TEXT.repeat(at % 7),
  authors: JSON.stringify([{ name: 'Ada Example' }]),
  author_count: 1,
  published: at % 2 === 0 ? '2026-03-04' : null,
  published_at: at % 2 === 0 ? Date.UTC(2026, 2, 4) + at : null,
  versions: '[]',
  withdrawn: at % 2,
  categories: '["cs.CL"]',
  venues: '[]',
  awards: '[]',
  links: '[]',
  media: '[]',
  keywords: '[]',
  recorded_votes: at,
  recorded_comments: 0,
  change_seq: 2 ** 40 + at,
})

/** Adds `count` papers with ids that begin with `prefix`. */
export async function addPapers(db: Db, prefix: string, count: number): Promise<void> {
  const papers = Array.from({ length: count }, (_, at) => paper(`${prefix}/${at}`, at))
  await db.transaction().execute(async (tx) => {
    await inChunks(papers, 300, (some) => tx.insertInto('paper').values(some).execute())
  })
}

/** Rows in every table: 1,001 papers (more than two pages), their parts, three jobs of which one runs. */
export async function fillStore(db: Db): Promise<void> {
  await addPapers(db, 'Paper', 1001)
  const ids = ['Paper/1', 'Paper/2', 'Paper/10', 'paper é']
  await db.insertInto('paper').values(paper('paper é', 5)).execute()
  const categories = ids.flatMap((paper_id) => ['cs.CL', 'cs.LG'].map((category) => ({ paper_id, category })))
  await db.insertInto('paper_category').values(categories).execute()
  await db
    .insertInto('paper_identifier')
    .values(ids.map((paper_id) => ({ scheme: 'doi', value: '10.1000/same', paper_id })))
    .execute()
  const person = { kind: 'recorded', name: 'ada', name_key: 'ada', fullname: 'Ada Example', details: '{}' }
  await db
    .insertInto('person')
    .values({ id: 'a'.repeat(24), ...person })
    .execute()
  const votes = { recorded_votes: 3, recorded_comments: 1 }
  await db
    .insertInto('edition_entry')
    .values(ids.map((paper_id) => ({ day: '2026-03-04', paper_id, submitted_by: 'a'.repeat(24), ...votes })))
    .execute()
  const progress = { file_name: 'x.jsonl', records_done: 7, bad_records: 0, finished: 1, updated_at: 1 }
  await db
    .insertInto('import_progress')
    .values({ file_key: 'k', ...progress })
    .execute()
  await addJobs(db)
}

async function addJobs(db: Db): Promise<void> {
  const job = { kind: 'tidy', payload: '{}', run_at: 1, attempts: 1, max_attempts: 5, created_at: 1 }
  await db
    .insertInto('job')
    .values([
      { ...job, id: 'a', state: 'done', finished_at: 2 },
      { ...job, id: 'b', state: 'ready' },
      { ...job, id: 'c', state: 'running', locked_until: 9 },
    ])
    .execute()
}

/** Everything in the store, each table in order of its key. */
export async function rowsOfStore(db: Db): Promise<Record<string, Record<string, unknown>[]>> {
  const all: Record<string, Record<string, unknown>[]> = {}
  for (const table of tablesInOrder) {
    const order = sql.join(tableKeys[table].map((key) => sql.ref(key)))
    const { rows } = await sql<Record<string, unknown>>`
      select * from ${sql.table(table)} order by ${order}`.execute(db)
    all[table] = rows
  }
  return all
}
