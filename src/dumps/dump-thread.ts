// The thread that makes one dump.

import { parentPort, workerData } from 'node:worker_threads'
import { openExisting } from '../db/inspect.ts'
import { isKnownError } from '../errors.ts'
import { makeDailyDump } from './make-dump.ts'
import type { DumpReply, DumpThreadSetup } from './threaded-dumps.ts'

const { store, now, ...parts } = workerData as DumpThreadSetup
const stopping = new AbortController()
const say = (reply: DumpReply) => parentPort?.postMessage(reply)
parentPort?.once('message', () => stopping.abort())

const database = openExisting(store)
try {
  const clock = { now: () => now }
  const { signal } = stopping
  say({ kind: 'done', manifest: await makeDailyDump(database, { ...parts, clock }, { signal }) })
} catch (error) {
  const known = isKnownError(error)
  const why =
    error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error)
  say({ kind: 'failed', why, known })
} finally {
  await database.close()
  parentPort?.close()
}
