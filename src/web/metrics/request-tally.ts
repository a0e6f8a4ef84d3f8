// How long requests took, by the pattern of their address. Kept without the library, which takes 70 ms and 17 MB to load:
// a site whose metrics nobody asks for does without it.

export interface RequestLabels {
  method: string
  /** As it is registered: `/papers/date/:key`. */
  route: string
  status: number
}

/** Upper bounds in seconds. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

interface Series {
  labels: RequestLabels
  /** Requests that took at most as long as each bound. */
  upTo: number[]
  count: number
  seconds: number
}

export interface Sample {
  metricName: string
  labels: Record<string, string | number>
  value: number
}

export interface RequestTally {
  add(request: RequestLabels, seconds: number): void
  /** The series of a histogram of that name, as Prometheus wants them. */
  samples(name: string): Sample[]
}

export function createRequestTally(): RequestTally {
  const kept = new Map<string, Series>()
  return {
    add(labels, seconds) {
      const key = `${labels.method} ${labels.status} ${labels.route}`
      const series = kept.get(key) ?? { labels, upTo: BOUNDS.map(() => 0), count: 0, seconds: 0 }
      kept.set(key, series)
      series.count++
      series.seconds += seconds
      series.upTo = series.upTo.map((count, place) => count + Number(seconds <= (BOUNDS[place] ?? 0)))
    },
    samples: (name) => [...kept.values()].flatMap((series) => samplesOf(name, series)),
  }
}

const samplesOf = (name: string, { labels, upTo, count, seconds }: Series): Sample[] => [
  ...BOUNDS.map((le, place) => ({
    metricName: `${name}_bucket`,
    labels: { ...labels, le },
    value: upTo[place] ?? 0,
  })),
  { metricName: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: count },
  { metricName: `${name}_sum`, labels: { ...labels }, value: seconds },
  { metricName: `${name}_count`, labels: { ...labels }, value: count },
]
