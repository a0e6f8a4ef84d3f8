// The thread that writes the index: started when there is something to write, gone when it is done, and its memory too.

import { parentPort, workerData } from 'node:worker_threads'
import { openStoreReader } from '../db/read-only.ts'
import { type BuildProgress, buildIndex } from './build-index.ts'
import { loadEncoder } from './load-encoder.ts'
import type { IndexReply } from './search-messages.ts'
import type { IndexThreadSetup } from './threads.ts'

const { isDamaged, ...setup } = workerData as IndexThreadSetup
const stopping = new AbortController()
const say = (reply: IndexReply) => parentPort?.postMessage(reply)
parentPort?.once('message', () => stopping.abort())

const db = openStoreReader(setup.store)
try {
  const { encoder } = await loadEncoder(setup.encoder)
  const onProgress = ({ done, total }: BuildProgress) => say({ kind: 'progress', done, total })
  const { folder, encoder: encoderSettings } = setup
  const parts = { db, folder, encoder, encoderSettings, signal: stopping.signal, onProgress }
  const wasWriter = await buildIndex(parts, { isDamaged })
  say({ kind: 'done', wasWriter })
} catch (error) {
  say({ kind: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) })
} finally {
  await db.destroy()
  parentPort?.close()
}
