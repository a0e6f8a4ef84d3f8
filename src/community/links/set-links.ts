// Authors, submitters and curators say where the code, the models and the rest of a paper are.

import { countAttempt } from '../../accounts/limits.ts'
import { may } from '../../accounts/permissions.ts'
import type { Viewer } from '../../accounts/roles.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { inTransaction, nextChangeSeq } from '../../db/write.ts'
import { Conflict, Forbidden, NotFound } from '../../errors.ts'
import { contentHash } from '../../papers/merging/content-hash.ts'
import type { PaperId } from '../../papers/paper.ts'
import { paperById } from '../../papers/queries.ts'
import { logChange } from '../attribution.ts'
import { isAuthorOf } from '../claims/claim-queries.ts'
import { changeByMembers, type SetByMembers, setByMembers } from './members-statement.ts'
import { hasSubmitted } from './paper-owner-queries.ts'
import { refuseBanned } from './read-address.ts'
import { readLinks, type TypedLinks, typedLinks } from './read-links.ts'

export interface LinksOrder {
  paperId: PaperId
  viewer: Viewer
  typed: TypedLinks
  /** Of what was there when the form was made. */
  stamp: string
  now: number
}

const sentence = 'You have changed links often in a short time.'
const limit = { what: 'set-links', most: 60, windowMs: 3_600_000, sentence }

export async function mayChangeLinks(db: Db | Tx, viewer: Viewer, paperId: PaperId): Promise<boolean> {
  if (may(viewer, 'set-links', { owner: null })) return true
  if (!may(viewer, 'set-links', { owner: viewer.id })) return false
  return (await isAuthorOf(db, paperId, viewer.id)) || hasSubmitted(db, paperId, viewer.id)
}

/** What a form shows, and a mark of the state. */
export function linksForm(
  set: SetByMembers,
  keywords: readonly string[],
): { typed: TypedLinks; stamp: string } {
  return { typed: typedLinks(set), stamp: stampOf(set, keywords) }
}

/** Equal for equal states of what members set, and of the keywords that are shown. */
export const stampOf = (set: SetByMembers, keywords: readonly string[]): string =>
  String(contentHash(JSON.stringify([set, keywords])))

/** @throws Forbidden, Invalid, Conflict, RateLimited */
export async function setLinks(db: Db, { paperId, viewer, typed, stamp, now }: LinksOrder): Promise<void> {
  if (!(await mayChangeLinks(db, viewer, paperId))) {
    throw new Forbidden(
      'Only authors of this paper, who submitted it and curators set its links. Claim it first.',
    )
  }
  const { links, organization } = readLinks(typed)
  await refuseBanned(db, [...links.map(({ url }) => url), organization?.name ?? ''])
  await countAttempt(db, limit, viewer.id, now)
  await inTransaction(db, async (tx) => {
    await nextChangeSeq(tx, 0)
    const before = await setByMembers(tx, paperId)
    const reason = differences(
      typedLinks(before),
      typedLinks({ links, ...(organization && { organization }) }),
    )
    const keywords = await keywordsShown(tx, paperId)
    // A form that was sent twice finds what it asks for.
    if (reason === '') return
    requireSame(stampOf(before, keywords), stamp)
    await changeByMembers(tx, paperId, { links, organization })
    const subject = { kind: 'paper', id: paperId } as const
    await logChange(tx, { at: now, by: viewer.id, action: 'paper-links', subject, reason })
  })
}

/** Those of the paper, whoever said them. @throws NotFound */
export async function keywordsShown(tx: Db | Tx, paperId: PaperId): Promise<string[]> {
  const paper = await paperById(tx, paperId)
  if (paper) return paper.keywords
  throw new NotFound('This paper is not in the collection of this site.')
}

/** @throws Conflict */
export function requireSame(now: string, seen: string): void {
  if (now === seen) return
  throw new Conflict('Somebody else has changed this in the meantime. Load the page again, and look.')
}

/** Each field that changed with what it was and what it is, so that a person can put it back. */
function differences(before: TypedLinks, after: TypedLinks): string {
  return (Object.keys(after) as (keyof TypedLinks)[])
    .filter((field) => before[field] !== after[field])
    .map((field) => `${field}: ${inLine(before[field])} → ${inLine(after[field])}`)
    .join('; ')
}

const inLine = (text: string): string => (text === '' ? 'none' : text.replaceAll('\n', ' '))
