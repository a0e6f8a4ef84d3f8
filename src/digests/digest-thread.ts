// The thread that sends the digests that are due.

import { parentPort, workerData } from 'node:worker_threads'
import { shiftedClock, systemClock } from '../clock.ts'
import { openDatabase } from '../db/connect.ts'
import { planAndSend } from './send-digests.ts'
import type { DigestReply, DigestThreadSetup } from './threaded-digests.ts'

const { store, settings, testClock } = workerData as DigestThreadSetup
const stopping = new AbortController()
const say = (reply: DigestReply) => parentPort?.postMessage(reply)
parentPort?.once('message', () => stopping.abort())

const database = openDatabase(store)
try {
  const clock = testClock ? shiftedClock(testClock.startsAt, testClock.speed, testClock.began) : systemClock
  const parts = { db: database.db, clock, settings, signal: stopping.signal }
  say({ kind: 'done', counts: await planAndSend(parts) })
} catch (error) {
  say({ kind: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) })
} finally {
  await database.close()
  parentPort?.close()
}
