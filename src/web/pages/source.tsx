import { exactCount } from '../../count-text.ts'
import type { SourceRunTable } from '../../db/schema-sources.ts'
import { atStart, isoOf } from '../../sources/freshness/time-text.ts'
import { routes } from '../routes.ts'
import { FactList } from '../views/fact-list.tsx'
import { FoldTable } from '../views/fold-table.tsx'
import { Layout } from '../views/layout.tsx'
import { Ago, Moment, remarkOf, ShortDay, SourceState } from '../views/source-words.tsx'
import type { SourcePageProps } from './page-props.ts'

/** One source: how it stands, what is asked for, its harvests, and what it sent that can't be used. */
export function SourcePage(props: SourcePageProps) {
  const { site, told, runs, paging, badRecords } = props
  const title = atStart(told.title)
  const head = {
    title,
    description: `How fresh ${told.title} is on ${site.name}, and how its harvests went.`,
    ...(paging.from <= 1 && { path: routes.source(told.source) }),
  }
  return (
    <Layout site={site} head={head} section="sources">
      <div class="sources">
        <nav class="crumbs" aria-label="You are here">
          <ol>
            <li>
              <a href={routes.sources()}>Sources</a>
            </li>
            <li aria-current="page">{told.source}</li>
          </ol>
        </nav>
        <h1 class="page-title">{title}</h1>
        <Standing {...props} />
        <Controls {...props} />
        <section>
          <h2>Harvests</h2>
          {runs.length === 0 ? <p>It was never asked.</p> : <Runs runs={runs} />}
          <RunPaging {...props} />
        </section>
        <section>
          <h2>Records that can’t be used</h2>
          {badRecords.length === 0 ? <p>None.</p> : <BadRecords records={badRecords} />}
        </section>
      </div>
    </Layout>
  )
}

/** What an admin can do. */
function Controls({ site, told, isConfigured }: SourcePageProps) {
  if (site.viewer?.role !== 'admin' || !isConfigured) return null
  const { source, isRunning, isPaused } = told
  return (
    <div class="form-row">
      <form method="post" action={routes.runSource(source)}>
        <button class="button" type="submit" disabled={isRunning}>
          Harvest now
        </button>
      </form>
      <form method="post" action={routes.pauseSource(source, !isPaused)}>
        <button class="button" type="submit">
          {isPaused ? 'Resume' : 'Pause'}
        </button>
      </form>
    </div>
  )
}

function Standing({ site, told, host, isConfigured }: SourcePageProps) {
  const { now } = site
  const remark = remarkOf(told)
  const facts = [
    ['State', <SourceState key="state" told={told} now={now} />],
    ['Asked for', told.parts.length > 0 ? told.parts.join(', ') : 'everything new'],
    ['Asked at', host],
    ['Last success', <Ago key="success" at={told.lastSuccess} now={now} />],
    ['Newest paper', <ShortDay key="newest" day={told.newestPaper} now={now} />],
    ['Harvested up to', <ShortDay key="done" day={told.doneThrough} now={now} />],
    ['Next run (UTC)', <Moment key="next" at={isConfigured ? told.nextRun : undefined} now={now} />],
  ] as const
  return (
    <>
      {remark && <p class="remark">{remark}</p>}
      {!isConfigured && <p>It isn’t among the sources of this site: only commands ask it.</p>}
      <FactList facts={facts} />
    </>
  )
}

const causes: Record<string, string> = { schedule: 'by schedule', command: 'by command', admin: 'by hand' }

function Runs({ runs }: { runs: SourceRunTable[] }) {
  const rows = runs.map((run) => ({
    key: run.id,
    head: (
      <time dateTime={isoOf(run.started_at)}>{isoOf(run.started_at).slice(0, 16).replace('T', ' ')}</time>
    ),
    cells: [
      `${run.state}, ${causes[run.cause] ?? run.cause}`,
      daysOf(run),
      ...[run.records, run.added, run.changed, run.bad].map(exactCount),
    ],
    remark: run.last_error,
  }))
  const numbers = ['Records', 'Added', 'Changed', 'Bad'].map((name) => ({ name, isNumber: true }))
  const columns = [{ name: 'Began (UTC)' }, { name: 'State' }, { name: 'Days' }, ...numbers]
  return <FoldTable caption="Harvests, newest first" columns={columns} rows={rows} />
}

function daysOf({ since, until }: SourceRunTable): string {
  if (since === null || until === null) return '–'
  return since === until ? since : `${since} – ${until}`
}

function RunPaging({ paging }: SourcePageProps) {
  if (!paging.previous && !paging.next) return null
  return (
    <nav class="paging" aria-label="Parts of this list">
      {paging.previous && (
        <a class="button" href={paging.previous} rel="prev">
          ‹ Later harvests
        </a>
      )}
      <span>
        {paging.from}–{paging.to} of {paging.total}
      </span>
      {paging.next && (
        <a class="button" href={paging.next} rel="next">
          Earlier harvests ›
        </a>
      )}
    </nav>
  )
}

function BadRecords({ records }: { records: SourcePageProps['badRecords'] }) {
  return (
    <>
      <p>The newest that it sent; they were left out, and all others were stored.</p>
      <ul class="bad-records">
        {records.map(({ where, reason }) => (
          <li key={where}>
            <code>{where}</code> {reason}
          </li>
        ))}
      </ul>
    </>
  )
}
