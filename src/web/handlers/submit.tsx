// A paper is submitted in three steps: paste, look at what will appear, send. Each is a plain form.

import type { Viewer } from '../../accounts/roles.ts'
import { findPaper } from '../../community/submissions/find-paper.ts'
import { refusalText, whyRefused } from '../../community/submissions/refusals.ts'
import { submissionsOf } from '../../community/submissions/submission-queries.ts'
import { submitPaper, withdrawSubmission } from '../../community/submissions/submit.ts'
import { isKnownError, NotFound, RateLimited } from '../../errors.ts'
import { editionDayAt } from '../../papers/calendar.ts'
import { listPaper } from '../../papers/lists/listed.ts'
import { paperById } from '../../papers/queries.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { statusOf } from '../middleware/errors.tsx'
import { OwnSubmissionsPage } from '../pages/own-submissions.tsx'
import { SubmitPage } from '../pages/submit.tsx'
import { SubmitPaperPage, type SubmitPaperPageProps } from '../pages/submit-paper.tsx'
import { routes } from '../routes.ts'
import { given, render } from './answer.ts'
import { readForm } from './form.ts'
import { requireMay } from './require-viewer.ts'
import { submissionRules } from './submission-rules.ts'

const MOST_SHOWN = 100

export function showSubmit(dependencies: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { site, viewer } = c.var
    const mode = dependencies.config.SUBMISSIONS
    const id = given(c, 'paper')
    if (!viewer || id === undefined)
      return render(c, <SubmitPage site={site} mode={mode} text={given(c, 'text') ?? ''} />)
    return showPreview(c, dependencies, { id, viewer: requireMay(c, 'submit'), note: '', media: '' })
  }
}

/** Step 1: the paper is found, here or at a source. */
export function lookUpPaper({ db, config, seeker }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { site } = c.var
    const viewer = requireMay(c, 'submit')
    const text = (await readForm(c)).line('text', 2_000)
    const props = { site, mode: config.SUBMISSIONS, text }
    try {
      const found = await findPaper(db, seeker, { text, viewer, now: site.now })
      if ('paperId' in found) return c.redirect(routes.submit(found.paperId), 303)
      return render(c, <SubmitPage {...props} candidates={found.candidates} />, { noindex: true })
    } catch (error) {
      if (!isKnownError(error)) throw error
      c.status(statusOf(error))
      if (error instanceof RateLimited) c.header('Retry-After', String(error.retryAfterSeconds))
      return render(c, <SubmitPage {...props} problem={error.message} />, { noindex: true })
    }
  }
}

/** Step 3. What was typed is shown again where it can't be taken. */
export function sendSubmission(dependencies: WebDependencies) {
  const { db, config } = dependencies
  return async (c: Ctx): Promise<Response> => {
    const { now, today } = c.var.site
    const viewer = requireMay(c, 'submit')
    const form = await readForm(c)
    const typed = {
      id: form.line('paper', 500),
      note: form.text('note', 20_000),
      media: form.text('media', 20_000),
    }
    const order = { paperId: typed.id, note: typed.note, media: typed.media }
    try {
      const submitted = await submitPaper(db, {
        ...order,
        viewer,
        rules: submissionRules(config),
        now,
        today,
      })
      if ('refused' in submitted) {
        c.status(409)
        return await showPreview(c, dependencies, { ...typed, viewer })
      }
      const isShown = submitted.state === 'listed' && submitted.day <= today
      return c.redirect(isShown ? routes.paper(typed.id) : routes.ownSubmissions(), 303)
    } catch (error) {
      if (!isKnownError(error) || error instanceof NotFound) throw error
      c.status(statusOf(error))
      return showPreview(c, dependencies, { ...typed, viewer, problem: error.message })
    }
  }
}

export function showOwnSubmissions({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { site, viewer } = c.var
    if (!viewer) return c.redirect(routes.signIn(routes.ownSubmissions()), 303)
    requireMay(c, 'own-pages')
    const submissions = await submissionsOf(db, viewer.id, MOST_SHOWN)
    return render(c, <OwnSubmissionsPage site={site} submissions={submissions} />, { noindex: true })
  }
}

export function withdraw({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const viewer = requireMay(c, 'withdraw-submission')
    await withdrawSubmission(db, { id: c.req.param('id') ?? '', viewer, now: c.var.site.now })
    return c.redirect(routes.ownSubmissions(), 303)
  }
}

type Typed = Pick<SubmitPaperPageProps, 'note' | 'media' | 'problem'> & { id: string; viewer: Viewer }

/** Step 2. */
async function showPreview(
  c: Ctx,
  { db, config }: WebDependencies,
  { id, viewer, ...typed }: Typed,
): Promise<Response> {
  const { site } = c.var
  const paper = await paperById(db, id)
  if (!paper) throw new NotFound('This paper is not in the collection of this site. Look it up first.')
  const rules = submissionRules(config)
  const refusal = await whyRefused(db, { paper, viewer, rules, now: site.now, today: site.today })
  const page = (
    <SubmitPaperPage
      site={site}
      paper={listPaper(paper)}
      day={editionDayAt(site.now, rules)}
      waits={rules.mode === 'approve' && viewer.role === 'reader'}
      {...typed}
      {...(refusal && { refusal: { text: refusalText(refusal), kind: refusal.kind } })}
      {...(refusal?.kind === 'listed' && { listedOn: refusal.day })}
    />
  )
  return render(c, page, { noindex: true })
}
