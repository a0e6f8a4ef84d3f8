import { startOfDay } from '../../papers/calendar.ts'
import type { SourceFreshness } from '../../sources/freshness/freshness.ts'
import { gauge, type Metric } from './metric.ts'

/** What is told of each source: name, help, and its value; undefined: not known, and not told. */
const measures: [name: string, help: string, of: (told: SourceFreshness) => number | undefined][] = [
  [
    'last_success_timestamp_seconds',
    'When the last harvest that succeeded was done',
    ({ lastSuccess: at }) => at && at / 1000,
  ],
  [
    'newest_paper_timestamp_seconds',
    'When the newest paper that it brought was published',
    ({ newestPaper }) => secondsOf(newestPaper),
  ],
  ['last_run_records', 'Records of the last harvest', ({ lastRun }) => lastRun?.records],
  ['last_run_added_papers', 'Papers that the last harvest added', ({ lastRun }) => lastRun?.added],
  [
    'last_run_bad_records',
    'Records of the last harvest that could not be used',
    ({ lastRun }) => lastRun?.bad,
  ],
  ['failures_in_a_row', 'Harvests that failed since one succeeded', (told) => told.failuresInARow],
  ['late', '1 while papers are late', ({ late }) => Number(late !== undefined)],
  [
    'resting',
    '1 while it is not asked because it failed or asked for that',
    (told) => Number(told.until !== undefined),
  ],
  ['paused', '1 while the schedule passes it over', (told) => Number(told.isPaused)],
  ['harvesting', '1 while it is being asked', (told) => Number(told.isRunning)],
]

export const sourceMetrics = (told: readonly SourceFreshness[]): Metric[] =>
  measures.map(([name, help, of]) =>
    gauge(
      `broadsheet_source_${name}`,
      help,
      told.map((source) => [{ source: source.source }, of(source)] as const),
    ),
  )

/** Of a year or a month, its first day. */
function secondsOf(published: string | undefined): number | undefined {
  if (published === undefined) return undefined
  const at = published.length > 10 ? Date.parse(published) : startOfDay(`${published}-01-01`.slice(0, 10))
  return Number.isNaN(at) ? undefined : at / 1000
}
