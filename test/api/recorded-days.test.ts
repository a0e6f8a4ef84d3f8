// Every recorded day, imported and asked for again: the same papers in the same order, key by key.

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { wholeOf } from '../../src/papers/import/bytes.ts'
import { listInputs, openInput } from '../../src/papers/import/open-input.ts'
import { openMigrated } from '../support/database.ts'
import { importInto } from '../support/imports.ts'
import { siteOver } from '../support/site.ts'
import { type Difference, differencesOfItems, type Item } from './compare-items.ts'
import { intendedDifferences } from './intended-differences.ts'

const archive = join(import.meta.dirname, '../../../shared/data/hf-daily-lists.tar.xz')
const skip = existsSync(archive) ? false : 'the recorded lists are not beside the project'
/** After the last recorded day. */
const at = '2026-09-01T12:00:00.000Z'

test('all recorded days come back as they were recorded', { skip }, async (t) => {
  const { db } = await openMigrated('sqlite')
  await importInto(db, [archive])
  const site = siteOver(db, { at, settings: { API_RATE: 'off' } })
  const found: (Difference & { day: string })[] = []
  let [days, items] = [0, 0]
  for await (const { day, recorded } of recordedDays()) {
    const ours = await wholeDay(day)
    assert.deepEqual(ours.map(idOf), recorded.map(idOf), `the papers of ${day} and their order`)
    found.push(...differencesOfItems(recorded, ours).map((difference) => ({ ...difference, day })))
    days += 1
    items += recorded.length
  }
  report(t, found)
  assert.deepEqual([days, items], [558, 9_581])

  async function wholeDay(day: string): Promise<Item[]> {
    const list: Item[] = []
    let next: string | undefined = `/api/daily_papers?date=${day}&limit=100`
    while (next !== undefined) {
      const response = await site.request(`http://127.0.0.1:8080${next}`)
      assert.equal(response.status, 200)
      list.push(...((await response.json()) as Item[]))
      next = /<http:\/\/[^/]+(\/[^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1]
    }
    return list
  }
})

const idOf = ({ paper: { id } }: Item) => id

async function* recordedDays(): AsyncGenerator<{ day: string; recorded: Item[] }> {
  const ignore = () => {}
  for (const file of (await listInputs([archive])).files) {
    const source = { file, stdin: process.stdin, onBytes: ignore, onSkipped: ignore }
    for await (const { name, bytes } of openInput(source)) {
      const [, day] = /^(\d{4}-\d\d-\d\d)\.json$/.exec(name) ?? []
      if (day !== undefined) yield { day, recorded: JSON.parse((await wholeOf(bytes)).toString('utf8')) }
    }
  }
}

/** Says how often each intended difference was met. @throws where one is explained by none */
function report(t: { diagnostic(text: string): void }, found: (Difference & { day: string })[]): void {
  const reasonOf = (difference: Difference) =>
    intendedDifferences.find(({ where, holds }) => where.test(difference.path) && holds(difference))?.why
  const byReason = Map.groupBy(found, reasonOf)
  for (const [why, some] of byReason) {
    if (why !== undefined) t.diagnostic(`${some.length} differences are meant: ${why}`)
  }
  const rest = byReason.get(undefined) ?? []
  const told = rest
    .slice(0, 20)
    .map((one) => `${one.day} ${one.path}: ${print(one.recorded)} → ${print(one.ours)}`)
  assert.equal(rest.length, 0, `${rest.length} differences that nobody meant:\n${told.join('\n')}`)
}

const print = (value: unknown): string => (JSON.stringify(value) ?? 'absent').slice(0, 200)
