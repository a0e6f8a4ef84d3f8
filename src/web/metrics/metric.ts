// What Prometheus is told, as text: https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format

import type { Labels, Sample } from '../../telemetry/histogram-tally.ts'

export interface Metric {
  name: string
  type: 'gauge' | 'counter' | 'histogram'
  /** One sentence, without a full stop. */
  help: string
  samples: readonly Sample[]
}

/** One number, several by label, or none where it is not known. */
type Told = number | undefined | readonly (readonly [Labels, number | undefined])[]

export const gauge = (name: string, help: string, told: Told): Metric => ({
  ...{ name, type: 'gauge', help, samples: samplesOf(name, told) },
})

export const counter = (name: string, help: string, told: Told): Metric => ({
  ...{ name, type: 'counter', help, samples: samplesOf(name, told) },
})

export const histogram = (
  name: string,
  help: string,
  tally: { samples(name: string): Sample[] },
): Metric => ({ name, type: 'histogram', help, samples: tally.samples(name) })

function samplesOf(name: string, told: Told): Sample[] {
  const list = typeof told === 'object' ? told : [[{}, told] as const]
  return list.flatMap(([labels, value]) =>
    value === undefined || Number.isNaN(value) ? [] : [{ metricName: name, labels, value }],
  )
}

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

/** Metrics without a sample are left out. */
export const metricsText = (metrics: readonly Metric[]): string =>
  metrics
    .filter(({ samples }) => samples.length > 0)
    .map(({ name, type, help, samples }) =>
      [`# HELP ${name} ${escaped(help)}.`, `# TYPE ${name} ${type}`, ...samples.map(lineOf), ''].join('\n'),
    )
    .join('\n')

function lineOf({ metricName, labels, value }: Sample): string {
  const pairs = Object.entries(labels).map(([name, text]) => `${name}="${quoted(String(text))}"`)
  return `${metricName}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`
}

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')

const quoted = (text: string): string => escaped(text).replaceAll('"', '\\"')
