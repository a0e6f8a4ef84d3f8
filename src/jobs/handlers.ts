import type { Clock } from '../clock.ts'
import type { Database } from '../db/connect.ts'
import { optimize } from '../db/optimize.ts'
import { forgetFinishedImports } from '../papers/import/import-progress.ts'
import { pruneJobs } from './prune-jobs.ts'

export interface JobContext {
  database: Database
  clock: Clock
}

type Handler = (context: JobContext, payload: unknown) => Promise<void>

const DAY_MS = 86_400_000
const KEPT_JOBS_DAYS = 7
const KEPT_IMPORTS_DAYS = 30

/** What is done by itself. Each line calls the domain, and is safe to run twice. */
export const handlers = {
  'optimize-database': ({ database }) => optimize(database),
  'prune-jobs': ({ database, clock }) => pruneJobs(database.db, clock.now() - KEPT_JOBS_DAYS * DAY_MS),
  'prune-imports': ({ database, clock }) =>
    forgetFinishedImports(database.db, clock.now() - KEPT_IMPORTS_DAYS * DAY_MS),
} satisfies Record<string, Handler>

export type JobKind = keyof typeof handlers

export const handlerOf = (kind: string): Handler | undefined => (handlers as Record<string, Handler>)[kind]
