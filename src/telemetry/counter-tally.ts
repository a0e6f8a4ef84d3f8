import type { Labels, Sample } from './histogram-tally.ts'

export interface CounterTally {
  add(labels: Labels, count?: number): void
  /** The series of a counter of that name, as Prometheus wants them. */
  samples(name: string): Sample[]
  /** Of the series that `fits` accepts, since the process began. */
  sum(fits?: (labels: Labels) => boolean): number
}

/** Labels must have few values: each combination is kept. */
export function createCounterTally(): CounterTally {
  const kept = new Map<string, { labels: Labels; value: number }>()
  return {
    add(labels, count = 1) {
      const key = Object.values(labels).join(' ')
      const series = kept.get(key) ?? { labels, value: 0 }
      kept.set(key, series)
      series.value += count
    },
    samples: (name) => [...kept.values()].map((series) => ({ metricName: name, ...series })),
    sum: (fits = () => true) =>
      [...kept.values()].reduce((sum, { labels, value }) => (fits(labels) ? sum + value : sum), 0),
  }
}
