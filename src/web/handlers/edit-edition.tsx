// Pages and forms on which curators make editions.

import {
  addToEdition,
  type EditionChange,
  moveToDay,
  placeInEdition,
  removeFromEdition,
} from '../../community/curation/change-edition.ts'
import { approveSubmission, refuseSubmission } from '../../community/curation/decide-submission.ts'
import { comingDays, editionPlan } from '../../community/curation/edition-plan.ts'
import { findPaper } from '../../community/submissions/find-paper.ts'
import { waitingSubmissions } from '../../community/submissions/submission-queries.ts'
import { submissionRules } from '../../community/submissions/submission-rules.ts'
import { Invalid, NotFound } from '../../errors.ts'
import { type Day, editionDayAt, parseDay } from '../../papers/calendar.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { EditionPlanPage } from '../pages/edition-plan.tsx'
import { EditionsPage } from '../pages/editions.tsx'
import { routes } from '../routes.ts'
import { render } from './answer.ts'
import { type Form, readForm } from './form.ts'
import { requireMay } from './require-viewer.ts'

const MOST_WAITING = 200

export function showEditions({ db, config }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'edit-edition')
    const { site } = c.var
    const [days, waiting] = [await comingDays(db, site.today), await waitingSubmissions(db, MOST_WAITING)]
    const next = editionDayAt(site.now, submissionRules(config))
    return render(c, <EditionsPage {...{ site, days, waiting, next }} />, { noindex: true })
  }
}

export function showEditionPlan({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'edit-edition')
    const plan = await editionPlan(db, dayAsked(c))
    return render(c, <EditionPlanPage site={c.var.site} plan={plan} />, { noindex: true })
  }
}

export function addPaper({ db, seeker }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const viewer = requireMay(c, 'edit-edition')
    const form = await readForm(c)
    const change = changeOf(c, viewer.id, form)
    const found = await findPaper(db, seeker, { text: form.line('text', 2_000), viewer, now: c.var.site.now })
    if (!('paperId' in found)) {
      const ids = found.candidates.map(({ id }) => id).join(', ')
      throw new Invalid(
        `Several papers have such a title: paste the id of the one you mean. These were found: ${ids}.`,
      )
    }
    await addToEdition(db, { ...change, paperId: found.paperId })
    return back(c, change.day)
  }
}

export function removePaper({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id } = requireMay(c, 'edit-edition')
    const form = await readForm(c)
    const change = changeOf(c, id, form)
    await removeFromEdition(db, { ...change, reason: form.text('reason', 2_000) })
    return back(c, change.day)
  }
}

export function placePaper({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id } = requireMay(c, 'edit-edition')
    const form = await readForm(c)
    const change = changeOf(c, id, form)
    const place = form.line('place')
    if (!/^[1-9]\d{0,3}$/.test(place))
      throw new Invalid('“place” must be a number from 1.', { place: 'must be a number from 1' })
    await placeInEdition(db, { ...change, place: Number(place) })
    return back(c, change.day)
  }
}

export function movePaper({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id } = requireMay(c, 'edit-edition')
    const form = await readForm(c)
    const change = changeOf(c, id, form)
    await moveToDay(db, { ...change, to: dayIn(form, 'to') })
    return back(c, change.day)
  }
}

export function approve({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id: by } = requireMay(c, 'approve-submission')
    const { now, today } = c.var.site
    const day = dayIn(await readForm(c), 'day')
    await approveSubmission(db, { id: c.req.param('id') ?? '', day, by, now, today })
    return c.redirect(routes.adminEditions(), 303)
  }
}

export function refuse({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id: by } = requireMay(c, 'approve-submission')
    const { now, today } = c.var.site
    const reason = (await readForm(c)).text('reason', 2_000)
    await refuseSubmission(db, { id: c.req.param('id') ?? '', reason, by, now, today })
    return c.redirect(routes.adminEditions(), 303)
  }
}

function changeOf(c: Ctx, by: string, form: Form): EditionChange {
  const { now, today } = c.var.site
  return { day: dayAsked(c), by, now, today, paperId: form.line('paper', 500), stamp: form.line('stamp') }
}

function dayAsked(c: Ctx): Day {
  const day = parseDay(c.req.param('day') ?? '')
  if (day === null) throw new NotFound('There is no such day in the calendar.')
  return day
}

function dayIn(form: Form, field: string): Day {
  const day = parseDay(form.line(field))
  if (day !== null) return day
  throw new Invalid('Choose a day such as 2026-03-04.', { [field]: 'must be a day such as 2026-03-04' })
}

const back = (c: Ctx, day: Day): Response => c.redirect(routes.adminEdition(day), 303)
