// An OpenTelemetry collector for tests: takes OTLP over HTTP in JSON, and remembers the spans.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { atEnd } from './database.ts'

export interface ReceivedSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: Record<string, unknown>
  status?: { code: number; message: string }
  resource: Record<string, unknown>
}

type Attribute = { key: string; value: Record<string, unknown> }

export interface OtlpReceiver {
  url: string
  spans: ReceivedSpan[]
  /** Headers of the last request. */
  headers: Record<string, unknown>
  /** Answers with this status from now on. */
  answer(status: number): void
}

export async function otlpReceiver(): Promise<OtlpReceiver> {
  const received: OtlpReceiver = { url: '', spans: [], headers: {}, answer() {} }
  let status = 200
  received.answer = (code) => {
    status = code
  }
  const server = createServer(async (request, response) => {
    received.headers = request.headers
    let body = ''
    for await (const chunk of request) body += chunk
    if (status === 200 && request.method === 'POST' && request.url === '/v1/traces')
      received.spans.push(...spansIn(JSON.parse(body)))
    response.writeHead(request.url === '/v1/traces' ? status : 404, { 'content-type': 'application/json' })
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(async () => void server.close())
  received.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return received
}

interface TraceRequest {
  resourceSpans: {
    resource: { attributes: Attribute[] }
    scopeSpans: { spans: (Omit<ReceivedSpan, 'attributes' | 'resource'> & { attributes: Attribute[] })[] }[]
  }[]
}

const spansIn = ({ resourceSpans }: TraceRequest): ReceivedSpan[] =>
  resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        ...span,
        attributes: namedValues(span.attributes),
        resource: namedValues(resource.attributes),
      })),
    ),
  )

const namedValues = (attributes: Attribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
