// The thread that makes one backup, or looks once for damage.

import { parentPort, workerData } from 'node:worker_threads'
import { openExisting, quickProblems } from '../db/inspect.ts'
import { isKnownError } from '../errors.ts'
import { makeScheduledBackup } from './scheduled-backup.ts'
import type { BackupReply, BackupThreadSetup } from './threaded-backups.ts'

const { store, backup } = workerData as BackupThreadSetup
const stopping = new AbortController()
const say = (reply: BackupReply) => parentPort?.postMessage(reply)
parentPort?.once('message', () => stopping.abort())

const database = openExisting(store)
try {
  if (backup) {
    const { folder, keep, version, now } = backup
    const clock = { now: () => now, wait: async () => {} }
    const options = { clock, version, signal: stopping.signal }
    say({ kind: 'made', backup: await makeScheduledBackup(database, folder, keep, options) })
  } else say({ kind: 'looked', problems: await quickProblems(database) })
} catch (error) {
  const known = isKnownError(error)
  const why =
    error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error)
  say({ kind: 'failed', why, known })
} finally {
  await database.close()
  parentPort?.close()
}
