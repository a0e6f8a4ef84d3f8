// An author’s name is claimed on the page of its paper; admins decide; members choose what their own page shows.

import { approveClaim, claimAuthor, refuseClaim, showClaim } from '../../community/claims/claim.ts'
import { claimByOrcid, orcidClaimOn, papersToClaim } from '../../community/claims/claim-by-orcid.ts'
import { claimsOf, waitingClaims } from '../../community/claims/claim-queries.ts'
import type { Db } from '../../db/connect.ts'
import { Conflict, Invalid, NotFound } from '../../errors.ts'
import { listPaper } from '../../papers/lists/listed.ts'
import type { PaperId } from '../../papers/paper.ts'
import { paperById } from '../../papers/queries.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { statusOf } from '../middleware/errors.tsx'
import { AdminClaimsPage } from '../pages/admin-claims.tsx'
import { ClaimPage } from '../pages/claim.tsx'
import { OwnClaimsPage } from '../pages/own-claims.tsx'
import { routes } from '../routes.ts'
import { given, render } from './answer.ts'
import { readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'
import type { PaperAction } from './paper-actions.ts'
import { requireMay } from './require-viewer.ts'

const MOST_SHOWN = 200

export const claimActions: readonly PaperAction[] = [
  {
    method: 'GET',
    path: /^claim$/,
    handle: (c, id) => showForm(c, id, { author: given(c, 'author') ?? '', evidence: '' }),
  },
  { method: 'POST', path: /^claim$/, handle: claim },
  { method: 'POST', path: /^claim\/orcid$/, handle: claimWithOrcid },
]

export function showClaims({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'decide-claim')
    const claims = await waitingClaims(db, MOST_SHOWN)
    return render(c, <AdminClaimsPage site={c.var.site} claims={claims} />, { noindex: true })
  }
}

/** What waits, with what was typed, where it can’t be decided so. */
function orClaimsAgain(
  c: Ctx,
  db: Db,
  { reason, decide }: { reason: string; decide: (id: string) => Promise<void> },
): Promise<Response> {
  const { site } = c.var
  const id = c.req.param('id') ?? ''
  return orFormAgain(
    c,
    async () => {
      await decide(id)
      return c.redirect(routes.adminClaims(), 303)
    },
    async (problem) => {
      const claims = await waitingClaims(db, MOST_SHOWN)
      return <AdminClaimsPage {...{ site, claims, problem }} typed={{ id, reason }} />
    },
  )
}

export function approveOne({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id: by } = requireMay(c, 'decide-claim')
    const { now } = c.var.site
    return orClaimsAgain(c, db, { reason: '', decide: (id) => approveClaim(db, { id, by, now }) })
  }
}

export function refuseOne({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id: by } = requireMay(c, 'decide-claim')
    const reason = (await readForm(c)).text('reason', 2_000)
    const { now } = c.var.site
    return orClaimsAgain(c, db, { reason, decide: (id) => refuseClaim(db, { id, by, now, reason }) })
  }
}

export function showOwnClaims({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { site, viewer } = c.var
    if (!viewer) return c.redirect(routes.signIn(routes.ownClaims()), 303)
    requireMay(c, 'own-pages')
    const claims = await claimsOf(db, viewer.id, MOST_SHOWN)
    const offered = await papersToClaim(db, viewer.id)
    return render(c, <OwnClaimsPage {...{ site, claims, offered }} />, { noindex: true })
  }
}

export function changeShown({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const viewer = requireMay(c, 'claim')
    const shown = (await readForm(c)).line('shown')
    if (shown !== 'yes' && shown !== 'no')
      throw new Invalid('“shown” must be yes or no.', { shown: 'must be yes or no' })
    await showClaim(db, { id: c.req.param('id') ?? '', viewer, shown: shown === 'yes' })
    return c.redirect(routes.ownClaims(), 303)
  }
}

interface TypedClaim {
  author: string
  evidence: string
  problem?: string
}

async function showForm(c: Ctx, id: PaperId, typed: TypedClaim): Promise<Response> {
  requireMay(c, 'claim')
  const { db, site } = c.var
  const paper = await paperById(db, id)
  if (!paper) throw new NotFound('This paper is not in the collection of this site.')
  const byOrcid = c.var.viewer ? await orcidClaimOn(db, id, c.var.viewer.id) : null
  const props = { site, paper: listPaper(paper), ...typed, ...(byOrcid && { byOrcid }) }
  return render(c, <ClaimPage {...props} />, { noindex: true })
}

async function claimWithOrcid(c: Ctx, paperId: PaperId): Promise<Response> {
  const viewer = requireMay(c, 'claim')
  await readForm(c)
  await claimByOrcid(c.var.db, { paperId, viewer, now: c.var.site.now })
  return c.redirect(routes.ownClaims(), 303)
}

async function claim(c: Ctx, paperId: PaperId): Promise<Response> {
  const viewer = requireMay(c, 'claim')
  const form = await readForm(c)
  const typed = { author: form.line('author', 1_000), evidence: form.text('evidence', 20_000) }
  const { db, site } = c.var
  try {
    await claimAuthor(db, {
      paperId,
      viewer,
      authorName: typed.author,
      evidence: typed.evidence,
      now: site.now,
    })
  } catch (error) {
    if (!(error instanceof Invalid || error instanceof Conflict)) throw error
    c.status(statusOf(error))
    return showForm(c, paperId, { ...typed, problem: error.message })
  }
  return c.redirect(routes.ownClaims(), 303)
}
