// A paper is submitted in three steps: paste, look at what will appear, send. Each is a plain form.

import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Viewer } from '../../accounts/roles.ts'
import { findPaper } from '../../community/submissions/find-paper.ts'
import { refusalText, whyRefused } from '../../community/submissions/refusals.ts'
import { submissionRules } from '../../community/submissions/submission-rules.ts'
import { submitPaper } from '../../community/submissions/submit.ts'
import { submitLater } from '../../community/submissions/submit-later.ts'
import { isKnownError, NotFound, RateLimited } from '../../errors.ts'
import { editionDayAt } from '../../papers/calendar.ts'
import { parseIdentifier } from '../../papers/identifiers/identifiers.ts'
import { listPaper } from '../../papers/lists/listed.ts'
import { paperById } from '../../papers/queries.ts'
import { SourcesBusy } from '../../sources/find-paper/sources-busy.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { statusOf } from '../middleware/errors.tsx'
import { SubmitPage, type SubmitPageProps } from '../pages/submit.tsx'
import { SubmitPaperPage, type SubmitPaperPageProps } from '../pages/submit-paper.tsx'
import { routes } from '../routes.ts'
import { given, render } from './answer.ts'
import { readForm } from './form.ts'
import { requireMay } from './require-viewer.ts'

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
export function lookUpPaper(dependencies: WebDependencies) {
  const { db, seeker } = dependencies
  return async (c: Ctx): Promise<Response> => {
    const text = (await readForm(c)).line('text', 2_000)
    if (!c.var.viewer) return startAgain(c, dependencies, { text, status: 403 })
    const viewer = requireMay(c, 'submit')
    try {
      const found = await findPaper(db, seeker, { text, viewer, now: c.var.site.now })
      if ('paperId' in found) return c.redirect(routes.submit(found.paperId), 303)
      return startAgain(c, dependencies, { text, status: 200, candidates: found.candidates })
    } catch (error) {
      if (!isKnownError(error)) throw error
      if (error instanceof RateLimited) c.header('Retry-After', String(error.retryAfterSeconds))
      const later = error instanceof SourcesBusy && parseIdentifier(text) !== null && { note: '', media: '' }
      const props = { text, status: statusOf(error), problem: error.message, ...(later && { later }) }
      return startAgain(c, dependencies, props)
    }
  }
}

/** Instead of the other steps, while no source answers. What was typed is shown again where it can't be taken. */
export function sendForLater(dependencies: WebDependencies) {
  const { db, config } = dependencies
  return async (c: Ctx): Promise<Response> => {
    const form = await readForm(c)
    const text = form.line('text', 2_000)
    const later = { note: form.text('note', 20_000), media: form.text('media', 20_000) }
    if (!c.var.viewer) return startAgain(c, dependencies, { text, status: 403, later })
    const order = { viewer: requireMay(c, 'submit'), rules: submissionRules(config), now: c.var.site.now }
    try {
      await submitLater(db, { ...order, text, ...later })
      return c.redirect(routes.ownSubmissions(), 303)
    } catch (error) {
      if (!isKnownError(error)) throw error
      return startAgain(c, dependencies, { text, status: statusOf(error), problem: error.message, later })
    }
  }
}

type Again = Pick<SubmitPageProps, 'text' | 'candidates' | 'problem' | 'later'> & {
  status: ContentfulStatusCode
}

function startAgain(
  c: Ctx,
  { config }: WebDependencies,
  { status, ...again }: Again,
): Response | Promise<Response> {
  c.status(status)
  const page = <SubmitPage site={c.var.site} mode={config.SUBMISSIONS} {...again} />
  return render(c, page, { noindex: true })
}

/** Step 3. What was typed is shown again where it can't be taken. */
export function sendSubmission(dependencies: WebDependencies) {
  const { db, config } = dependencies
  return async (c: Ctx): Promise<Response> => {
    const { now, today } = c.var.site
    const form = await readForm(c)
    const typed = {
      id: form.line('paper', 500),
      note: form.text('note', 20_000),
      media: form.text('media', 20_000),
    }
    if (!c.var.viewer) {
      c.status(403)
      return showPreview(c, dependencies, typed)
    }
    const viewer = requireMay(c, 'submit')
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

type Typed = Pick<SubmitPaperPageProps, 'note' | 'media' | 'problem'> & { id: string; viewer?: Viewer }

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
  const { now, today } = site
  const refusal = viewer ? await whyRefused(db, { paper, viewer, rules, now, today }) : null
  const page = (
    <SubmitPaperPage
      site={site}
      paper={listPaper(paper)}
      day={editionDayAt(site.now, rules)}
      waits={rules.mode === 'approve' && viewer?.role === 'reader'}
      {...typed}
      {...(refusal && { refusal: { text: refusalText(refusal), kind: refusal.kind } })}
      {...(refusal?.kind === 'listed' && { listedOn: refusal.day })}
    />
  )
  return render(c, page, { noindex: true })
}
