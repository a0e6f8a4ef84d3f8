import type { EditionPlan } from '../../community/curation/edition-plan.ts'
import type { EditionLine } from '../../community/curation/entry-queries.ts'
import { counted } from '../../count-text.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import { longDay } from '../views/date-text.ts'
import { Layout } from '../views/layout.tsx'
import { Problem } from '../views/problem.tsx'
import type { Site } from '../views/site.ts'

export interface EditionPlanPageProps {
  site: Site
  plan: EditionPlan
  problem?: string
  typed?: TypedChange
}

/** What was typed into one of the forms. */
export interface TypedChange {
  change: EditionChangeKind
  /** Empty where one is added. */
  paperId: string
  value: string
}

type EditionChangeKind = Parameters<typeof routes.changeEdition>[1]

/** For curators: a day's list, to add to, order, move from and take from. */
export function EditionPlanPage({ site, plan, problem, typed }: EditionPlanPageProps) {
  const { day, lines } = plan
  const head = { title: `The list of ${day}`, description: `For curators: the list of ${day}.` }
  return (
    <Layout site={site} head={head}>
      <div class="prose">
        <h1>The list of {longDay(day)}</h1>
        <Problem text={problem} />
        <p>
          {day > site.today ? (
            'Readers don’t see this list before its day.'
          ) : (
            <a href={routes.day(day)}>As readers see it</a>
          )}{' '}
          <a href={routes.adminEditions()}>All days, and what waits</a>
        </p>
        <p class="quiet">Papers with more votes come first. Places decide between those with as many.</p>
        <AddForm plan={plan} text={typed?.change === 'add' ? typed.value : ''} />
        {lines.length === 0 ? (
          <p>There is no paper on this list yet.</p>
        ) : (
          <ol class="choices">
            {lines.map((line, at) => (
              <li key={line.paperId}>
                <Line {...{ plan, line, typed }} place={at + 1} />
              </li>
            ))}
          </ol>
        )}
      </div>
    </Layout>
  )
}

function AddForm({ plan: { day, stamp }, text }: { plan: EditionPlan; text: string }) {
  return (
    <form class="form" method="post" action={routes.changeEdition(day, 'add')}>
      <input type="hidden" name="stamp" value={stamp} />
      <label>
        Add a paper
        <input
          type="text"
          name="text"
          required
          maxLength={500}
          value={text}
          autocomplete="off"
          autocapitalize="none"
        />
        <small>Its arXiv id, DOI, address or title.</small>
      </label>
      <button class="button" type="submit">
        Add it
      </button>
    </form>
  )
}

interface LineProps {
  plan: EditionPlan
  line: EditionLine
  place: number
  typed: TypedChange | undefined
}

function Line({ plan, line, place, typed }: LineProps) {
  const { paperId, votes, submitter, chosenBy } = line
  const title = plainLatex(line.title)
  const own = typed?.paperId === paperId ? typed : undefined
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
      <details open={own !== undefined}>
        <summary>
          Change<span class="visually-hidden">: {title}</span>
        </summary>
        <LineForms {...{ plan, paperId, title, place }} typed={own} />
      </details>
    </>
  )
}

interface LineFormsProps {
  plan: EditionPlan
  paperId: string
  title: string
  place: number
  typed: TypedChange | undefined
}

function LineForms({ plan, paperId, title, place, typed }: LineFormsProps) {
  const typedIn = (change: EditionChangeKind) => (typed?.change === change ? typed.value : undefined)
  return (
    <>
      <ChangeForm plan={plan} paperId={paperId} change="place" label="Put there" title={title}>
        <label>
          Place
          <input
            type="number"
            name="place"
            min={1}
            max={plan.lines.length}
            value={typedIn('place') ?? place}
            required
          />
        </label>
      </ChangeForm>
      <ChangeForm plan={plan} paperId={paperId} change="move" label="Move" title={title}>
        <label>
          To the list of
          <input type="date" name="to" value={typedIn('move')} required />
        </label>
      </ChangeForm>
      <ChangeForm plan={plan} paperId={paperId} change="remove" label="Take out" title={title}>
        <label>
          Why it goes
          <input type="text" name="reason" required maxLength={500} value={typedIn('remove')} />
        </label>
      </ChangeForm>
    </>
  )
}

interface ChangeFormProps {
  plan: EditionPlan
  paperId: string
  change: EditionChangeKind
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
