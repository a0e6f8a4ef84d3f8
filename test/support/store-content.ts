import type { Db } from '../../src/db/connect.ts'

/**
 * Everything that imports write, in one order, to compare two stores. Left out: change numbers, which count the
 * changes on the way, and the marks of how far files were read.
 */
export async function contentOf(db: Db): Promise<Record<string, unknown[]>> {
  const papers = await db.selectFrom('paper').selectAll().orderBy('id').execute()
  return {
    papers: papers.map((paper) => ({ ...paper, change_seq: undefined })),
    categories: await db
      .selectFrom('paper_category')
      .selectAll()
      .orderBy('paper_id')
      .orderBy('category')
      .execute(),
    identifiers: await db
      .selectFrom('paper_identifier')
      .selectAll()
      .orderBy('scheme')
      .orderBy('value')
      .orderBy('paper_id')
      .execute(),
    statements: await db.selectFrom('statement').selectAll().orderBy('record_id').orderBy('origin').execute(),
    people: await db.selectFrom('person').selectAll().orderBy('id').execute(),
    entries: await db.selectFrom('edition_entry').selectAll().orderBy('day').orderBy('paper_id').execute(),
  }
}
