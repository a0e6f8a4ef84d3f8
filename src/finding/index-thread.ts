// The thread that writes the index: started when there is something to write, gone when it is done, and its memory too.

import { parentPort, workerData } from 'node:worker_threads'
import { openStoreReader } from '../db/read-only.ts'
import { buildIndex } from './build-index.ts'
import { loadEncoder } from './load-encoder.ts'
import type { IndexReply } from './search-messages.ts'
import type { ThreadSetup } from './threads.ts'

const setup = workerData as ThreadSetup
const stopping = new AbortController()
const say = (reply: IndexReply) => parentPort?.postMessage(reply)
parentPort?.once('message', () => stopping.abort())

const db = openStoreReader(setup.store)
try {
  const { encoder } = await loadEncoder(setup.encoder)
  const wasWriter = await buildIndex({
    db,
    folder: setup.folder,
    encoder,
    signal: stopping.signal,
    onProgress: ({ done, total }) => say({ kind: 'progress', done, total }),
  })
  say({ kind: 'done', wasWriter })
} catch (error) {
  say({ kind: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) })
} finally {
  await db.destroy()
  parentPort?.close()
}
