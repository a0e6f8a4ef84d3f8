// The thread that answers queries, so that the one that renders pages never waits for them.

import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { openStoreReader } from '../db/read-only.ts'
import { loadEncoder } from './load-encoder.ts'
import { LocalFinder } from './local-finder.ts'
import type { SearchCall, SearchReply } from './search-messages.ts'
import type { ThreadSetup } from './threads.ts'

/** Time between looks at store and folder: a new paper is found within two of them. */
const LOOK_MS = 300

const setup = workerData as ThreadSetup
const db = openStoreReader(setup.store)
const { encoder, scanOf } = await loadEncoder(setup.encoder)
const finder = new LocalFinder({ db, folder: setup.folder, encoder, scanOf })

const say = (reply: SearchReply) => parentPort?.postMessage(reply)

async function answer(call: SearchCall): Promise<unknown> {
  switch (call.kind) {
    case 'find':
      return finder.find(call.question)
    case 'similar':
      return finder.similar(call.id, call.limit)
    case 'suggest':
      return finder.suggest(call.prefix)
  }
}

parentPort?.on('message', async ({ number, call }: { number: number; call: SearchCall }) => {
  try {
    say({ kind: 'answer', number, answer: await answer(call) })
  } catch (error) {
    say({
      kind: 'failed',
      number,
      why: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  }
})

// A store that can't be reached for a while is no reason to stop answering from what is known.
for (;;) {
  try {
    say({ kind: 'fresh', freshness: await finder.refresh() })
  } catch (error) {
    say({ kind: 'stale', why: error instanceof Error ? error.message : String(error) })
  }
  await sleep(LOOK_MS)
}
