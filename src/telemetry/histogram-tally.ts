// How long things took and how often they happened, by labels. Kept without the library for Prometheus, which takes 70 ms
// and 17 MB to load: a site whose metrics nobody asks for does without it.

/** Upper bounds in seconds. */
export const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

export type Labels = Record<string, string | number>

export interface Sample {
  metricName: string
  labels: Labels
  value: number
}

/** All series of some labels together, since the process began. */
export interface TallySum {
  count: number
  seconds: number
  /** How many took at most as long as each bound. */
  upTo: number[]
}

export interface HistogramTally {
  add(labels: Labels, seconds: number): void
  /** The series of a histogram of that name, as Prometheus wants them. */
  samples(name: string): Sample[]
  /** Of the series that `fits` accepts. */
  sum(fits?: (labels: Labels) => boolean): TallySum
}

interface Series extends TallySum {
  labels: Labels
}

/** `bounds` in seconds, ascending. Labels must have few values: each combination is kept. */
export function createHistogramTally(bounds: readonly number[] = BOUNDS): HistogramTally {
  const kept = new Map<string, Series>()
  const none = () => ({ count: 0, seconds: 0, upTo: bounds.map(() => 0) })
  return {
    add(labels, seconds) {
      const key = Object.values(labels).join(' ')
      let series = kept.get(key)
      if (!series) {
        series = { labels, ...none() }
        kept.set(key, series)
      }
      series.count++
      series.seconds += seconds
      for (let place = bounds.length - 1; place >= 0 && seconds <= (bounds[place] ?? 0); place--)
        series.upTo[place] = (series.upTo[place] ?? 0) + 1
    },
    samples: (name) => [...kept.values()].flatMap((series) => samplesOf(name, bounds, series)),
    sum(fits = () => true) {
      const sum = none()
      for (const { labels, count, seconds, upTo } of kept.values()) {
        if (!fits(labels)) continue
        sum.count += count
        sum.seconds += seconds
        sum.upTo = sum.upTo.map((value, place) => value + (upTo[place] ?? 0))
      }
      return sum
    },
  }
}

const samplesOf = (
  name: string,
  bounds: readonly number[],
  { labels, upTo, count, seconds }: Series,
): Sample[] => [
  ...bounds.map((le, place) => ({
    metricName: `${name}_bucket`,
    labels: { ...labels, le },
    value: upTo[place] ?? 0,
  })),
  { metricName: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: count },
  { metricName: `${name}_sum`, labels: { ...labels }, value: seconds },
  { metricName: `${name}_count`, labels: { ...labels }, value: count },
]
