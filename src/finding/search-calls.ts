// Questions to the search thread and its answers; a thread that dies is started again.

import { Worker } from 'node:worker_threads'
import { PendingCalls } from './pending-calls.ts'
import type { SearchCall, SearchNews, SearchReply } from './search-messages.ts'
import { type ThreadLog, type ThreadSetup, threadProgram } from './threads.ts'

type News = Extract<SearchReply, { kind: 'fresh' | 'stale' }>

export interface SearchCalls {
  /** @throws where the thread fails at it or takes too long. */
  ask<T>(call: SearchCall): Promise<T>
  /** The thread looks for what is new at once. */
  look(): void
  /** Whether `look` is called after all changes from now on. */
  followed(told: boolean): void
  close(): Promise<void>
}

/** A page that waits longer has no reader any more. */
const PATIENCE_MS = 10_000
const RESTART_MS = 1_000

const ENDED = 'The search thread ended.'

export function createSearchCalls(
  setup: ThreadSetup,
  log: ThreadLog,
  onNews: (news: News) => void,
): SearchCalls {
  const pending = new PendingCalls<SearchCall>()
  let closed = false
  let told = false
  let thread = start()

  function start(): Worker {
    const worker = new Worker(threadProgram('search-thread'), { workerData: setup })
    worker.on('message', (reply: SearchReply) => takeReply(reply, pending, onNews))
    worker.on('error', (error) => log.error({ error: describe(error) }, 'the search thread failed'))
    worker.on('exit', onExit)
    sayTo(worker, { kind: 'following', told })
    // What was asked while there was no thread.
    for (const asked of pending.waiting()) worker.postMessage(asked)
    return worker
  }

  function onExit(): void {
    pending.failAll(new Error(ENDED))
    if (closed) return
    onNews({ kind: 'stale', why: ENDED })
    setTimeout(() => {
      if (!closed) thread = start()
    }, RESTART_MS).unref()
  }

  return {
    ask<T>(call: SearchCall): Promise<T> {
      if (closed) return Promise.reject(new Error(ENDED))
      const { number, answer } = pending.open<T>(call, PATIENCE_MS)
      thread.postMessage({ number, call })
      return answer
    },
    look: () => sayTo(thread, { kind: 'look' }),
    followed(on) {
      told = on
      sayTo(thread, { kind: 'following', told })
    },
    async close() {
      closed = true
      await thread.terminate()
      pending.failAll(new Error(ENDED))
    },
  }
}

function takeReply(
  reply: SearchReply,
  pending: PendingCalls<SearchCall>,
  onNews: (news: News) => void,
): void {
  if (reply.kind === 'answer') pending.settle(reply.number, reply.answer)
  else if (reply.kind === 'failed') pending.fail(reply.number, new Error(`The search failed: ${reply.why}`))
  else onNews(reply)
}

const sayTo = (thread: Worker, news: SearchNews) => thread.postMessage(news)

const describe = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error))
