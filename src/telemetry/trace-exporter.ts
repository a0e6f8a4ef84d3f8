// Sends spans to a collector, some hundred at a time. What can't be sent is dropped and counted: traces must never hold up
// pages, nor fill the memory while a collector is away.

import { setTimeout as sleep } from 'node:timers/promises'
import { type Resource, traceRequest } from './otlp.ts'
import type { FinishedSpan } from './tracer.ts'

export interface ExporterParts {
  /** Of the collector, without `/v1/traces`. */
  endpoint: string
  headers: Record<string, string>
  resource: Resource
  /** Share of traces that is sent, 0 to 1. */
  share: number
  onTrouble(why: string): void
}

export interface TraceExporter {
  take(span: FinishedSpan): void
  /** Spans that were not sent, for whatever reason but the share. */
  dropped(): number
  /** Sends what waits, for some seconds at most. */
  close(): Promise<void>
}

const MOST_WAITING = 4_096
const BATCH = 512
const EVERY_MS = 2_000
const PATIENCE_MS = 5_000

export function createTraceExporter(parts: ExporterParts): TraceExporter {
  const address = `${parts.endpoint.replace(/\/+$/, '')}/v1/traces`
  let waiting: FinishedSpan[] = []
  let dropped = 0
  let isTold = false
  const closing = new AbortController()
  const loop = sendForever()

  async function sendForever(): Promise<void> {
    while (!closing.signal.aborted) {
      await sleep(EVERY_MS, null, { signal: closing.signal, ref: false }).catch(() => {})
      await sendAll()
    }
  }

  async function sendAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH)
      waiting = waiting.slice(BATCH)
      const why = await send(address, parts, batch)
      if (why === undefined) {
        isTold = false
        continue
      }
      dropped += batch.length
      if (!isTold) parts.onTrouble(why)
      isTold = true
      return
    }
  }

  return {
    take(span) {
      if (!(span.sampled ?? isSent(span.traceId, parts.share))) return
      if (waiting.length >= MOST_WAITING) dropped++
      else waiting.push(span)
    },
    dropped: () => dropped,
    async close() {
      closing.abort()
      await loop
    },
  }
}

/** The same for all spans of a trace, on all nodes. */
const isSent = (traceId: string, share: number): boolean =>
  share >= 1 || Number.parseInt(traceId.slice(-8), 16) < share * 2 ** 32

/** Undefined where it arrived, else why not. */
async function send(
  address: string,
  { headers, resource }: ExporterParts,
  spans: readonly FinishedSpan[],
): Promise<string | undefined> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(traceRequest(resource, spans)),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    await response.body?.cancel()
    return response.ok ? undefined : `it answered ${response.status}`
  } catch (error) {
    const { cause } = error as { cause?: unknown }
    return String(cause ?? error).slice(0, 300)
  }
}
