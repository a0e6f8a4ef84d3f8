// Encoding in a thread of its own, as the index is built with.

import { Worker } from 'node:worker_threads'
import { type DocumentEncoding, textOf } from './encode-documents.ts'
import type { EncoderSettings } from './load-encoder.ts'
import { PendingCalls } from './pending-calls.ts'
import type { EncodeReply } from './search-messages.ts'
import { threadProgram } from './threads.ts'

export interface ThreadedEncoding {
  encode: DocumentEncoding
  close(): Promise<unknown>
}

/** The caller closes it. What the thread fails at rejects the questions that wait. */
export function createThreadedEncoding(settings: EncoderSettings): ThreadedEncoding {
  const thread = new Worker(threadProgram('encode-thread'), { workerData: settings })
  const pending = new PendingCalls<string[]>()
  thread.on('message', (reply: EncodeReply) => {
    if (reply.kind === 'encoded') pending.settle(reply.number, reply.vectors)
    else pending.fail(reply.number, new Error(reply.why))
  })
  thread.on('error', (error) => pending.failAll(error))
  thread.on('exit', () => pending.failAll(new Error('The thread that encodes papers ended.')))
  return {
    encode(documents) {
      const texts = documents.map(textOf)
      const { number, answer } = pending.open<Awaited<ReturnType<DocumentEncoding>>>(texts)
      thread.postMessage({ number, texts })
      return answer
    },
    close: () => thread.terminate(),
  }
}
