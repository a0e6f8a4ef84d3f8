import { sizeOf } from '../../count-text.ts'
import { isoOf } from '../../sources/freshness/time-text.ts'
import type { HistoryBin } from '../../telemetry/history.ts'
import { spans } from '../metrics/overview.ts'
import { routes } from '../routes.ts'
import { amountText, durationText } from './duration-text.ts'
import { SmallChart } from './small-chart.tsx'

type Of = (bin: HistoryBin) => number | null

const charts: { title: string; of: Of; bad?: Of; said: (value: number) => string }[] = [
  { title: 'Requests a minute', of: (bin) => bin.requests, bad: (bin) => bin.errors, said: amountText },
  { title: 'Errors (5xx) a minute', of: (bin) => bin.errors, said: amountText },
  { title: 'Half are answered within', of: (bin) => bin.p50, said: durationText },
  { title: '95 of 100 within', of: (bin) => bin.p95, said: durationText },
  { title: 'Refused (429) a minute', of: (bin) => bin.limited, said: amountText },
  { title: 'Jobs a minute', of: (bin) => bin.jobs, bad: (bin) => bin.jobsFailed, said: amountText },
  { title: 'Mails sent a minute', of: (bin) => bin.mails, said: amountText },
  { title: 'Search behind', of: (bin) => bin.behind, said: durationText },
  { title: 'Event loop late by', of: (bin) => bin.delay, said: durationText },
  { title: 'Processors busy', of: (bin) => bin.cpu, said: amountText },
  { title: 'Memory of a node', of: (bin) => bin.memory, said: sizeOf },
]

/** What all nodes did together in the last hours. */
export function OverviewCharts({ history, hours }: { history: readonly HistoryBin[]; hours: number }) {
  const from = `${isoOf(history[0]?.at ?? 0)
    .slice(5, 16)
    .replace('T', ' ')}`
  return (
    <section aria-labelledby="history">
      <h2 id="history">The last {hours === 1 ? 'hour' : `${hours} hours`}</h2>
      <ul class="chart-spans">
        {[...spans.keys()].map((span) => (
          <li key={span}>
            <a href={routes.overview(span)} {...(span === hours && { 'aria-current': 'true' as const })}>
              {span === 1 ? '1 hour' : `${span} hours`}
            </a>
          </li>
        ))}
      </ul>
      <div class="charts">
        {charts.map(({ title, of, bad, said }) => (
          <SmallChart
            key={title}
            {...{ title, said, from, until: 'now', values: history.map(of) }}
            {...(bad && { bad: history.map(bad) })}
          />
        ))}
      </div>
    </section>
  )
}
