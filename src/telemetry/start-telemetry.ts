// What a serving process tells of itself: numbers always, traces where somebody wants them.

import type { Database } from '../db/connect.ts'
import { watchProcess } from './process-watch.ts'
import { createTelemetry, type Telemetry } from './telemetry.ts'
import { createTraceExporter } from './trace-exporter.ts'
import { createTracer, noTracer } from './tracer.ts'

/** The table of settings has them under the same names. */
export interface TraceSettings {
  OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined
  OTEL_EXPORTER_OTLP_HEADERS?: Record<string, string> | undefined
  OTEL_SERVICE_NAME: string
  OTEL_TRACES_SAMPLER_ARG: number
}

export interface StartedTelemetry {
  telemetry: Telemetry
  close(): Promise<void>
}

export interface TelemetryParts {
  settings: TraceSettings
  version: string
  /** Name of this node. */
  node: string
  log: { warn(details: object, message: string): void }
}

/** Measures from now on; queries of the database are counted and, within a trace, told. */
export function startTelemetry(database: Database, parts: TelemetryParts): StartedTelemetry {
  const exporter = exporterOf(parts)
  const tracer = exporter ? createTracer(exporter.take) : noTracer
  const watch = watchProcess()
  const telemetry = createTelemetry({
    tracer,
    process: watch,
    ...(exporter && { dropped: exporter.dropped }),
  })
  database.onQuery(({ sql, seconds, failed }) => {
    telemetry.tallies.queries.add({ outcome: failed ? 'failed' : 'done' }, seconds)
    if (!tracer.isOn) return
    const system = database.kind === 'sqlite' ? 'sqlite' : 'postgresql'
    const attributes = { 'db.system.name': system, 'db.query.text': sql }
    const error = failed ? { error: 'The query failed.' } : {}
    tracer.ended(nameOfQuery(sql), seconds, { kind: 'client', attributes, ...error })
  })
  return {
    telemetry,
    async close() {
      watch.stop()
      await exporter?.close()
    },
  }
}

function exporterOf({ settings, version, node, log }: TelemetryParts) {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers = {} } = settings
  if (endpoint === undefined) return undefined
  return createTraceExporter({
    ...{ endpoint, headers, share: settings.OTEL_TRACES_SAMPLER_ARG },
    resource: { service: settings.OTEL_SERVICE_NAME, version, node },
    onTrouble: (why) => log.warn({ why }, 'traces can’t be sent; they are dropped'),
  })
}

/** `select paper`: what is done, and to which table first. */
function nameOfQuery(sql: string): string {
  const [verb = 'query'] = /^\s*\w+/.exec(sql) ?? []
  const [, table] = /\b(?:from|into|update)\s+"(\w+)"/i.exec(sql) ?? []
  return `${verb.trim().toLowerCase()}${table === undefined ? '' : ` ${table}`}`
}
