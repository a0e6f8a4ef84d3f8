import { may } from '../../accounts/permissions.ts'
import { loggedActions, moderationLog } from '../../community/moderation/log.ts'
import { perform } from '../../community/moderation/perform.ts'
import { report, reportable, reportQueue } from '../../community/moderation/reports.ts'
import { isStepName, type StepName, steps } from '../../community/moderation/steps.ts'
import { isSubjectKind, type SubjectKey, subjectOrGone } from '../../community/moderation/subjects.ts'
import type { Db } from '../../db/connect.ts'
import { Conflict, Invalid } from '../../errors.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { ModerationPage } from '../pages/moderation.tsx'
import { ModerationLogPage } from '../pages/moderation-log.tsx'
import { ReportPage } from '../pages/report.tsx'
import { StepPage } from '../pages/step.tsx'
import { routes } from '../routes.ts'
import { given, pageAsked, pagingOf, render } from './answer.ts'
import { type Form, readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'
import { hereOnly } from './here-only.ts'
import { requireMay } from './require-viewer.ts'

/** More than is taken, so that what is too long comes back, too. */
const LONGEST_TYPED = 20_000
/** As long as the longest id of a paper that an address may name. */
const LONGEST_ID = 500

export function showReportForm(db: Db) {
  return async (c: Ctx): Promise<Response> => {
    const [kind, id] = [given(c, 'kind') ?? '', given(c, 'id') ?? '']
    if (!c.var.viewer) return c.redirect(routes.signIn(routes.reportForm(kind, id)), 303)
    const viewer = requireMay(c, 'report')
    const key = keyOf(kind, id)
    const isSent = given(c, 'sent') !== undefined
    const canDecide = may(viewer, 'see-reports')
    const subject = await reportable(db, key, { evenHidden: canDecide })
    const props = { site: c.var.site, subject, isSent, canDecide }
    return render(c, <ReportPage {...props} />, { noindex: true })
  }
}

export function fileReport(db: Db) {
  return async (c: Ctx): Promise<Response> => {
    const form = await readForm(c)
    const [subject, reason] = [subjectIn(form), reasonIn(form)]
    const { site } = c.var
    const shown = await reportable(db, subject)
    return orFormAgain(
      c,
      async () => {
        const viewer = requireMay(c, 'report')
        await report(db, { viewer, subject, reason, now: site.now }).catch(unlessItWaits)
        return c.redirect(routes.reportForm(subject.kind, subject.id, true), 303)
      },
      (problem) => {
        const again = { reason, isSent: false, canDecide: false, ...(c.var.viewer && { problem }) }
        return <ReportPage {...{ site, ...again }} subject={shown} />
      },
    )
  }
}

/** Where theirs waits already, the form was sent twice, and the first answer never came. */
function unlessItWaits(error: unknown): void {
  if (!(error instanceof Conflict)) throw error
}

export function showModeration(db: Db) {
  return async (c: Ctx): Promise<Response> => {
    if (!c.var.viewer) return c.redirect(routes.signIn(routes.moderation()), 303)
    requireMay(c, 'see-reports')
    const queue = await reportQueue(db)
    return render(c, <ModerationPage site={c.var.site} {...queue} />, { noindex: true })
  }
}

/** One step: hide, lock, ban and so on, or what takes it back. */
export function takeStep({ db, askForMails }: Pick<WebDependencies, 'db' | 'askForMails'>) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'see-reports')
    const form = await readForm(c)
    const [step, subject] = [stepIn(form), subjectIn(form)]
    const next = hereOnly(form.line('next', 1_000) || routes.moderation())
    const { site } = c.var
    const typed = typedStep(form, step)
    const { reason, domain, andHide } = typed
    return orFormAgain(
      c,
      async () => {
        const actor = requireMay(c, steps[step].needs)
        const asked = { step, subject, days: Number(typed.days || Number.NaN), domain, andHide }
        await perform(db, { actor, reason, now: site.now }, asked)
        await askForMails()
        return c.redirect(next, 303)
      },
      async (problem) => (
        <StepPage {...{ site, typed, next, problem }} subject={await subjectOrGone(db, subject)} />
      ),
    )
  }
}

const typedStep = (form: Form, step: StepName) => ({
  ...{ step, reason: reasonIn(form), days: form.line('days', 10) },
  ...{ domain: form.line('domain'), andHide: form.has('hide') },
})

export function showModerationLog(db: Db) {
  return async (c: Ctx): Promise<Response> => {
    const { site, viewer } = c.var
    const [action, kind] = [given(c, 'action'), given(c, 'kind')]
    if (action !== undefined && !loggedActions.some((one) => one.action === action)) throw unknownStep()
    if (kind !== undefined && !isSubjectKind(kind)) throw unknownKind()
    const filter = { ...(action && { action }), ...(kind && { kind }) }
    const { entries, part } = await moderationLog(db, filter, pageAsked(c))
    const paging = pagingOf(part, (page) => routes.moderationLog(filter, page))
    const props = { site, entries, filter, paging, canUndo: may(viewer, 'see-reports') }
    return render(c, <ModerationLogPage {...props} />, { noindex: part.page > 1 })
  }
}

const reasonIn = (form: Form): string => form.text('reason', LONGEST_TYPED)

const subjectIn = (form: Form): SubjectKey => keyOf(form.line('kind', 20), form.line('id', LONGEST_ID))

function keyOf(kind: string, id: string): SubjectKey {
  if (!isSubjectKind(kind)) throw unknownKind()
  return { kind, id: id.slice(0, LONGEST_ID) }
}

function stepIn(form: Form): StepName {
  const step = form.line('step', 20)
  if (isStepName(step)) return step
  throw unknownStep()
}

const unknownStep = () => new Invalid('There is no such step. Choose one of those on the page.')
const unknownKind = () => new Invalid('“kind” must be comment, paper, person or domain.')
