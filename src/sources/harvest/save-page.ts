// A page of a source goes into the store: in short transactions, the last of which moves the cursor on.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Db, Tx } from '../../db/connect.ts'
import { inTransaction } from '../../db/write.ts'
import { Invalid } from '../../errors.ts'
import { isComplete } from '../../papers/import/batch.ts'
import type { Item } from '../../papers/import/item.ts'
import type { PaperRecord } from '../../papers/paper.ts'
import { saveRecordsIn } from '../../papers/save.ts'
import type { SourceName } from '../../source-spec.ts'
import type { Announcement } from '../protocol.ts'
import { putAnnouncements } from './announcement-queries.ts'
import { type BadSourceRecord, noteBadRecords } from './source-runs.ts'

export interface SavedPage {
  records: number
  added: number
  changed: number
  bad: number
  /** When the newest of its papers was published. */
  newest?: string
}

export interface PageContent {
  source: SourceName
  items: readonly Item[]
  announcements: readonly Announcement[]
  now: number
}

/**
 * `finish` runs in the transaction of the last papers: it moves the cursor. Killed before, the page is asked for
 * again, and what was saved of it is found to say nothing new.
 */
export async function savePage(
  db: Db,
  { source, items, announcements, now }: PageContent,
  finish: (tx: Tx, saved: SavedPage) => Promise<void>,
): Promise<SavedPage> {
  const { records, bad } = readItems(items)
  const saved: SavedPage = {
    records: items.length,
    added: 0,
    changed: 0,
    bad: bad.length,
    ...newestOf(records),
  }
  const batches = inBatches(records)
  const last = batches.pop() ?? []
  for (const batch of batches) {
    await inTransaction(db, (tx) => saveBatch(tx, source, batch, saved))
    await nextTurn()
  }
  await inTransaction(db, async (tx) => {
    await saveBatch(tx, source, last, saved)
    await putAnnouncements(tx, announcements)
    await noteBadRecords(tx, source, bad, now)
    await finish(tx, saved)
  })
  return saved
}

async function saveBatch(tx: Tx, source: SourceName, batch: PaperRecord[], saved: SavedPage): Promise<void> {
  if (batch.length === 0) return
  const { added, changed } = await saveRecordsIn(tx, batch, source)
  saved.added += added
  saved.changed += changed
}

function readItems(items: readonly Item[]): { records: PaperRecord[]; bad: BadSourceRecord[] } {
  const records: PaperRecord[] = []
  const bad: BadSourceRecord[] = []
  for (const item of items) {
    try {
      records.push(item.read())
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      bad.push({ where: item.where, reason: error.message })
    }
  }
  return { records, bad }
}

function inBatches(records: readonly PaperRecord[]): PaperRecord[][] {
  const batches: PaperRecord[][] = []
  let batch: PaperRecord[] = []
  for (const record of records) {
    if (isComplete(batch, record)) {
      batches.push(batch)
      batch = []
    }
    batch.push(record)
  }
  if (batch.length > 0) batches.push(batch)
  return batches
}

/** ISO dates sort as text. */
function newestOf(records: readonly PaperRecord[]): { newest?: string } {
  const newest = records
    .map(({ published }) => published)
    .filter((date) => date !== undefined)
    .sort()
    .at(-1)
  return newest === undefined ? {} : { newest }
}
