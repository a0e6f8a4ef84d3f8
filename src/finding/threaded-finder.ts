// The finder as pages and programs have it: questions go to the search thread, and the index thread is started
// whenever the folder should be written.

import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Finder, FinderState } from './finder.ts'
import type { Freshness } from './following-index.ts'
import { createIndexWatch } from './index-figures.ts'
import { createSearchCalls } from './search-calls.ts'
import type { IndexReply } from './search-messages.ts'
import { type IndexThreadSetup, type ThreadLog, type ThreadSetup, threadProgram } from './threads.ts'
import { whyWrite } from './why-write.ts'

export interface ThreadedFinder extends Finder {
  /** Somebody says that the store changed: it is looked at now, not a moment later. */
  look(): void
  /** Whether `look` is called after all changes from now on. */
  followed(told: boolean): void
  /** Stops both threads; an index being written keeps what was committed. */
  close(): Promise<void>
}

/** How long a writer may take to finish what it is at when the program stops. */
const STOP_PATIENCE_MS = 5_000
/** After a failure the next try waits: the cause (a full disk) seldom goes by itself at once. */
const RETRY_MS = 30_000

export function createThreadedFinder(setup: ThreadSetup, log: ThreadLog): ThreadedFinder {
  const writing = createWriting(setup, log, () => calls.look())
  let freshness: Freshness | null = null
  let stale: string | null = null
  const watch = createIndexWatch()
  const calls = createSearchCalls(setup, log, (news) => {
    if (news.kind === 'stale') {
      stale = news.why
      watch.noteStale()
    } else {
      stale = null
      freshness = news.freshness
      watch.note(freshness)
      writing.consider(news.freshness)
    }
  })

  function state(): FinderState {
    if (stale !== null && freshness === null)
      return { kind: 'unavailable', why: 'The search can’t reach the store.' }
    const { documents = 0, missing = 1 } = freshness ?? {}
    if (missing === 0) return { kind: 'ready' }
    const total = documents + missing
    return {
      kind: 'building',
      done: Math.max(documents, writing.progress()?.done ?? 0),
      total: Math.max(total, writing.progress()?.total ?? 0),
    }
  }

  return {
    find: (question) => calls.ask({ kind: 'find', question }),
    similar: (id, limit) => calls.ask({ kind: 'similar', id, limit }),
    suggest: (prefix) => calls.ask({ kind: 'suggest', prefix }),
    match: (papers, queries) => calls.ask({ kind: 'match', papers, queries }),
    nearnessAt: (query, rank) => calls.ask({ kind: 'nearness', query, rank }),
    state,
    figures: watch.figures,
    look: calls.look,
    followed: calls.followed,
    async close() {
      await Promise.all([writing.stop(), calls.close()])
    },
  }
}

interface Writing {
  /** Starts the index thread if the folder should be written and none is at it. */
  consider(freshness: Freshness): void
  progress(): { done: number; total: number } | null
  stop(): Promise<void>
}

function createWriting(setup: ThreadSetup, log: ThreadLog, onWritten: () => void): Writing {
  let thread: Worker | null = null
  let progress: { done: number; total: number } | null = null
  let wroteAt = performance.now()
  let notBefore = 0

  function onReply(reply: IndexReply): void {
    if (reply.kind === 'progress') progress = reply
    else if (reply.kind === 'failed') {
      log.error({ why: reply.why }, 'the search index could not be written')
      notBefore = performance.now() + RETRY_MS
    } else if (!reply.wasWriter) notBefore = performance.now() + RETRY_MS
  }

  function start(why: string, isDamaged: boolean): void {
    log.info({ why }, 'writing the search index')
    wroteAt = performance.now()
    const workerData: IndexThreadSetup = { ...setup, isDamaged }
    thread = new Worker(threadProgram('index-thread'), { workerData })
    thread.on('message', onReply)
    thread.on('error', (error) => onReply({ kind: 'failed', why: String(error) }))
    thread.on('exit', () => {
      thread = null
      progress = null
      onWritten()
    })
  }

  return {
    progress: () => progress,
    consider(freshness) {
      const now = performance.now()
      const why = whyWrite(freshness, now - wroteAt)
      if (why === null || thread !== null || now < notBefore) return
      start(why, freshness.damage !== undefined)
    },
    async stop() {
      notBefore = Number.POSITIVE_INFINITY
      const running = thread
      if (!running) return
      running.postMessage('stop')
      const ended = new Promise((resolve) => running.once('exit', resolve))
      await Promise.race([ended, sleep(STOP_PATIENCE_MS, undefined, { ref: false })])
      await running.terminate()
    },
  }
}
