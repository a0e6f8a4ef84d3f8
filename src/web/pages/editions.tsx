import type { WaitingSubmission } from '../../community/submissions/submission-queries.ts'
import { counted } from '../../count-text.ts'
import type { Day } from '../../papers/calendar.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import { longDay, shortDate } from '../views/date-text.ts'
import { Layout } from '../views/layout.tsx'
import { Problem } from '../views/problem.tsx'
import type { Site } from '../views/site.ts'

export interface EditionsPageProps {
  site: Site
  days: readonly { day: Day; papers: number }[]
  /** The longest waiting first. */
  waiting: readonly WaitingSubmission[]
  /** The day that a paper joins which comes now. */
  next: Day
  problem?: string
  typed?: TypedDecision
}

/** What was typed to decide about a submission: the day, or why not. */
export interface TypedDecision {
  id: string
  decision: 'approve' | 'refuse'
  value: string
}

/** For curators: what waits, and the days to come. */
export function EditionsPage({ site, days, waiting, next, problem, typed }: EditionsPageProps) {
  const head = { title: 'Editions', description: 'What waits for curators, and the editions to come.' }
  return (
    <Layout site={site} head={head}>
      <div class="prose">
        <h1>Editions</h1>
        <Problem text={problem} />
        <h2>Submissions that wait</h2>
        {waiting.length === 0 ? (
          <p>Nothing waits.</p>
        ) : (
          <ul class="choices">
            {waiting.map((submission) => (
              <li key={submission.id}>
                <Waiting {...{ submission, next, typed }} now={site.now} />
              </li>
            ))}
          </ul>
        )}
        <h2>Days</h2>
        <p>Readers don’t see the lists of coming days before their day.</p>
        <ul>
          {days.map(({ day, papers }) => (
            <li key={day}>
              <a href={routes.adminEdition(day)}>{longDay(day)}</a>{' '}
              <span class="quiet">{papers === 0 ? 'no paper yet' : counted(papers, 'paper')}</span>
            </li>
          ))}
        </ul>
      </div>
    </Layout>
  )
}

interface WaitingProps {
  submission: WaitingSubmission
  next: Day
  now: number
  typed: TypedDecision | undefined
}

function Waiting({ submission, next, now, typed }: WaitingProps) {
  const { id, paper_id, title, submitter, created_at, note, listed_on } = submission
  const name = plainLatex(title)
  const media: string[] = JSON.parse(submission.media)
  const typedTo = (decision: TypedDecision['decision']) =>
    typed?.id === id && typed.decision === decision ? typed.value : undefined
  return (
    <>
      <p class="choice">
        <a href={routes.paper(paper_id)}>{name}</a>
      </p>
      <p class="quiet">
        {submitter ? <a href={routes.person(submitter)}>{submitter}</a> : 'Somebody who has left'},{' '}
        {shortDate(new Date(created_at).toISOString(), now)}
      </p>
      {listed_on && (
        <p>
          It is on the list of <a href={routes.adminEdition(listed_on)}>{listed_on}</a> already.
        </p>
      )}
      {note && <p class="typed">{note}</p>}
      {media.length > 0 && <p class="typed">{media.join('\n')}</p>}
      <form class="range" method="post" action={routes.decideSubmission(id, 'approve')}>
        <label>
          For the list of
          <input type="date" name="day" value={typedTo('approve') ?? listed_on ?? next} required />
        </label>
        <button class="button" type="submit">
          Approve<span class="visually-hidden">: {name}</span>
        </button>
      </form>
      <form class="range" method="post" action={routes.decideSubmission(id, 'refuse')}>
        <label>
          Why not
          <input type="text" name="reason" required maxLength={500} value={typedTo('refuse')} />
        </label>
        <button class="button" type="submit">
          Refuse<span class="visually-hidden">: {name}</span>
        </button>
      </form>
    </>
  )
}
