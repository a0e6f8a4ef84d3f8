// Encoding in a thread of its own, as the index is built with.

import { Worker } from 'node:worker_threads'
import { type DocumentEncoding, textOf } from './encode-documents.ts'
import type { EncoderSettings } from './load-encoder.ts'
import type { EncodeReply } from './search-messages.ts'
import { threadProgram } from './threads.ts'

export interface ThreadedEncoding {
  encode: DocumentEncoding
  close(): Promise<unknown>
}

type Waiting = PromiseWithResolvers<Awaited<ReturnType<DocumentEncoding>>>

/** The caller closes it. What the thread fails at rejects the questions that wait. */
export function createThreadedEncoding(settings: EncoderSettings): ThreadedEncoding {
  const thread = new Worker(threadProgram('encode-thread'), { workerData: settings })
  const waiting = new Map<number, Waiting>()
  let numbers = 0
  const failAll = (error: unknown) => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  thread.on('message', (reply: EncodeReply) => {
    const asked = waiting.get(reply.number)
    waiting.delete(reply.number)
    if (reply.kind === 'encoded') asked?.resolve(reply.vectors)
    else asked?.reject(new Error(reply.why))
  })
  thread.on('error', failAll)
  thread.on('exit', () => failAll(new Error('The thread that encodes papers ended.')))
  return {
    encode(documents) {
      const asked: Waiting = Promise.withResolvers()
      waiting.set(numbers, asked)
      thread.postMessage({ number: numbers++, texts: documents.map(textOf) })
      return asked.promise
    },
    close: () => thread.terminate(),
  }
}
