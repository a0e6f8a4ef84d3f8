// Spans as OTLP has them in JSON: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding

import type { Attributes, FinishedSpan, SpanKind } from './tracer.ts'

/** What makes the spans. */
export interface Resource {
  service: string
  version: string
  /** Name of this node. */
  node: string
}

/** https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto */
const kinds: Record<SpanKind, number> = { internal: 1, server: 2, client: 3, consumer: 5 }
const STATUS_ERROR = 2

/** The body of a request to `/v1/traces`. */
export function traceRequest({ service, version, node }: Resource, spans: readonly FinishedSpan[]): object {
  const resource = {
    attributes: attributeList({
      ...{ 'service.name': service, 'service.version': version, 'service.instance.id': node },
      'telemetry.sdk.language': 'nodejs',
    }),
  }
  const scopeSpans = [{ scope: { name: 'broadsheet', version }, spans: spans.map(spanOf) }]
  return { resourceSpans: [{ resource, scopeSpans }] }
}

const spanOf = ({
  traceId,
  spanId,
  parentSpanId,
  name,
  kind,
  startNs,
  endNs,
  attributes,
  error,
}: FinishedSpan) => ({
  ...{ traceId, spanId, name, kind: kinds[kind] },
  ...(parentSpanId !== undefined && { parentSpanId }),
  startTimeUnixNano: String(startNs),
  endTimeUnixNano: String(endNs),
  attributes: attributeList(attributes),
  ...(error !== undefined && { status: { code: STATUS_ERROR, message: error } }),
})

const attributeList = (attributes: Attributes) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }))

/** Whole numbers are written as text, as 64 bits need it. */
function anyValue(value: Attributes[string]): object {
  if (typeof value === 'string') return { stringValue: value.slice(0, 4_000) }
  if (typeof value === 'boolean') return { boolValue: value }
  return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value }
}
