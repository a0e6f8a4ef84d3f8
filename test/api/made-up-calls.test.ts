// Whatever the document lets programs ask, and whatever it doesn't: each answer is one that it describes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Db } from '../../src/db/connect.ts'
import type { PaperRecord } from '../../src/papers/paper.ts'
import { apiDoor, tokenFor } from '../support/api.ts'
import { barePaper, fillApiStore, fullPaper, mergedId, oldPaper, proceedings } from '../support/api-store.ts'
import { anyRecord } from '../support/arbitrary-records.ts'
import { aComment } from '../support/comments.ts'
import { eachDatabase } from '../support/database.ts'
import { finderOfStore } from '../support/local-finder.ts'
import { aMember } from '../support/members.ts'
import { fill } from '../support/records.ts'
import { madeUpCalls } from './made-up-calls.ts'

const RUNS = 400
/** Milliseconds; a slow machine makes fewer runs, not a longer test. */
const LONGEST = 10_000

eachDatabase('calls that are made up from the document', (open) => {
  test('are answered as it says, and never by a bug', { timeout: 120_000 }, async (t) => {
    const { door, tokens, ids, commentIds } = await filledDoor(await open())
    const met = new Map<string, number>()
    const calls = madeUpCalls(door.document, { ids, commentIds, askers: tokens.length })
    await fc.assert(
      fc.asyncProperty(calls, async ({ method, path, body, asker }) => {
        const token = tokens[asker]
        const told = await door.ask(method, path, { body, ...(token !== undefined && { token }) })
        assert.ok(told.status < 500, `${method} ${path}: ${told.status}`)
        met.set(`${told.status}`, (met.get(`${told.status}`) ?? 0) + 1)
      }),
      { numRuns: RUNS, interruptAfterTimeLimit: LONGEST },
    )
    t.diagnostic([...met].map(([status, times]) => `${times} × ${status}`).join(', '))
    assert.ok((met.get('200') ?? 0) > 20, 'most calls are good ones')
    for (const path of ['/api/daily_papers?limit=100', '/api/papers?limit=100']) await door.read(path)
    for (const id of ids) await door.read(`/api/papers/${encodeURIComponent(id)}?field=comments`)
  })
})

const addressOf = (text: string) => `https://example.org/${encodeURIComponent(text)}`

async function filledDoor(db: Db) {
  const { reader, curator } = await fillApiStore(db)
  const some: PaperRecord[] = fc
    .sample(anyRecord, 40)
    // Readers of files let only addresses in.
    .map((record, at) => ({ ...record, id: `2602.${10_000 + at}`, media: record.media.map(addressOf) }))
  await fill(db, some)
  const commentIds: string[] = []
  for (const body of fc.sample(fc.string({ unit: 'grapheme', minLength: 1 }), 10))
    commentIds.push(await aComment(db, { paper_id: fullPaper.id, person_id: reader.id, body }))
  const boss = await aMember(db, 'boss', 'admin')
  const tokens = [
    ...[await tokenFor(db, reader), await tokenFor(db, curator), await tokenFor(db, boss)],
    ...[await tokenFor(db, reader, 'read'), 'bsht_made_up', ''],
  ]
  const ids = [fullPaper, barePaper, oldPaper, proceedings, ...some].map(({ id }) => id)
  return {
    door: await apiDoor(db, { finder: finderOfStore(db) }),
    tokens,
    ids: [...ids, mergedId],
    commentIds,
  }
}
