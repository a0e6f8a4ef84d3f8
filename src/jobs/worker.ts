import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../log.ts'
import { handlerOf, type JobContext } from './handlers.ts'
import { claimJob, extendLease, failJob, finishJob, type Job, LEASE_MS, returnJob } from './queue.ts'
import { planNextRuns } from './schedule.ts'

export interface Worker {
  start(): void
  /** Runs what is due now and returns how many jobs ran. */
  runDue(): Promise<number>
  /** Takes no more jobs and waits for the one at work, at most as long as its lease. */
  stop(): Promise<void>
}

export interface WorkerParts extends JobContext {
  log: Log
}

const POLL_MS = 1_000
const PLAN_EVERY_MS = 60_000
const STOP_PATIENCE_MS = 10_000

/** Works off the jobs of the store, one at a time; several workers, on several nodes, share them. */
export function createWorker(parts: WorkerParts): Worker {
  const stopping = new AbortController()
  let loop: Promise<void> | null = null
  let current: Job | null = null

  async function runDue(): Promise<number> {
    let done = 0
    while (!stopping.signal.aborted) {
      current = await claimJob(parts.database.db, parts.clock.now())
      if (!current) break
      await runJob(parts, current)
      current = null
      done++
    }
    return done
  }

  return {
    start() {
      loop = runForever(parts, stopping.signal, runDue)
    },
    runDue,
    async stop() {
      stopping.abort()
      const patience = new AbortController()
      const outOfPatience = sleep(STOP_PATIENCE_MS, true, { signal: patience.signal }).catch(() => false)
      const cutOff = await Promise.race([Promise.resolve(loop).then(() => false), outOfPatience])
      patience.abort()
      if (cutOff && current) await returnJob(parts.database.db, current)
    },
  }
}

async function runForever(
  parts: WorkerParts,
  signal: AbortSignal,
  runDue: () => Promise<number>,
): Promise<void> {
  let plannedAt = Number.NEGATIVE_INFINITY
  while (!signal.aborted) {
    try {
      if (performance.now() - plannedAt > PLAN_EVERY_MS) {
        await planNextRuns(parts.database.db, parts.clock.now())
        plannedAt = performance.now()
      }
      await runDue()
    } catch (error) {
      parts.log.error({ err: error }, 'the jobs can’t be read; trying again')
    }
    await sleep(POLL_MS, null, { signal }).catch(() => {})
  }
}

async function runJob(parts: WorkerParts, job: Job): Promise<void> {
  const { database, clock, log } = parts
  const began = performance.now()
  const keeping = setInterval(() => {
    extendLease(database.db, job, clock.now()).catch(() => {})
  }, LEASE_MS / 3)
  try {
    const handler = handlerOf(job.kind)
    if (!handler) throw new Error(`There is no handler for ${job.kind}: it was written by another version.`)
    await handler(parts, job.payload)
    await finishJob(database.db, job, clock.now())
    log.info({ job: job.kind, ms: Math.round(performance.now() - began) }, 'job done')
  } catch (error) {
    log.error({ job: job.kind, attempt: job.attempts, err: error }, 'job failed')
    await failJob(database.db, job, clock.now(), error instanceof Error ? error.message : String(error))
  } finally {
    clearInterval(keeping)
  }
}
