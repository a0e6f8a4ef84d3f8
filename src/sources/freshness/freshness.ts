// How fresh each source of the settings is.

import type { Db } from '../../db/connect.ts'
import type { SourceRunTable, SourceStateTable } from '../../db/schema-sources.ts'
import { type Day, laterDay } from '../../papers/calendar.ts'
import type { SourceName, SourceSpec } from '../../source-spec.ts'
import { nextAnnouncement } from '../arxiv-announcements.ts'
import { hasDied } from '../fetching/holder.ts'
import type { RunState } from '../harvest/source-runs.ts'
import { stateOf } from '../harvest/source-state.ts'
import { specsOfSettings } from '../harvest/sources-of-settings.ts'
import type { SourceSettings } from '../source-settings.ts'
import { nextRun, sourceTimes } from '../source-times.ts'
import { sourceTitles } from '../source-titles.ts'
import { hasListOfPeople, newestAnnouncedDay, runsForFreshness } from './freshness-queries.ts'
import { dueDailyList, type Lateness, latenessOf } from './lateness.ts'

/**
 * `waiting`: it asked to be left alone for a while, or the next run goes on; `resting`: it failed and isn't asked for a
 * while; `never`: it was never asked.
 */
export type SourceCondition = 'fresh' | 'harvesting' | 'waiting' | 'resting' | 'paused' | 'never' | 'late'

export interface ToldRun {
  startedAt: number
  finishedAt?: number | undefined
  state: RunState
  records: number
  added: number
  changed: number
  bad: number
  total?: number | undefined
}

/** Moments are milliseconds UTC. */
export interface SourceFreshness {
  source: SourceName
  /** As a sentence names it. */
  title: string
  /** What of the source is asked for; empty: everything. */
  parts: string[]
  state: SourceCondition
  isRunning: boolean
  isPaused: boolean
  /** Until when it waits or rests. */
  until?: number | undefined
  lastRun?: ToldRun | undefined
  /** When the last harvest of the newest days that succeeded was done. */
  lastSuccess?: number | undefined
  /** When its newest paper was published, as precisely as that is known. */
  newestPaper?: string | undefined
  /** Last day up to which all is harvested. */
  doneThrough?: Day | undefined
  /** By the schedule; absent while it is paused. */
  nextRun?: number | undefined
  /** Of arXiv's. */
  nextAnnouncement?: number | undefined
  failuresInARow: number
  /** Why the last harvest was not done. */
  lastError?: string | undefined
  late?: Lateness | undefined
}

/** In the order of the settings. */
export async function freshnessOf(
  db: Db,
  settings: Pick<SourceSettings, 'SOURCES'>,
  now: number,
): Promise<SourceFreshness[]> {
  const told: SourceFreshness[] = []
  for (const spec of specsOfSettings(settings)) told.push(await freshnessOfSource(db, spec, now))
  return told
}

/** Of one source, whether the settings name it or not. */
export async function freshnessOfSource(
  db: Db,
  { source, parts }: SourceSpec,
  now: number,
): Promise<SourceFreshness> {
  const state = await stateOf(db, source)
  const runs = await runsForFreshness(db, source)
  const { last, lastSuccess } = runs
  const isRunning = isLeased(state)
  const lastError = isRunning || last?.state === 'done' ? undefined : (last?.last_error ?? undefined)
  const isPaused = state.paused === 1
  const late = latenessOf({
    ...{ source, title: sourceTitles[source], now, isRunning, isPaused, lastError },
    firstAskedAt: runs.firstAskedAt,
    ...(lastSuccess && { lastSuccess: timesOf(lastSuccess) }),
    newestList: source === 'arxiv-feed' ? await newestListOf(db, state) : undefined,
    hasDueDailyList: source !== 'hf-daily' || (await hasListOfPeople(db, dueDailyList(now))),
  })
  const rest = (state.retry_at ?? 0) > now ? (state.retry_at ?? undefined) : undefined
  return {
    ...{ source, title: sourceTitles[source], parts, isRunning, isPaused, lastError },
    state: conditionOf({ isRunning, isPaused, isLate: late !== null, rests: rest !== undefined, ...runs }),
    until: rest,
    lastRun: last && toldRun(last, isRunning),
    lastSuccess: lastSuccess && timesOf(lastSuccess).finishedAt,
    newestPaper: state.newest ?? undefined,
    doneThrough: state.done_through ?? undefined,
    nextRun: isPaused ? undefined : nextRun(sourceTimes[source], Math.max(now, (rest ?? 0) - 1)),
    nextAnnouncement: source.startsWith('arxiv') ? nextAnnouncement(now).at : undefined,
    failuresInARow: state.failures,
    late: late ?? undefined,
  }
}

/** Leases are kept in real time, whatever the site's clock says. */
const isLeased = ({ leased_by: holder, leased_until: until }: SourceStateTable): boolean =>
  holder !== null && (until ?? 0) > Date.now() && !hasDied(holder)

const timesOf = ({ started_at: startedAt, finished_at: finishedAt }: SourceRunTable) => ({
  startedAt,
  finishedAt: finishedAt ?? startedAt,
})

async function newestListOf(db: Db, { done_through: done }: SourceStateTable): Promise<Day | undefined> {
  const newest = await newestAnnouncedDay(db)
  if (newest === undefined || done === null) return newest ?? done ?? undefined
  return laterDay(newest, done)
}

interface Facts {
  isRunning: boolean
  isPaused: boolean
  isLate: boolean
  rests: boolean
  last?: SourceRunTable | undefined
  lastSuccess?: SourceRunTable | undefined
}

function conditionOf({ isRunning, isPaused, isLate, rests, last, lastSuccess }: Facts): SourceCondition {
  if (isRunning) return 'harvesting'
  if (isPaused) return 'paused'
  if (isLate) return 'late'
  if (rests) return last?.state === 'failed' ? 'resting' : 'waiting'
  if (last === undefined) return 'never'
  return lastSuccess === undefined ? 'waiting' : 'fresh'
}

/** A run that stands as running although nobody is at it has died. */
function toldRun(run: SourceRunTable, isRunning: boolean): ToldRun {
  const { started_at: startedAt, finished_at: finishedAt, records, added, changed, bad, total } = run
  const state = run.state === 'running' && !isRunning ? 'stopped' : (run.state as RunState)
  return {
    ...{ startedAt, finishedAt: finishedAt ?? undefined, state, records, added, changed, bad },
    total: total ?? undefined,
  }
}
