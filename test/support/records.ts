// Records for tests: say what matters to the test, the rest is believable.

import type { Db } from '../../src/db/connect.ts'
import type { PaperRecord } from '../../src/papers/paper.ts'
import { saveRecords } from '../../src/papers/save.ts'

/** A record of a paper; its votes and comments are the largest that its entries recorded. */
export function paperRecord(facts: Partial<PaperRecord> & Pick<PaperRecord, 'id'>): PaperRecord {
  return {
    title: `On the matter of ${facts.id}`,
    abstract: 'We state a question, answer it, and say how far the answer holds.',
    authors: [{ name: 'Ada Example' }, { name: 'Ben Sample' }],
    authorCount: 2,
    versions: [],
    withdrawn: false,
    categories: [],
    venues: [],
    awards: [],
    links: [],
    media: [],
    keywords: [],
    recordedVotes: Math.max(0, ...(facts.entries ?? []).map(({ recordedVotes }) => recordedVotes ?? 0)),
    recordedComments: Math.max(
      0,
      ...(facts.entries ?? []).map(({ recordedComments }) => recordedComments ?? 0),
    ),
    entries: [],
    ...facts,
  }
}

/** Puts records into a store as an import does. */
export async function fill(db: Db, records: PaperRecord[]): Promise<void> {
  for (let at = 0; at < records.length; at += 100) await saveRecords(db, records.slice(at, at + 100))
}
