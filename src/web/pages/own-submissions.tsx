import type { NamedSubmission } from '../../community/submissions/submission-queries.ts'
import type { SubmissionRequestTable } from '../../db/schema-community.ts'
import { printId } from '../../papers/identifiers/identifiers.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import { shortDate } from '../views/date-text.ts'
import { Layout } from '../views/layout.tsx'
import { NoPapers } from '../views/no-papers.tsx'
import { SettingsLinks } from '../views/settings-links.tsx'
import type { Site } from '../views/site.ts'

export interface OwnSubmissionsPageProps {
  site: Site
  /** Those that wait for their source, or were refused then; newest first. */
  requests: readonly SubmissionRequestTable[]
  /** Newest first. */
  submissions: readonly NamedSubmission[]
}

/** What a member submitted, and what became of it. */
export function OwnSubmissionsPage({ site, requests, submissions }: OwnSubmissionsPageProps) {
  const head = {
    title: 'Your submissions',
    description: 'Papers that you submitted, and what became of them.',
  }
  return (
    <Layout site={site} head={head}>
      <div class="prose">
        <h1>Your submissions</h1>
        <SettingsLinks here={routes.ownSubmissions()} />
        <p>
          <a class="button" href={routes.submit()}>
            Submit a paper
          </a>
        </p>
        {submissions.length + requests.length === 0 ? (
          <NoPapers>You have submitted nothing yet.</NoPapers>
        ) : (
          <ul class="choices">
            {requests.map((request) => (
              <li key={request.id}>
                <Request request={request} site={site} />
              </li>
            ))}
            {submissions.map((submission) => (
              <li key={submission.id}>
                <Submission submission={submission} site={site} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Layout>
  )
}

function Submission({ submission, site }: { submission: NamedSubmission; site: Site }) {
  const { id, paper_id, title, created_at, state, note } = submission
  return (
    <>
      <p class="choice">
        <a href={routes.paper(paper_id)}>{plainLatex(title)}</a>
      </p>
      <p class="quiet">
        {shortDate(new Date(created_at).toISOString(), site.now)} · {stateText(submission, site)}
      </p>
      {note && <p class="typed">{note}</p>}
      {state === 'waiting' && <Withdraw id={id} what={plainLatex(title)} label="Withdraw" />}
    </>
  )
}

function Request({ request, site }: { request: SubmissionRequestTable; site: Site }) {
  const { id, paper_id, source, created_at, state, reason, note } = request
  const name = printId(paper_id)
  const isWaiting = state === 'waiting'
  return (
    <>
      <p class="choice">{name}</p>
      <p class="quiet">
        {shortDate(new Date(created_at).toISOString(), site.now)} ·{' '}
        {isWaiting
          ? `Waiting for ${source}: it is looked up as soon as that answers`
          : `Not taken: ${reason}`}
      </p>
      {note && <p class="typed">{note}</p>}
      <Withdraw id={id} what={name} label={isWaiting ? 'Withdraw' : 'Take off this list'} />
    </>
  )
}

function Withdraw({ id, what, label }: { id: string; what: string; label: string }) {
  return (
    <form method="post" action={routes.withdrawSubmission(id)}>
      <button class="button" type="submit">
        {label}
        <span class="visually-hidden">: {what}</span>
      </button>
    </form>
  )
}

function stateText({ state, day, reason }: NamedSubmission, { today }: Site): string {
  if (state === 'listed')
    return day <= today ? `On the list of ${day}` : 'Approved, on a list that is yet to come'
  if (state === 'refused') return `Refused: ${reason ?? 'no reason was given.'}`
  return state === 'withdrawn' ? 'Withdrawn by you' : 'Waits for a curator'
}
