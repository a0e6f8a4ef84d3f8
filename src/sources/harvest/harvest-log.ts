// What a harvest tells: its row in the history, and whoever watches.

import type { SourceName } from '../../source-spec.ts'
import type { HarvestParts } from './harvest-parts.ts'
import type { SavedPage } from './save-page.ts'
import { noteRun, type RunCounts } from './source-runs.ts'

export function createHarvestLog(parts: HarvestParts, source: SourceName, run: string) {
  const counts: RunCounts = { pages: 0, records: 0, added: 0, changed: 0, bad: 0 }
  let expected: number | undefined
  const tell = (more: object = {}) =>
    parts.onProgress?.({
      source,
      records: counts.records,
      ...(expected === undefined ? {} : { total: Math.max(expected, counts.records) }),
      ...more,
    })
  return {
    counts,
    waiting: (waiting: { until: number; reason: string }): void => tell({ waiting }),
    async page(saved: SavedPage, total: number | undefined): Promise<void> {
      expected = total ?? expected
      counts.pages++
      counts.records += saved.records
      counts.added += saved.added
      counts.changed += saved.changed
      counts.bad += saved.bad
      await noteRun(parts.db, run, { ...counts, total: expected })
      tell()
    },
  }
}
