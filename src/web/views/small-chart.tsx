// A chart as big as a few lines of text, drawn by the server: no script, and its numbers are said in words, too.

export interface SmallChartProps {
  title: string
  /** From left to right; null: not known. */
  values: readonly (number | null)[]
  /** A second line over the first: what of it went wrong. */
  bad?: readonly (number | null)[]
  /** How a value is said. */
  said: (value: number) => string
  /** Beginning and end, as text. */
  from: string
  until: string
}

const HEIGHT = 48

export function SmallChart({ title, values, bad, said, from, until }: SmallChartProps) {
  const known = values.filter((value) => value !== null)
  const most = Math.max(0, ...known)
  const now = values.findLast((value) => value !== null) ?? null
  const wrong = Math.max(0, ...(bad ?? []).map((value) => value ?? 0))
  const words =
    now === null
      ? 'nothing is known yet'
      : `${said(now)} now, at most ${said(most)}${wrong > 0 ? `, of them up to ${said(wrong)} went wrong` : ''}`
  return (
    <figure class="chart">
      <figcaption>
        {title} <strong>{now === null ? '–' : said(now)}</strong>
      </figcaption>
      <svg
        viewBox={`0 0 ${Math.max(1, values.length - 1)} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title} from ${from} to ${until}: ${words}.`}
      >
        {runsOf(values).map((run) => (
          <path key={run.start} class="chart-area" d={areaOf(run, most)} />
        ))}
        {runsOf(values).map((run) => (
          <path key={run.start} class="chart-line" d={lineOf(run, most)} />
        ))}
        {wrong > 0 &&
          runsOf((bad ?? []).map((value) => value || null)).map((run) => (
            <path key={run.start} class="chart-bad" d={lineOf(run, most)} />
          ))}
      </svg>
      <p class="chart-scale">
        <span>{from}</span>
        <span>most {now === null ? '–' : said(most)}</span>
        <span>{until}</span>
      </p>
    </figure>
  )
}

interface Run {
  start: number
  values: number[]
}

/** Stretches without a gap. */
function runsOf(values: readonly (number | null)[]): Run[] {
  const runs: Run[] = []
  let run: Run | null = null
  values.forEach((value, at) => {
    if (value === null) run = null
    else if (run) run.values.push(value)
    else {
      run = { start: at, values: [value] }
      runs.push(run)
    }
  })
  return runs
}

/** A value by itself is a short stroke. */
function lineOf({ start, values }: Run, most: number): string {
  const points = values.map((value, at) => `${start + at} ${heightOf(value, most)}`)
  return `M${points.join('L')}${points.length === 1 ? 'h.5' : ''}`
}

function areaOf(run: Run, most: number): string {
  const { start, values } = run
  return values.length === 1
    ? ''
    : `${lineOf(run, most)}L${start + values.length - 1} ${HEIGHT}L${start} ${HEIGHT}Z`
}

/** A pixel is left above and below the line. */
const heightOf = (value: number, most: number): number =>
  Math.round(10 * (HEIGHT - 1 - (most > 0 ? (value / most) * (HEIGHT - 2) : 0))) / 10
