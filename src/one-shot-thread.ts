// A thread that does one thing, tells how it went, and is gone, its memory too.

import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export interface OneShotThread {
  program: URL
  /** What it is given; it is copied. */
  setup: unknown
  /** Aborted: it is asked to stop, by the message `stop`. */
  signal: AbortSignal
  /** Completes “The thread of … ended without a word.” */
  name: string
}

/** The first message of the thread. @throws where it ends without one */
export async function replyOfThread<Reply>({ program, setup, signal, name }: OneShotThread): Promise<Reply> {
  const thread = new Worker(program, { workerData: setup })
  // What it throws after its answer is no reason for the site to end.
  thread.on('error', () => {})
  const stop = () => thread.postMessage('stop')
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    return await firstReply<Reply>(thread, name)
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

async function firstReply<Reply>(thread: Worker, name: string): Promise<Reply> {
  const ended = new AbortController()
  const exit = once(thread, 'exit', { signal: ended.signal }).then(() => {
    throw new Error(`The thread of ${name} ended without a word.`)
  })
  try {
    const [reply] = (await Promise.race([once(thread, 'message'), exit])) as [Reply]
    return reply
  } finally {
    ended.abort()
    exit.catch(() => {})
  }
}

/** A program beside the file of that address: `.ts` in a checkout that runs from its sources, `.js` once built. */
export const programBeside = (fileUrl: string, name: string): URL =>
  new URL(`./${name}${fileUrl.endsWith('.ts') ? '.ts' : '.js'}`, fileUrl)
