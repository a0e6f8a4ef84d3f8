// Spans of what this process does: requests, queries, searches, jobs. Without OTEL_EXPORTER_OTLP_ENDPOINT there is none, and
// nothing of this costs anything.

import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import type { TraceParent } from './traceparent.ts'

export type Attributes = Record<string, string | number | boolean>

/** https://opentelemetry.io/docs/specs/otel/trace/api/#spankind */
export type SpanKind = 'internal' | 'server' | 'client' | 'consumer'

export interface SpanFacts {
  kind?: SpanKind
  attributes?: Attributes
  /** Of whoever asked; without it a span begins a trace or goes on with the one it is in. */
  parent?: TraceParent | undefined
}

export interface Span {
  set(attributes: Attributes): void
  rename(name: string): void
  /** What is seen as an error, in a sentence. */
  fail(why: string): void
}

/** A span that is over. Times are nanoseconds since 1970, as OTLP has them. */
export interface FinishedSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: SpanKind
  startNs: bigint
  endNs: bigint
  attributes: Attributes
  error?: string
  /** Where the trace began elsewhere: whether it is kept there. */
  sampled?: boolean
}

export interface Tracer {
  isOn: boolean
  /** Runs `work` in a span that ends with it; what it throws is noted and thrown on. */
  span<T>(name: string, facts: SpanFacts, work: (span: Span) => T | Promise<T>): Promise<T>
  /** Something that has just ended, and took so many seconds; nothing outside of a span. */
  ended(name: string, seconds: number, facts: SpanFacts & { error?: string }): void
}

const noSpan: Span = { set() {}, rename() {}, fail() {} }

export const noTracer: Tracer = {
  isOn: false,
  span: async (_name, _facts, work) => work(noSpan),
  ended() {},
}

type Current = Pick<FinishedSpan, 'traceId' | 'spanId' | 'sampled'>

/** `done` is given every span that is over. */
export function createTracer(done: (span: FinishedSpan) => void): Tracer {
  const current = new AsyncLocalStorage<Current>()
  const begin = (name: string, { kind = 'internal', attributes = {}, parent }: SpanFacts): FinishedSpan => {
    const above = parent ?? current.getStore()
    return {
      traceId: above?.traceId ?? randomBytes(16).toString('hex'),
      spanId: randomBytes(8).toString('hex'),
      ...(above && { parentSpanId: above.spanId }),
      ...(above?.sampled !== undefined && { sampled: above.sampled }),
      ...{ name, kind, attributes: { ...attributes }, startNs: nowNs(), endNs: 0n },
    }
  }
  return {
    isOn: true,
    async span(name, facts, work) {
      const span = begin(name, facts)
      const fail = (why: string) => {
        span.error = why.slice(0, 500)
      }
      const rename = (newName: string) => {
        span.name = newName
      }
      const set = (attributes: Attributes) => void Object.assign(span.attributes, attributes)
      try {
        return await current.run(span, async () => work({ set, rename, fail }))
      } catch (error) {
        fail(String(error))
        throw error
      } finally {
        done({ ...span, endNs: nowNs() })
      }
    },
    ended(name, seconds, { error, ...facts }) {
      if (!current.getStore()) return
      const span = begin(name, facts)
      const endNs = span.startNs
      const startNs = endNs - BigInt(Math.round(seconds * 1e9))
      done({ ...span, startNs, endNs, ...(error !== undefined && { error: error.slice(0, 500) }) })
    },
  }
}

/** Of the machine's clock; the monotonic one tells the parts of a millisecond. */
const nowNs = (): bigint => BigInt(Math.round((performance.timeOrigin + performance.now()) * 1e6))
