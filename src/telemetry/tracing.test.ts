import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { eachDatabase } from '../../test/support/database.ts'
import { finderOver } from '../../test/support/finder.ts'
import { otlpReceiver } from '../../test/support/otlp-receiver.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import { siteOver } from '../../test/support/site.ts'
import { readConfig } from '../config.ts'
import { tracedFinder } from '../finding/traced-finder.ts'
import { silentLog } from '../log.ts'
import { routes } from '../web/routes.ts'
import { startTelemetry } from './start-telemetry.ts'
import { createTraceExporter } from './trace-exporter.ts'
import { parseTraceParent } from './traceparent.ts'
import { createTracer, type FinishedSpan } from './tracer.ts'

const caller = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), sampled: true }
const traceparent = `00-${caller.traceId}-${caller.spanId}-01`

eachDatabase('traces', (_open, openWhole) => {
  for (const trustsProxy of [true, false]) {
    test(`of a request hold its queries and searches, and go on with the caller’s ${trustsProxy ? 'if a proxy vouches for it' : 'never without a proxy'}`, async () => {
      const receiver = await otlpReceiver()
      const database = await openWhole()
      const paper = paperRecord({ id: '2603.00001' })
      await fill(database.db, [paper])
      const environment = {
        ...{ BROADSHEET_DATA: '/nowhere', OTEL_EXPORTER_OTLP_ENDPOINT: `${receiver.url}/` },
        ...{ OTEL_EXPORTER_OTLP_HEADERS: 'x-key=secret=1', OTEL_SERVICE_NAME: 'papers' },
      }
      const settings = readConfig({ environment }).values
      const { telemetry, close } = startTelemetry(database, {
        ...{ settings, version: '1.2.3', node: 'here:1', log: silentLog },
      })
      const finder = tracedFinder(finderOver([paper]), telemetry.tracer)
      const node = { name: 'here:1', telemetry }
      const site = siteOver(database.db, {
        finder,
        node,
        settings: { TRUST_PROXY: trustsProxy ? 'on' : 'off' },
      })
      const address = `http://127.0.0.1:8080${routes.search({ q: 'title' })}`
      const response = await site.request(address, { headers: { host: '127.0.0.1:8080', traceparent } })
      assert.equal(response.status, 200)
      await close()
      const named = (name: string) => receiver.spans.find((span) => span.name === name)
      const [request, search] = [named('GET /papers'), named('search find')]
      assert.ok(request && search, JSON.stringify(receiver.spans.map(({ name }) => name)))
      assert.equal(request.traceId === caller.traceId, trustsProxy)
      assert.equal(request.parentSpanId, trustsProxy ? caller.spanId : undefined)
      assert.deepEqual([request.kind, request.attributes['http.response.status_code']], [2, '200'])
      assert.deepEqual(request.resource['service.name'], 'papers')
      assert.deepEqual([search.traceId, search.parentSpanId], [request.traceId, request.spanId])
      const queries = receiver.spans.filter(({ kind, traceId }) => kind === 3 && traceId === request.traceId)
      assert.ok(queries.some(({ name }) => name === 'select paper'))
      for (const { startTimeUnixNano, endTimeUnixNano } of receiver.spans)
        assert.ok(BigInt(startTimeUnixNano) <= BigInt(endTimeUnixNano))
      assert.equal(receiver.headers['x-key'], 'secret=1')
    })
  }
})

describe('spans', () => {
  const aSpan = (traceId = 'c'.repeat(32)): FinishedSpan => ({
    ...{
      traceId,
      spanId: 'd'.repeat(16),
      name: 'x',
      kind: 'internal',
      attributes: {},
      startNs: 1n,
      endNs: 2n,
    },
  })
  const exporterTo = (endpoint: string, share = 1, troubles: string[] = []) =>
    createTraceExporter({
      ...{ endpoint, headers: {}, share, resource: { service: 's', version: '1', node: 'n' } },
      onTrouble: (why) => void troubles.push(why),
    })

  test('are dropped and counted while the collector is away or refuses, and it is said once', async () => {
    const receiver = await otlpReceiver()
    receiver.answer(503)
    const troubles: string[] = []
    const exporter = exporterTo(receiver.url, 1, troubles)
    for (let at = 0; at < 5_000; at++) exporter.take(aSpan())
    await exporter.close()
    assert.equal(receiver.spans.length, 0)
    assert.ok(exporter.dropped() >= 5_000 - 4_096 + 512)
    assert.deepEqual(troubles, ['it answered 503'])
    const nowhere = exporterTo('http://127.0.0.1:1', 1, troubles)
    nowhere.take(aSpan())
    await nowhere.close()
    assert.match(troubles[1] ?? '', /ECONNREFUSED|bad port/)
  })

  test('a share of traces is sent whole', async () => {
    const receiver = await otlpReceiver()
    const exporter = exporterTo(receiver.url, 0.25)
    for (const last of ['00000000', '3fffffff', '40000000', 'ffffffff'])
      for (let times = 0; times < 2; times++) exporter.take(aSpan(`${'0'.repeat(24)}${last}`))
    const elsewhere = `${'0'.repeat(24)}40000000`
    exporter.take({ ...aSpan(elsewhere), sampled: true })
    exporter.take({ ...aSpan(`${'0'.repeat(24)}00000001`), sampled: false })
    await exporter.close()
    assert.deepEqual(
      receiver.spans.map(({ traceId }) => traceId.slice(-8)),
      ['00000000', '00000000', '3fffffff', '3fffffff', '40000000'],
    )
  })

  test('what throws is noted and thrown on; outside of a span nothing is told', async () => {
    const done: FinishedSpan[] = []
    const tracer = createTracer((span) => void done.push(span))
    tracer.ended('select paper', 0.1, {})
    const work = tracer.span('outer', {}, async () => {
      tracer.ended('select paper', 0.1, { kind: 'client' })
      throw new Error('no')
    })
    await assert.rejects(work, /no/)
    assert.deepEqual(
      done.map(({ name, error }) => [name, error]),
      [
        ['select paper', undefined],
        ['outer', 'Error: no'],
      ],
    )
    assert.deepEqual(done[0]?.parentSpanId, done[1]?.spanId)
    assert.equal((done[0]?.endNs ?? 0n) - (done[0]?.startNs ?? 0n), 100_000_000n)
  })
})

test('what a caller says of its trace is taken as the standard has it, or not at all', () => {
  assert.deepEqual(parseTraceParent(traceparent), caller)
  assert.equal(parseTraceParent(traceparent.replace(/01$/, '00'))?.sampled, false)
  assert.deepEqual(parseTraceParent(`01-${caller.traceId}-${caller.spanId}-01-later`), caller)
  for (const wrong of [
    `00-${'0'.repeat(32)}-${caller.spanId}-01`,
    `00-${caller.traceId}-${'0'.repeat(16)}-01`,
    `ff-${caller.traceId}-${caller.spanId}-01`,
    `${traceparent}-more`,
    traceparent.toUpperCase(),
  ])
    assert.equal(parseTraceParent(wrong), undefined, wrong)
  fc.assert(fc.property(fc.string(), (header) => parseTraceParent(header) === undefined))
})
