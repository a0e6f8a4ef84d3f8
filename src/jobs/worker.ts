import { setTimeout as sleep } from 'node:timers/promises'
import { type Bell, createBell } from '../bell.ts'
import type { SourceName } from '../source-spec.ts'
import { createTelemetry } from '../telemetry/telemetry.ts'
import { handlerOf, type JobContext } from './handlers.ts'
import { backupKinds, digestKinds, dumpKinds, searchKinds, slowKinds, tellingKinds } from './job-kinds.ts'
import {
  claimJob,
  extendLease,
  failJob,
  finishJob,
  type Job,
  type KindChoice,
  LEASE_MS,
  returnJob,
} from './queue.ts'
import { planFirstHarvests, planNextRuns, scheduleOf } from './schedule.ts'

export interface Worker {
  start(): void
  /** Looks at once whether something is due: somebody says so. */
  wake(): void
  /** Runs what is due now and returns how many jobs ran. */
  runDue(): Promise<number>
  /** Takes no more jobs and waits for the one at work, at most as long as its lease. */
  stop(): Promise<void>
}

export interface WorkerParts extends JobContext {
  /** Sources that are harvested by themselves. */
  sources: readonly SourceName[]
}

const POLL_MS = 1_000
const PLAN_EVERY_MS = 60_000
const STOP_PATIENCE_MS = 10_000

/**
 * Works off the jobs of the store: one at a time, and beside it one of the slow ones, webhooks, digests, saved searches and, on nodes
 * that make them, a dump and a backup.
 * Several nodes share them.
 */
export function createWorker(parts: WorkerParts): Worker {
  const stopping = new AbortController()
  const choices: KindChoice[] = [
    { except: [...slowKinds, ...tellingKinds, ...digestKinds, ...searchKinds, ...dumpKinds, ...backupKinds] },
    { only: slowKinds },
    { only: tellingKinds },
    { only: digestKinds },
    { only: searchKinds },
    ...(parts.makeDump ? [{ only: dumpKinds }] : []),
    ...(parts.backups?.make ? [{ only: backupKinds }] : []),
  ]
  const bell = createBell()
  const lanes = choices.map((kinds) => createLane(parts, kinds, { signal: stopping.signal, bell }))
  let loops: Promise<unknown> | null = null

  return {
    start() {
      loops = Promise.all([planForever(parts, stopping.signal), ...lanes.map((lane) => lane.runForever())])
    },
    wake: bell.ring,
    async runDue() {
      let done = 0
      for (const lane of lanes) done += await lane.runDue()
      return done
    },
    async stop() {
      stopping.abort()
      const patience = new AbortController()
      const outOfPatience = sleep(STOP_PATIENCE_MS, true, { signal: patience.signal }).catch(() => false)
      const cutOff = await Promise.race([Promise.resolve(loops).then(() => false), outOfPatience])
      patience.abort()
      if (cutOff) await Promise.all(lanes.map((lane) => lane.giveBack()))
    },
  }
}

/** One job of some kinds at a time. */
function createLane(
  parts: WorkerParts,
  kinds: KindChoice,
  { signal, bell }: { signal: AbortSignal; bell: Bell },
) {
  let current: Job | null = null
  async function runDue(): Promise<number> {
    let done = 0
    while (!signal.aborted) {
      current = await claimJob(parts.database.db, parts.clock.now(), kinds)
      if (!current) break
      await runJob(parts, current, signal)
      current = null
      done++
    }
    return done
  }
  return {
    runDue,
    runForever: () => again(parts, { signal, everyMs: POLL_MS, bell }, runDue),
    async giveBack() {
      if (current) await returnJob(parts.database.db, current)
    },
  }
}

async function planForever(parts: WorkerParts, signal: AbortSignal): Promise<void> {
  const { database, clock, sources, makeDump, backups } = parts
  const makes = { makesDumps: makeDump !== undefined, makesBackups: backups?.make !== undefined }
  const lines = scheduleOf(sources, makes)
  await again(parts, { signal, everyMs: PLAN_EVERY_MS, bell: createBell() }, async () => {
    await planFirstHarvests(database.db, clock.now(), sources)
    await planNextRuns(database.db, clock.now(), lines)
  })
}

async function again(
  { log }: WorkerParts,
  { signal, everyMs, bell }: { signal: AbortSignal; everyMs: number; bell: Bell },
  work: () => Promise<unknown>,
): Promise<void> {
  while (!signal.aborted) {
    const heard = bell.rings()
    await work().catch((error) => log.error({ err: error }, 'the jobs can’t be read; trying again'))
    await bell.wait(everyMs, heard, signal)
  }
}

async function runJob(parts: WorkerParts, job: Job, signal: AbortSignal): Promise<void> {
  const { database, clock, log, telemetry = createTelemetry() } = parts
  const began = performance.now()
  const over = (outcome: 'done' | 'failed') =>
    telemetry.tallies.jobs.add({ kind: job.kind, outcome }, (performance.now() - began) / 1_000)
  const keeping = setInterval(() => {
    extendLease(database.db, job, clock.now()).catch(() => {})
  }, LEASE_MS / 3)
  try {
    const handler = handlerOf(job.kind)
    if (!handler) throw new Error(`There is no handler for ${job.kind}: it was written by another version.`)
    const facts = { kind: 'consumer' as const, attributes: { 'job.attempt': job.attempts } }
    await telemetry.tracer.span(`job ${job.kind}`, facts, () =>
      handler(parts, { payload: job.payload, signal }),
    )
    // Cut short by the end of the process: the next one takes it up.
    if (signal.aborted && [...slowKinds, ...dumpKinds, ...backupKinds].some((kind) => kind === job.kind))
      return await returnJob(database.db, job)
    await finishJob(database.db, job, clock.now())
    over('done')
    log.info({ job: job.kind, ms: Math.round(performance.now() - began) }, 'job done')
  } catch (error) {
    over('failed')
    log.error({ job: job.kind, attempt: job.attempts, err: error }, 'job failed')
    await failJob(database.db, job, clock.now(), error instanceof Error ? error.message : String(error))
  } finally {
    clearInterval(keeping)
  }
}
