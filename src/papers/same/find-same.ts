// The pass over what changed: finds papers that are one and merges them. It runs by itself. Papers that only files told
// of stay as they were imported: two of them are merged by nobody but a person.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Db } from '../../db/connect.ts'
import { getMark, putMark } from '../../db/marks.ts'
import { Conflict, NotFound } from '../../errors.ts'
import type { PaperId } from '../paper.ts'
import { papersByIds } from '../queries.ts'
import { titleKey } from '../title-key.ts'
import { mergePapers } from './merge-papers.ts'
import {
  changedPapers,
  knownFromFiles,
  setTitleKeys,
  sharingDoi,
  sharingTitle,
  takenApart,
} from './merge-queries.ts'
import { inOrder, sameReason } from './same-paper.ts'

const BATCH = 300
/** Of one title or DOI: more are no paper but a form letter. */
const MOST_PARTNERS = 20
const MARK = 'same-papers'

/** Goes on behind the last change that it saw; returns how many it merged. */
export async function mergeSamePapers(db: Db, now: () => number, signal?: AbortSignal): Promise<number> {
  let merged = 0
  for (let after = Number((await getMark(db, MARK)) ?? 0); !signal?.aborted; ) {
    const changed = await withTitleKeys(db, await changedPapers(db, after, BATCH))
    const last = changed.at(-1)
    if (!last) break
    merged += await mergeAmong(db, changed, now)
    after = last.change_seq
    await putMark(db, MARK, String(after))
    await nextTurn()
  }
  return merged
}

async function withTitleKeys<P extends { id: PaperId; title: string; title_key: number | null }>(
  db: Db,
  papers: readonly P[],
): Promise<P[]> {
  const keyed = papers.map((paper) => ({ ...paper, title_key: paper.title_key ?? titleKey(paper.title) }))
  await setTitleKeys(
    db,
    keyed.filter(({ title_key }, at) => title_key !== papers[at]?.title_key),
  )
  return keyed
}

async function mergeAmong(
  db: Db,
  changed: { id: PaperId; title_key: number | null }[],
  now: () => number,
): Promise<number> {
  const pairs = [
    ...(await sharingTitle(db, changed)),
    ...(await sharingDoi(
      db,
      changed.map(({ id }) => id),
    )),
  ].map(([a, b]) => inOrder(a, b))
  const partners = new Map<PaperId, number>()
  for (const id of pairs.flat()) partners.set(id, (partners.get(id) ?? 0) + 1)
  const likely = pairs.filter((pair) => pair.every((id) => (partners.get(id) ?? 0) <= MOST_PARTNERS))
  if (likely.length === 0) return 0
  const ids = [...new Set(likely.flat())]
  const papers = new Map((await papersByIds(db, ids)).map((paper) => [paper.id, paper]))
  const [apart, files] = [await takenApart(db, ids), await knownFromFiles(db, ids)]
  let merged = 0
  for (const [into, alias] of likely) {
    const [one, other] = [papers.get(into), papers.get(alias)]
    if (!one || !other || apart.has(alias) || (files.has(into) && files.has(alias))) continue
    const reason = sameReason(one, other)
    if (reason === null) continue
    papers.delete(alias)
    if (await tryMerge(db, { alias, into, reason, now: now() })) merged++
  }
  return merged
}

/** False where something changed in between: the next pass sees it. */
async function tryMerge(db: Db, order: Parameters<typeof mergePapers>[1]): Promise<boolean> {
  try {
    await mergePapers(db, order)
    return true
  } catch (error) {
    if (error instanceof NotFound || error instanceof Conflict) return false
    throw error
  }
}
