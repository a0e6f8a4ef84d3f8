import type { Day } from '../../papers/calendar.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import { longDay } from '../views/date-text.ts'
import { Layout } from '../views/layout.tsx'
import { PaperEntry } from '../views/paper-entry.tsx'
import { Problem } from '../views/problem.tsx'
import { SignInAgain } from '../views/sign-in-again.tsx'
import type { Site } from '../views/site.ts'
import { SubmissionFields } from '../views/submission-fields.tsx'

export interface SubmitPaperPageProps {
  site: Site
  paper: ListedPaper
  /** The day that it would join. */
  day: Day
  /** A curator looks at it first. */
  waits: boolean
  /** What was typed. */
  note: string
  media: string
  problem?: string
  /** It can't be submitted. */
  refusal?: { text: string; kind: string }
  listedOn?: Day
}

/** The second step: what will appear, and where. */
export function SubmitPaperPage(props: SubmitPaperPageProps) {
  const { site, paper, day, waits, refusal, problem, listedOn } = props
  const title = plainLatex(paper.title)
  const head = { title: `Submit: ${title}`, description: `Submit a paper to ${site.name}.` }
  return (
    <Layout site={site} head={head}>
      <div class="after-head">
        <h1 class="page-title">Submit this paper?</h1>
        {refusal ? (
          <>
            <Problem text={refusal.text} />
            <p>
              {listedOn && <a href={routes.day(listedOn)}>The list of {longDay(listedOn)}</a>}{' '}
              <a href={routes.paper(paper.id)}>The page of the paper</a>{' '}
              <a href={routes.submit()}>Submit another paper</a>
            </p>
          </>
        ) : (
          <p>
            It joins the list of {longDay(day)}
            {waits ? ' as soon as a curator has approved it' : ''}.
          </p>
        )}
        <Problem text={problem} />
        {!site.viewer && <SignInAgain back={routes.submit(paper.id)} />}
      </div>
      <h2 class="list-title">How it will appear</h2>
      <PaperEntry paper={paper} now={site.now} id="preview" voted={false} category={false} />
      {!refusal && <SendForm {...props} />}
    </Layout>
  )
}

function SendForm({ paper, note, media, waits }: SubmitPaperPageProps) {
  return (
    <form class="form" method="post" action={routes.submitPaper()} data-draft={`submission of ${paper.id}`}>
      <input type="hidden" name="paper" value={paper.id} />
      <SubmissionFields note={note} media={media} />
      <div class="form-row">
        <button class="button" type="submit">
          {waits ? 'Send it to the curators' : 'Submit'}
        </button>
        <a class="button" href={routes.submit()}>
          Another paper
        </a>
      </div>
    </form>
  )
}
