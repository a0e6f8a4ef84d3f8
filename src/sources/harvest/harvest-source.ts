// One harvest of one source, from taking its lease to writing its end into the history.

import { Conflict } from '../../errors.ts'
import { newHolder } from '../fetching/holder.ts'
import type { DayRange } from '../protocol.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { PutOff } from './ask-patiently.ts'
import { createHarvestLog } from './harvest-log.ts'
import { harvestPapers } from './harvest-papers.ts'
import type { HarvestParts } from './harvest-parts.ts'
import { lookUpPapers } from './look-up-papers.ts'
import { beginHarvest } from './open-harvest.ts'
import { finishRun, type RunCause, type RunCounts, type RunState, startRun } from './source-runs.ts'
import {
  changeState,
  extendLease,
  releaseLease,
  SIGN_OF_LIFE_MS,
  stateOf,
  takeLease,
} from './source-state.ts'
import type { HarvestedSource } from './sources-of-settings.ts'

export interface HarvestRequest {
  cause: RunCause
  /** Absent: what has come since the last harvest. */
  range?: DayRange | undefined
}

export interface HarvestResult extends RunCounts {
  state: Exclude<RunState, 'running'>
  /** Why it is not done. */
  error?: string
  /** When it goes on (milliseconds UTC), where it waits. */
  retryAt?: number
}

/** A source that fails again and again is asked ever more seldom. */
const SHORTEST_REST_MS = 60_000
const FIRST_REST_MS = 15 * 60_000
const LONGEST_REST_MS = 6 * 3_600_000

/**
 * Harvests until the source has no more, is not to be asked now, or the signal is aborted; what was stored stays.
 * @throws Conflict where another process harvests it.
 */
export async function harvestSource(
  parts: HarvestParts,
  harvested: HarvestedSource,
  { cause, range }: HarvestRequest,
): Promise<HarvestResult> {
  const { source } = harvested
  const holder = newHolder()
  if (!(await takeLease(parts.db, source, holder))) {
    throw new Conflict(`Another process harvests ${harvested.title} now. Wait for it, or stop it.`)
  }
  const living = setInterval(() => extendLease(parts.db, source, holder).catch(() => {}), SIGN_OF_LIFE_MS)
  try {
    return await run({ ...parts, holder }, harvested, { cause, range })
  } finally {
    clearInterval(living)
    await releaseLease(parts.db, source, holder)
  }
}

async function run(
  parts: HarvestParts & { holder: string },
  harvested: HarvestedSource,
  { cause, range }: HarvestRequest,
): Promise<HarvestResult> {
  const { db, clock } = parts
  const open = harvested.kind === 'papers' ? await beginHarvest({ parts, harvested, range }) : null
  const days = open?.range ?? range
  const id = await startRun(db, {
    source: harvested.source,
    cause,
    now: clock.now(),
    ...(days && { range: days }),
  })
  const log = createHarvestLog(parts, harvested.source, id)
  const end = await endOf(parts, () =>
    harvested.kind === 'papers'
      ? harvestPapers({ parts, harvested, log }, open)
      : lookUpPapers({ parts, harvested, range, log }),
  ).catch(async (error) => {
    await finishRun(db, id, {
      state: 'failed',
      now: clock.now(),
      error: 'This is a bug: see the server’s log.',
    })
    throw error
  })
  const retryAt = await noteEnd(parts, harvested, { ...end, hasProgress: log.counts.pages > 0 })
  await finishRun(db, id, { state: end.state, now: clock.now(), error: end.error })
  return { ...log.counts, ...end, ...(retryAt === undefined ? {} : { retryAt }) }
}

type End = Pick<HarvestResult, 'state' | 'error' | 'retryAt'> & { isNamed?: boolean }

async function endOf(parts: HarvestParts, work: () => Promise<void>): Promise<End> {
  try {
    await work()
    return { state: 'done' }
  } catch (error) {
    if (error instanceof PutOff)
      return { state: 'waiting', error: error.message, retryAt: error.until, isNamed: error.isNamed }
    if (error instanceof SourceTrouble) return { state: 'failed', error: error.message }
    if (error instanceof Conflict) return { state: 'stopped', error: error.message }
    if (parts.signal?.aborted)
      return { state: 'stopped', error: 'It was stopped; the next one goes on there.' }
    throw error
  }
}

/** The circuit breaker: each failure in a row doubles the rest, a success ends it. Returns the end of the rest. */
async function noteEnd(
  parts: HarvestParts,
  { source }: HarvestedSource,
  { state, retryAt = 0, isNamed = false, hasProgress }: End & { hasProgress: boolean },
): Promise<number | undefined> {
  if (state === 'stopped') return undefined
  if (state === 'done') {
    await changeState(parts.db, source, { failures: 0, retry_at: null })
    return undefined
  }
  // Whoever says when to come back, or gave something before, is no source that fails.
  if (state === 'waiting' && (isNamed || hasProgress)) {
    const until = Math.max(retryAt, parts.clock.now() + SHORTEST_REST_MS)
    await changeState(parts.db, source, { failures: 0, retry_at: until })
    return until
  }
  const failures = (await stateOf(parts.db, source)).failures + 1
  const rest = Math.min(FIRST_REST_MS * 2 ** (failures - 1), LONGEST_REST_MS)
  const until = Math.max(retryAt, parts.clock.now() + rest)
  await changeState(parts.db, source, {
    failures,
    retry_at: until,
    // What it refuses, it would refuse again at the same place.
    ...(state === 'failed' ? { harvest: null } : {}),
  })
  return until
}
