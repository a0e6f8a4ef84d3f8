// A paper is submitted while no source can be asked about it: it is kept until one answers.

import { newMemberId } from '../../accounts/member-id.ts'
import { may } from '../../accounts/permissions.ts'
import { isNewAccount, reaches, type Viewer } from '../../accounts/roles.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { inTransaction, nextChangeSeq } from '../../db/write.ts'
import { Conflict, Forbidden, Invalid, NotFound } from '../../errors.ts'
import { sourceOf } from '../../papers/identifiers/identifiers.ts'
import { paperNamed } from '../../papers/named-paper.ts'
import type { PaperId } from '../../papers/paper.ts'
import { sourceTitles } from '../../sources/source-titles.ts'
import { readAddresses, refuseBanned } from '../links/read-address.ts'
import { readPlainText } from '../plain-text.ts'
import { PER_DAY_NEW, refusalText, type SubmissionRules } from './refusals.ts'
import { addRequest, deleteRequest, isRequested, requestById, requestsOf } from './request-queries.ts'
import { submittedSince } from './submission-queries.ts'
import { LONGEST_NOTE, MOST_MEDIA } from './submit.ts'

export interface LaterOrder {
  /** An id of the paper, in any form. */
  text: string
  note: string
  /** Addresses of pictures and films, one a line. */
  media: string
  viewer: Viewer
  rules: SubmissionRules
  now: number
}

const DAY_MS = 86_400_000

/** Twice the same order gives one request. @throws Invalid, Conflict */
export async function submitLater(db: Db, order: LaterOrder): Promise<void> {
  const { viewer, now } = order
  const named = await paperNamed(db, order.text.trim().slice(0, 500))
  if (!named) throw new Invalid('Only a paper that is named by its id, DOI or address can wait.')
  const note = readPlainText(order.note, 'note', LONGEST_NOTE)
  const media = readAddresses(order.media, 'media', MOST_MEDIA)
  await refuseBanned(db, [note ?? '', ...media])
  await inTransaction(db, async (tx) => {
    await nextChangeSeq(tx, 0)
    if (await isRequested(tx, viewer.id, named.id)) return
    await refuseMany(tx, order)
    await addRequest(tx, {
      ...{ id: newMemberId(), person_id: viewer.id, paper_id: named.id, source: sourceTitleOf(named.id) },
      ...{ note: note ?? null, media: JSON.stringify(media), state: 'waiting', reason: null },
      ...{ created_at: now, try_at: now, decided_at: null },
    })
  })
}

/** False where there is no such request. @throws Forbidden */
export async function withdrawRequest(db: Db, id: string, viewer: Viewer): Promise<boolean> {
  const request = await requestById(db, id)
  if (!request) return false
  if (!may(viewer, 'withdraw-submission', { owner: request.person_id }))
    throw new Forbidden('That isn’t yours to change.')
  if (await deleteRequest(db, id)) return true
  throw new NotFound('There is no such submission.')
}

/** Who is asked first. */
function sourceTitleOf(id: PaperId): string {
  const source = sourceOf(id)
  return source === 'doi' || source === 'file' ? 'its source' : sourceTitles[source]
}

/** What waits counts like what is submitted. @throws Conflict */
async function refuseMany(tx: Tx, { viewer, rules, now }: LaterOrder): Promise<void> {
  if (reaches(viewer.role, 'curator')) return
  if (rules.mode === 'curators') throw new Conflict(refusalText({ kind: 'curators' }))
  const isNew = isNewAccount(viewer, now)
  const perDay = isNew ? Math.min(PER_DAY_NEW, rules.perDay) : rules.perDay
  const waiting = (await requestsOf(tx, viewer.id, 100)).filter(({ state }) => state === 'waiting')
  const made = await submittedSince(tx, viewer.id, now - DAY_MS)
  if (waiting.length + made.length < perDay) return
  throw new Conflict(refusalText({ kind: 'quota', perDay, isNew, waitMs: DAY_MS }))
}
