// Sources and harvests as pages are given them.

import type { SourceRunTable } from '../../src/db/schema-sources.ts'
import type { SourceFreshness } from '../../src/sources/freshness/freshness.ts'

export const aSource = (facts: Partial<SourceFreshness> = {}): SourceFreshness => ({
  ...{ source: 'arxiv', title: 'arXiv', parts: ['cs.AI', 'cs.CL'], state: 'fresh' },
  ...{ isRunning: false, isPaused: false, failuresInARow: 0 },
  lastSuccess: Date.parse('2026-03-04T06:17:00Z'),
  newestPaper: '2026-03-03T17:59:01Z',
  doneThrough: '2026-03-03',
  nextRun: Date.parse('2026-03-05T03:23:00Z'),
  nextAnnouncement: Date.parse('2026-03-05T01:00:00Z'),
  ...facts,
})

export const aRun = (facts: Partial<SourceRunTable> = {}): SourceRunTable => ({
  ...{ id: 'a', source: 'arxiv', cause: 'schedule', state: 'done', since: '2026-03-01', until: '2026-03-04' },
  ...{ started_at: Date.parse('2026-03-04T06:13:00Z'), finished_at: Date.parse('2026-03-04T06:17:00Z') },
  ...{ pages: 3, records: 2000, added: 900, changed: 20, bad: 1, total: null, last_error: null },
  ...facts,
})
