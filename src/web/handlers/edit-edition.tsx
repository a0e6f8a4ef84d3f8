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
import type { Db } from '../../db/connect.ts'
import { Invalid, NotFound } from '../../errors.ts'
import { type Day, editionDayAt, parseDay } from '../../papers/calendar.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { EditionPlanPage, type TypedChange } from '../pages/edition-plan.tsx'
import { EditionsPage, type EditionsPageProps, type TypedDecision } from '../pages/editions.tsx'
import { routes } from '../routes.ts'
import { render } from './answer.ts'
import { type Form, readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'
import { requireMay } from './require-viewer.ts'

const MOST_WAITING = 200

export function showEditions(dependencies: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'edit-edition')
    return render(c, <EditionsPage {...(await editionsProps(c, dependencies))} />, { noindex: true })
  }
}

async function editionsProps(c: Ctx, { db, config }: WebDependencies): Promise<EditionsPageProps> {
  const { site } = c.var
  const [days, waiting] = [await comingDays(db, site.today), await waitingSubmissions(db, MOST_WAITING)]
  return { site, days, waiting, next: editionDayAt(site.now, submissionRules(config)) }
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
    const order = changeOf(c, viewer.id, form)
    const text = form.line('text', 2_000)
    return orPlanAgain(c, db, { change: 'add', paperId: '', value: text }, async () => {
      const found = await findPaper(db, seeker, { text, viewer, now: c.var.site.now })
      if ('paperId' in found) return addToEdition(db, { ...order, paperId: found.paperId })
      const ids = found.candidates.map(({ id }) => id).join(', ')
      throw new Invalid(
        `Several papers have such a title: paste the id of the one you mean. These were found: ${ids}.`,
      )
    })
  }
}

/** Changes the list of the day; where that can’t be done, its page as it is now, with what was typed. */
function orPlanAgain(c: Ctx, db: Db, typed: TypedChange, change: () => Promise<void>): Promise<Response> {
  const { site } = c.var
  const day = dayAsked(c)
  return orFormAgain(
    c,
    async () => {
      await change()
      return c.redirect(routes.adminEdition(day), 303)
    },
    async (problem) => <EditionPlanPage {...{ site, typed, problem }} plan={await editionPlan(db, day)} />,
  )
}

export function removePaper({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id } = requireMay(c, 'edit-edition')
    const form = await readForm(c)
    const order = changeOf(c, id, form)
    const reason = form.text('reason', 2_000)
    return orPlanAgain(c, db, { change: 'remove', paperId: order.paperId, value: reason }, () =>
      removeFromEdition(db, { ...order, reason }),
    )
  }
}

export function placePaper({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id } = requireMay(c, 'edit-edition')
    const form = await readForm(c)
    const order = changeOf(c, id, form)
    const place = form.line('place')
    return orPlanAgain(c, db, { change: 'place', paperId: order.paperId, value: place }, async () => {
      if (!/^[1-9]\d{0,3}$/.test(place))
        throw new Invalid('“place” must be a number from 1.', { place: 'must be a number from 1' })
      await placeInEdition(db, { ...order, place: Number(place) })
    })
  }
}

export function movePaper({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id } = requireMay(c, 'edit-edition')
    const form = await readForm(c)
    const order = changeOf(c, id, form)
    const to = form.line('to')
    return orPlanAgain(c, db, { change: 'move', paperId: order.paperId, value: to }, async () =>
      moveToDay(db, { ...order, to: dayIn(to, 'to') }),
    )
  }
}

export function approve(dependencies: WebDependencies) {
  const { db } = dependencies
  return async (c: Ctx): Promise<Response> => {
    const { id: by } = requireMay(c, 'approve-submission')
    const { now, today } = c.var.site
    const id = c.req.param('id') ?? ''
    const value = (await readForm(c)).line('day')
    return orEditionsAgain(c, dependencies, {
      typed: { id, decision: 'approve', value },
      decide: async () => approveSubmission(db, { id, day: dayIn(value, 'day'), by, now, today }),
    })
  }
}

export function refuse(dependencies: WebDependencies) {
  const { db } = dependencies
  return async (c: Ctx): Promise<Response> => {
    const { id: by } = requireMay(c, 'approve-submission')
    const { now, today } = c.var.site
    const id = c.req.param('id') ?? ''
    const reason = (await readForm(c)).text('reason', 2_000)
    return orEditionsAgain(c, dependencies, {
      typed: { id, decision: 'refuse', value: reason },
      decide: () => refuseSubmission(db, { id, reason, by, now, today }),
    })
  }
}

/** What waits, with what was typed, where it can’t be decided so. */
function orEditionsAgain(
  c: Ctx,
  dependencies: WebDependencies,
  { typed, decide }: { typed: TypedDecision; decide: () => Promise<void> },
): Promise<Response> {
  return orFormAgain(
    c,
    async () => {
      await decide()
      return c.redirect(routes.adminEditions(), 303)
    },
    async (problem) => <EditionsPage {...(await editionsProps(c, dependencies))} {...{ typed, problem }} />,
  )
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

function dayIn(text: string, field: string): Day {
  const day = parseDay(text)
  if (day !== null) return day
  throw new Invalid('Choose a day such as 2026-03-04.', { [field]: 'must be a day such as 2026-03-04' })
}
