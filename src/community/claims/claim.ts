// A member says which author of a paper they are, and how that can be seen: an admin decides. claim-by-orcid.ts does without.

import { countAttempt } from '../../accounts/limits.ts'
import { newMemberId } from '../../accounts/member-id.ts'
import { isNewAccount, type Viewer } from '../../accounts/roles.ts'
import type { Db } from '../../db/connect.ts'
import { inTransaction, nextChangeSeq } from '../../db/write.ts'
import { Conflict, Forbidden, Invalid, NotFound } from '../../errors.ts'
import type { PaperId } from '../../papers/paper.ts'
import { paperById } from '../../papers/queries.ts'
import { logChange, tellOf } from '../attribution.ts'
import { readReason } from '../moderation/reason.ts'
import { tellDeciders, waitsNoLonger } from '../notifications/tell-deciders.ts'
import { readPlainText } from '../plain-text.ts'
import { isTaken } from './claim-places.ts'
import { addClaim, claimById, decideClaim, openClaimsOn, setClaimShown } from './claim-queries.ts'

export interface ClaimOrder {
  paperId: PaperId
  viewer: Viewer
  authorName: string
  evidence: string
  now: number
}

const LONGEST_EVIDENCE = 2_000
const sentence = 'You have claimed many papers in a short time.'
const limit = { what: 'claim', most: 50, windowMs: 86_400_000, sentence }
const limitOfNew = { what: 'claim', most: 5, windowMs: 86_400_000, sentence }

/** After a refusal it may be claimed again; twice the same while it waits is one claim. @throws NotFound, Invalid, Conflict, RateLimited */
export async function claimAuthor(
  db: Db,
  { paperId, viewer, authorName, evidence, now }: ClaimOrder,
): Promise<void> {
  const told = readPlainText(evidence, 'evidence', LONGEST_EVIDENCE)
  if (told === undefined) {
    throw new Invalid(
      'Say how an admin can see that it is you: a page that names you, a mail address on the paper.',
      {
        evidence: 'must say how it can be seen',
      },
    )
  }
  const paper = await paperById(db, paperId)
  if (!paper) throw new NotFound('This paper is not in the collection of this site.')
  if (!paper.authors.some(({ name, hidden }) => !hidden && name === authorName)) {
    throw new Invalid('This paper has no author of that name. Choose one of its authors.', {
      author: 'must be an author of the paper',
    })
  }
  await countAttempt(db, isNewAccount(viewer, now) ? limitOfNew : limit, viewer.id, now)
  await inTransaction(db, async (tx) => {
    await nextChangeSeq(tx, 0)
    const open = await openClaimsOn(tx, paperId)
    const own = open.find(({ person_id }) => person_id === viewer.id)
    if (own?.state === 'waiting' && own.author_name === authorName && own.evidence === told) return
    if (own) {
      throw new Conflict('You have claimed this paper already. Its claim is among those of your settings.')
    }
    if (isTaken(paper.authors, open, authorName)) {
      throw new Conflict(
        'Somebody else has shown that they are this author. Write to whoever runs this site.',
      )
    }
    await addClaim(tx, {
      ...{ id: newMemberId(), paper_id: paperId, author_name: authorName, person_id: viewer.id },
      ...{ evidence: told, state: 'waiting', reason: null, shown: 1 },
      ...{ decided_by: null, created_at: now, decided_at: null },
    })
    await tellDeciders(tx, 'claim', { paperId, by: viewer.id, now })
  })
}

export interface ClaimDecision {
  id: string
  by: string
  now: number
}

/** @throws NotFound, Conflict */
export function approveClaim(db: Db, decision: ClaimDecision): Promise<void> {
  return decide(db, decision, 'approved', null)
}

/** What was approved can be taken back, too. @throws NotFound, Conflict, Invalid */
export function refuseClaim(db: Db, decision: ClaimDecision & { reason: string }): Promise<void> {
  return decide(db, decision, 'refused', readReason(decision.reason))
}

/** Whether the member’s page shows it. @throws NotFound, Forbidden */
export async function showClaim(
  db: Db,
  { id, viewer, shown }: { id: string; viewer: Viewer; shown: boolean },
): Promise<void> {
  const claim = await claimById(db, id)
  if (!claim) throw new NotFound('There is no such claim.')
  if (claim.person_id !== viewer.id) throw new Forbidden('That isn’t yours to change.')
  await setClaimShown(db, id, shown)
}

function decide(
  db: Db,
  { id, by, now }: ClaimDecision,
  state: 'approved' | 'refused',
  reason: string | null,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    await nextChangeSeq(tx, 0)
    const claim = await claimById(tx, id)
    if (!claim) throw new NotFound('There is no such claim.')
    const { paper_id: paperId, author_name: author, person_id: to } = claim
    const paper = await paperById(tx, paperId)
    const open = await openClaimsOn(tx, paperId)
    if (state === 'approved' && isTaken(paper?.authors ?? [], open, author)) {
      throw new Conflict('This author is somebody else already: take that claim back first.')
    }
    const from = state === 'refused' && claim.state === 'approved' ? 'approved' : 'waiting'
    if (!(await decideClaim(tx, id, { from, state, reason, by, at: now }))) {
      throw new Conflict('Somebody has decided about this claim already. Load the page again.')
    }
    await waitsNoLonger(tx, 'claim', { paperId, by: to, now })
    const said = reason ?? `${author} is this member.`
    const subject = { kind: 'paper', id: paperId } as const
    await logChange(tx, {
      at: now,
      by,
      action: state === 'approved' ? 'claim-approve' : 'claim-refuse',
      subject,
      reason: said,
    })
    const title = paper?.title ?? paperId
    const news = `Your claim to be ${author} of “${title}” was ${state}${reason === null ? '.' : `: ${reason} You may claim it again.`}`
    await tellOf(tx, { at: now, kind: 'claim', to, by, paperId, sentence: news })
  })
}
