import type { TypedSummary } from '../../community/curation/set-summary.ts'
import { linkFields, type TypedLinks } from '../../community/links/read-links.ts'
import type { Paper } from '../../papers/paper.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import { fullDate } from '../views/date-text.ts'
import { Layout } from '../views/layout.tsx'
import { Problem } from '../views/problem.tsx'
import type { Site } from '../views/site.ts'

export interface PaperLinksPageProps {
  site: Site
  paper: Paper
  links: TypedLinks
  /** For curators. */
  summary?: TypedSummary
  /** Of the state that the forms show. */
  stamp: string
  /** Newest first. */
  changes: readonly { at: number; name: string | null; reason: string }[]
  problem?: string
}

/** Links of a paper; for curators also keywords and a summary. */
export function PaperLinksPage({
  site,
  paper,
  links,
  summary,
  stamp,
  changes,
  problem,
}: PaperLinksPageProps) {
  const title = plainLatex(paper.title)
  const head = { title: `Links of ${title}`, description: `Set the links of ${title}.` }
  return (
    <Layout site={site} head={head}>
      <div class="prose">
        <h1>Links of a paper</h1>
        <p>
          <a href={routes.paper(paper.id)}>{title}</a>
        </p>
        <p class="quiet">
          What sources say of the paper is shown besides what is set here. Who changes what is written down
          below.
        </p>
        <Problem text={problem} />
        <LinksForm id={paper.id} links={links} stamp={stamp} />
        {summary && <SummaryForm id={paper.id} summary={summary} stamp={stamp} />}
        {changes.length > 0 && (
          <section>
            <h2>Changes</h2>
            <ul>
              {changes.map(({ at, name, reason }) => (
                <li key={`${at} ${reason}`}>
                  {fullDate(new Date(at).toISOString())}, {name ?? 'somebody who has left'}:{' '}
                  <span class="typed">{reason}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Layout>
  )
}

function LinksForm({ id, links, stamp }: { id: string; links: TypedLinks; stamp: string }) {
  return (
    <form class="form" method="post" action={routes.paperLinks(id)}>
      <input type="hidden" name="stamp" value={stamp} />
      {linkFields.map(({ kind, most, label }) => (
        <label key={kind}>
          {label}
          <textarea name={kind} rows={most === 1 ? 1 : 2} value={links[kind]} />
          <small>{most === 1 ? 'An address.' : `Addresses, one a line, ${most} at most.`}</small>
        </label>
      ))}
      <label>
        Organization
        <input type="text" name="organization" value={links.organization} maxLength={120} />
      </label>
      <button class="button" type="submit">
        Save the links
      </button>
    </form>
  )
}

function SummaryForm({ id, summary, stamp }: { id: string; summary: TypedSummary; stamp: string }) {
  return (
    <section>
      <h2>Keywords and summary</h2>
      <form class="form" method="post" action={routes.paperSummary(id)}>
        <input type="hidden" name="stamp" value={stamp} />
        <label>
          Keywords
          <textarea name="keywords" rows={4} maxLength={5000} value={summary.keywords} />
          <small>
            One a line, those of sources among them; twelve at most besides. What you take out stays out.
          </small>
        </label>
        <label>
          Summary
          <textarea name="summary" rows={4} maxLength={600} value={summary.summary} />
          <small>Two sentences at most.</small>
        </label>
        <label>
          Who wrote the summary
          <input type="text" name="source" value={summary.source} maxLength={100} />
          <small>A language model by its name, or a person such as @ada; you, if you leave it empty.</small>
        </label>
        <button class="button" type="submit">
          Save keywords and summary
        </button>
      </form>
    </section>
  )
}
