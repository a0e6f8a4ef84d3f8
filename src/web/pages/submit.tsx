import type { Candidate } from '../../community/submissions/find-paper.ts'
import type { SubmissionRules } from '../../community/submissions/refusals.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import { fullDate } from '../views/date-text.ts'
import { Layout } from '../views/layout.tsx'
import { Problem } from '../views/problem.tsx'
import type { Site } from '../views/site.ts'
import { SubmissionFields } from '../views/submission-fields.tsx'

export interface SubmitPageProps {
  site: Site
  mode: SubmissionRules['mode']
  /** What was typed. */
  text: string
  /** Papers of such a title, to choose from. */
  candidates?: readonly Candidate[]
  problem?: string
  /** No source answers, and the text names a paper: it can wait, with what was typed about it. */
  later?: { note: string; media: string }
}

/** The first step: what is it about? */
export function SubmitPage({ site, mode, text, candidates = [], problem, later }: SubmitPageProps) {
  const head = {
    title: 'Submit a paper',
    description: `Put a paper forward for the next edition of ${site.name}.`,
    path: routes.submit(),
  }
  return (
    <Layout site={site} head={head}>
      <div class="prose">
        <h1>Submit a paper</h1>
        <p>{modeText[mode]}</p>
        <Problem text={problem} />
        {site.viewer ? <LookUpForm text={text} /> : <SignInFirst text={text} />}
        {later && <LaterForm text={text} {...later} />}
        {candidates.length > 0 && <Candidates candidates={candidates} />}
      </div>
    </Layout>
  )
}

const modeText: Record<SubmissionRules['mode'], string> = {
  direct: 'What you submit joins the next list at once, under your name.',
  approve: 'What you submit is looked at by a curator before it joins a list, under your name.',
  curators: 'On this site only curators submit papers. Write to them about papers that you miss.',
}

function SignInFirst({ text }: { text: string }) {
  return (
    <p>
      <a class="button" href={routes.signIn(routes.submitText(text))}>
        Sign in to submit
      </a>
    </p>
  )
}

function LookUpForm({ text }: { text: string }) {
  return (
    <form class="form" method="post" action={routes.submit()}>
      <label>
        arXiv id, DOI, address or title
        <input
          type="text"
          name="text"
          value={text}
          required
          maxLength={500}
          autocomplete="off"
          autocapitalize="none"
        />
        <small>
          Such as 2403.03507, doi:10.1000/xyz, https://openreview.net/forum?id=… or the whole title.
        </small>
      </label>
      <button class="button" type="submit">
        Look it up
      </button>
    </form>
  )
}

function LaterForm({ text, note, media }: { text: string; note: string; media: string }) {
  return (
    <section>
      <h2>Or let it wait</h2>
      <p>
        You need not come back: it is looked up as soon as its source answers, and submitted then. Among your
        submissions you see how it stands, and you are told what becomes of it.
      </p>
      <form class="form" method="post" action={routes.submitLater()} data-draft={`submission of ${text}`}>
        <input type="hidden" name="text" value={text} />
        <SubmissionFields note={note} media={media} />
        <button class="button" type="submit">
          Submit it when the source answers
        </button>
      </form>
    </section>
  )
}

function Candidates({ candidates }: { candidates: readonly Candidate[] }) {
  return (
    <section>
      <h2>Which one is it?</h2>
      <ul class="choices">
        {candidates.map(({ id, title, authors, published }) => (
          <li key={id}>
            <form method="post" action={routes.submit()}>
              <input type="hidden" name="text" value={id} />
              <p class="choice">{plainLatex(title)}</p>
              <p class="quiet">
                {authors
                  .slice(0, 4)
                  .map(({ name }) => name)
                  .join(', ')}
                {authors.length > 4 && ' and others'}
                {published && `, ${fullDate(published.slice(0, 10))}`} · {id}
              </p>
              <button class="button" type="submit">
                This one<span class="visually-hidden">: {plainLatex(title)}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}
