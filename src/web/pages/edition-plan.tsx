import type { EditionPlan } from '../../community/curation/edition-plan.ts'
import type { EditionLine } from '../../community/curation/entry-queries.ts'
import { counted } from '../../count-text.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import { longDay } from '../views/date-text.ts'
import { Layout } from '../views/layout.tsx'
import type { Site } from '../views/site.ts'

export interface EditionPlanPageProps {
  site: Site
  plan: EditionPlan
}

/** For curators: a day's list, to add to, order, move from and take from. */
export function EditionPlanPage({ site, plan }: EditionPlanPageProps) {
  const { day, lines } = plan
  const head = { title: `The list of ${day}`, description: `For curators: the list of ${day}.` }
  return (
    <Layout site={site} head={head}>
      <div class="prose">
        <h1>The list of {longDay(day)}</h1>
        <p>
          {day > site.today ? (
            'Readers don’t see this list before its day.'
          ) : (
            <a href={routes.day(day)}>As readers see it</a>
          )}{' '}
          <a href={routes.adminEditions()}>All days, and what waits</a>
        </p>
        <p class="quiet">Papers with more votes come first. Places decide between those with as many.</p>
        <AddForm plan={plan} />
        {lines.length === 0 ? (
          <p>There is no paper on this list yet.</p>
        ) : (
          <ol class="choices">
            {lines.map((line, at) => (
              <li key={line.paperId}>
                <Line plan={plan} line={line} place={at + 1} />
              </li>
            ))}
          </ol>
        )}
      </div>
    </Layout>
  )
}

function AddForm({ plan: { day, stamp } }: { plan: EditionPlan }) {
  return (
    <form class="form" method="post" action={routes.changeEdition(day, 'add')}>
      <input type="hidden" name="stamp" value={stamp} />
      <label>
        Add a paper
        <input type="text" name="text" required maxLength={500} autocomplete="off" autocapitalize="none" />
        <small>Its arXiv id, DOI, address or title.</small>
      </label>
      <button class="button" type="submit">
        Add it
      </button>
    </form>
  )
}

function Line({ plan, line, place }: { plan: EditionPlan; line: EditionLine; place: number }) {
  const { paperId, votes, submitter, chosenBy } = line
  const title = plainLatex(line.title)
  return (
    <>
      <p class="choice">
        {place}. <a href={routes.paper(paperId)}>{title}</a>
      </p>
      <p class="quiet">
        {counted(votes, 'vote')}
        {submitter && `, submitted by ${submitter}`}
        {chosenBy === 'rule' && ', chosen by the formula'} ·{' '}
        <a href={routes.paperLinks(paperId)}>
          Links, keywords, summary<span class="visually-hidden"> of {title}</span>
        </a>
      </p>
      <details>
        <summary>
          Change<span class="visually-hidden">: {title}</span>
        </summary>
        <LineForms plan={plan} paperId={paperId} title={title} place={place} />
      </details>
    </>
  )
}

interface LineFormsProps {
  plan: EditionPlan
  paperId: string
  title: string
  place: number
}

function LineForms({ plan, paperId, title, place }: LineFormsProps) {
  return (
    <>
      <ChangeForm plan={plan} paperId={paperId} change="place" label="Put there" title={title}>
        <label>
          Place
          <input type="number" name="place" min={1} max={plan.lines.length} value={place} required />
        </label>
      </ChangeForm>
      <ChangeForm plan={plan} paperId={paperId} change="move" label="Move" title={title}>
        <label>
          To the list of
          <input type="date" name="to" required />
        </label>
      </ChangeForm>
      <ChangeForm plan={plan} paperId={paperId} change="remove" label="Take out" title={title}>
        <label>
          Why it goes
          <input type="text" name="reason" required maxLength={500} />
        </label>
      </ChangeForm>
    </>
  )
}

interface ChangeFormProps {
  plan: EditionPlan
  paperId: string
  change: 'place' | 'move' | 'remove'
  label: string
  title: string
  children: preact.ComponentChildren
}

function ChangeForm({ plan: { day, stamp }, paperId, change, label, title, children }: ChangeFormProps) {
  return (
    <form class="range" method="post" action={routes.changeEdition(day, change)}>
      <input type="hidden" name="stamp" value={stamp} />
      <input type="hidden" name="paper" value={paperId} />
      {children}
      <button class="button" type="submit">
        {label}
        <span class="visually-hidden">: {title}</span>
      </button>
    </form>
  )
}
