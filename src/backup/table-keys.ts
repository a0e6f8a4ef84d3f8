import type { Schema, tablesInOrder } from '../db/schema.ts'

type BackedUpTable = (typeof tablesInOrder)[number]

/** The primary key of each table: the order in which a backup reads it, page after page. */
export const tableKeys: { readonly [T in BackedUpTable]: readonly (keyof Schema[T] & string)[] } = {
  store: ['id'],
  paper: ['id'],
  paper_category: ['paper_id', 'category'],
  paper_identifier: ['scheme', 'value', 'paper_id'],
  person: ['id'],
  edition_entry: ['day', 'paper_id'],
  import_progress: ['file_key'],
  job: ['id'],
  statement: ['record_id', 'origin'],
  paper_merge: ['alias_id'],
  mark: ['name'],
  source_state: ['source'],
  source_run: ['id'],
  source_bad_record: ['source', 'place'],
  host_turn: ['host'],
  announcement: ['day', 'paper_id'],
  lookup: ['source', 'paper_id'],
}
