// The thread that answers queries, so that the one that renders pages never waits for them.

import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { createBell } from '../bell.ts'
import { openStoreReader } from '../db/read-only.ts'
import { loadEncoder } from './load-encoder.ts'
import { LocalFinder } from './local-finder.ts'
import type { SearchCall, SearchNews, SearchReply } from './search-messages.ts'
import type { ThreadSetup } from './threads.ts'

/** Time between looks at store and folder: a new paper is found within two of them. */
const LOOK_MS = 300
/** While it is told of changes: for the one that nobody told of. */
const TOLD_LOOK_MS = 2_000
/** Between two looks, so that an import that is told of all the time leaves time for questions. */
const SHORTEST_PAUSE_MS = 50

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
    case 'match':
      return finder.match(call.papers, call.queries)
    case 'nearness':
      return finder.nearnessAt(call.query, call.rank)
  }
}

const bell = createBell()
let isTold = false

parentPort?.on('message', (message: SearchNews | { number: number; call: SearchCall }) => {
  if ('call' in message) return reply(message)
  if (message.kind === 'following') isTold = message.told
  bell.ring()
})

async function reply({ number, call }: { number: number; call: SearchCall }): Promise<void> {
  try {
    say({ kind: 'answer', number, answer: await answer(call) })
  } catch (error) {
    say({
      kind: 'failed',
      number,
      why: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  }
}

// A store that can't be reached for a while is no reason to stop answering from what is known.
for (;;) {
  const heard = bell.rings()
  const began = performance.now()
  let wasReached = true
  try {
    say({ kind: 'fresh', freshness: await finder.refresh() })
  } catch (error) {
    wasReached = false
    say({ kind: 'stale', why: error instanceof Error ? error.message : String(error) })
  }
  await sleep(Math.max(SHORTEST_PAUSE_MS, performance.now() - began))
  await bell.wait(isTold && wasReached ? TOLD_LOOK_MS : LOOK_MS, heard)
}
