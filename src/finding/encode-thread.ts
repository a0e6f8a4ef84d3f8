// A thread that makes vectors while another makes postings: building an index then takes two thirds of the time.

import { parentPort, workerData } from 'node:worker_threads'
import { encodeTexts } from './encode-documents.ts'
import { type EncoderSettings, loadEncoder } from './load-encoder.ts'
import type { EncodeReply } from './search-messages.ts'

const loading = loadEncoder(workerData as EncoderSettings)

parentPort?.on('message', async ({ number, texts }: { number: number; texts: string[] }) => {
  const say = (reply: EncodeReply) => parentPort?.postMessage(reply)
  try {
    say({ kind: 'encoded', number, vectors: await encodeTexts((await loading).encoder, texts) })
  } catch (error) {
    say({ kind: 'failed', number, why: error instanceof Error ? error.message : String(error) })
  }
})
