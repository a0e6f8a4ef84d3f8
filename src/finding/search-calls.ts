// Questions to the search thread and its answers; a thread that dies is started again.

import { Worker } from 'node:worker_threads'
import type { SearchCall, SearchReply } from './search-messages.ts'
import { type ThreadLog, type ThreadSetup, threadProgram } from './threads.ts'

type News = Extract<SearchReply, { kind: 'fresh' | 'stale' }>

export interface SearchCalls {
  /** @throws where the thread fails at it or takes too long. */
  ask<T>(call: SearchCall): Promise<T>
  close(): Promise<void>
}

/** A page that waits longer has no reader any more. */
const PATIENCE_MS = 10_000
const RESTART_MS = 1_000

const ENDED = 'The search thread ended.'

interface Pending {
  call: SearchCall
  resolve(answer: unknown): void
  reject(error: Error): void
  timer: NodeJS.Timeout
}

export function createSearchCalls(
  setup: ThreadSetup,
  log: ThreadLog,
  onNews: (news: News) => void,
): SearchCalls {
  const pending = new Map<number, Pending>()
  let numbers = 0
  let closed = false
  let thread = start()

  function start(): Worker {
    const worker = new Worker(threadProgram('search-thread'), { workerData: setup })
    worker.on('message', onReply)
    worker.on('error', (error) => log.error({ error: describe(error) }, 'the search thread failed'))
    worker.on('exit', onExit)
    // What was asked while there was no thread.
    for (const [number, { call }] of pending) worker.postMessage({ number, call })
    return worker
  }

  function onReply(reply: SearchReply): void {
    if (reply.kind === 'fresh' || reply.kind === 'stale') {
      onNews(reply)
      return
    }
    const asked = take(reply.number)
    if (reply.kind === 'answer') asked?.resolve(reply.answer)
    else asked?.reject(new Error(`The search failed: ${reply.why}`))
  }

  function take(number: number): Pending | undefined {
    const asked = pending.get(number)
    clearTimeout(asked?.timer)
    pending.delete(number)
    return asked
  }

  function rejectAll(): void {
    for (const number of [...pending.keys()]) take(number)?.reject(new Error(ENDED))
  }

  function onExit(): void {
    rejectAll()
    if (closed) return
    onNews({ kind: 'stale', why: ENDED })
    setTimeout(() => {
      if (!closed) thread = start()
    }, RESTART_MS).unref()
  }

  return {
    ask<T>(call: SearchCall): Promise<T> {
      if (closed) return Promise.reject(new Error(ENDED))
      const number = numbers++
      return new Promise<T>((resolve, reject) => {
        const giveUp = () => take(number)?.reject(new Error('The search took too long.'))
        const timer = setTimeout(giveUp, PATIENCE_MS)
        // The thread answers each kind of call with the type that its asker expects: see `search-thread.ts`.
        pending.set(number, { call, resolve: resolve as (answer: unknown) => void, reject, timer })
        thread.postMessage({ number, call })
      })
    },
    async close() {
      closed = true
      await thread.terminate()
      rejectAll()
    },
  }
}

const describe = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error))
