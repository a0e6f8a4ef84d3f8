// A member who signs in with ORCID need not explain: where a registry of DOIs says that this ORCID is an author's, the
// claim is approved at once. Sources give no mail addresses of authors, so nothing is matched by these.

import { newMemberId } from '../../accounts/member-id.ts'
import type { Viewer } from '../../accounts/roles.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { inTransaction, nextChangeSeq } from '../../db/write.ts'
import { Conflict } from '../../errors.ts'
import { papersOfOrcid } from '../../papers/author-orcid-queries.ts'
import type { Author, PaperId } from '../../papers/paper.ts'
import { logChange } from '../attribution.ts'
import { waitsNoLonger } from '../notifications/tell-deciders.ts'
import { isTaken } from './claim-places.ts'
import { addClaim, claimsOf, deleteClaim, openClaimsOn, orcidOf } from './claim-queries.ts'

export interface OrcidClaim {
  orcid: string
  /** As the paper has it. */
  authorName: string
  /** All of the paper. */
  authors: readonly Author[]
}

/** Papers that are offered on the page of one's own. */
const MOST_OFFERED = 50
const MOST_CLAIMS = 1_000

/** Which author of the paper the member is by their ORCID; null where nothing says so. */
export async function orcidClaimOn(
  db: Db | Tx,
  paperId: PaperId,
  personId: string,
): Promise<OrcidClaim | null> {
  const orcid = await orcidOf(db, personId)
  if (orcid === null) return null
  const earlier = await claimsOf(db, personId, MOST_CLAIMS)
  if (earlier.some((claim) => claim.paper_id === paperId && isTakenBack(claim, orcid))) return null
  const [found] = await papersOfOrcid(db, orcid, { limit: 1, paperId })
  if (!found) return null
  const { authors, name } = found
  const authorName = authorLike(authors, name)
  return authorName === undefined ? null : { orcid, authorName, authors }
}

export interface OfferedPaper {
  paperId: PaperId
  title: string
  authorName: string
}

/** Papers that name the member’s ORCID and that they have not claimed. */
export async function papersToClaim(db: Db, personId: string): Promise<OfferedPaper[]> {
  const orcid = await orcidOf(db, personId)
  if (orcid === null) return []
  const claims = await claimsOf(db, personId, MOST_CLAIMS)
  const held = claims.filter((claim) => claim.state !== 'refused' || isTakenBack(claim, orcid))
  const ids = new Set(held.map((claim) => claim.paper_id))
  const papers = await papersOfOrcid(db, orcid, { limit: MOST_OFFERED + ids.size })
  return papers
    .filter(({ paperId }) => !ids.has(paperId))
    .flatMap(({ paperId, title, authors, name }) => {
      const authorName = authorLike(authors, name)
      return authorName === undefined ? [] : [{ paperId, title, authorName }]
    })
    .slice(0, MOST_OFFERED)
}

export interface OrcidOrder {
  paperId: PaperId
  viewer: Viewer
  now: number
}

/** Takes the place of a claim of theirs that waits; twice is one. @throws Conflict */
export function claimByOrcid(db: Db, { paperId, viewer, now }: OrcidOrder): Promise<void> {
  return inTransaction(db, async (tx) => {
    await nextChangeSeq(tx, 0)
    const claim = await orcidClaimOn(tx, paperId, viewer.id)
    if (!claim)
      throw new Conflict('Nothing shows that your ORCID is an author’s of this paper. Claim it with words.')
    const { authorName, orcid, authors } = claim
    const open = await openClaimsOn(tx, paperId)
    const own = open.find((one) => one.person_id === viewer.id)
    if (own?.state === 'approved' && own.author_name === authorName) return
    if (isTaken(authors, open, authorName))
      throw new Conflict('This author has been claimed already. Write to whoever runs this site.')
    if (own?.state === 'approved') throw new Conflict('You have claimed this paper already.')
    if (own) await deleteClaim(tx, own.id)
    await addClaim(tx, {
      ...{ id: newMemberId(), paper_id: paperId, author_name: authorName, person_id: viewer.id },
      ...{ evidence: evidenceOf(orcid), state: 'approved', reason: null, shown: 1 },
      ...{ decided_by: null, created_at: now, decided_at: now },
    })
    await waitsNoLonger(tx, 'claim', { paperId, by: viewer.id, now })
    await logChange(tx, {
      ...{ at: now, by: viewer.id, action: 'claim-approve', subject: { kind: 'paper', id: paperId } },
      reason: `${authorName} is this member, as their ORCID shows.`,
    })
  })
}

const evidenceOf = (orcid: string): string => `ORCID ${orcid}`

/** An admin knows better than a registry. */
const isTakenBack = ({ state, evidence }: { state: string; evidence: string }, orcid: string): boolean =>
  state === 'refused' && evidence === evidenceOf(orcid)

/** The author of that name, or else the only one of the same family name and first letter. */
function authorLike(authors: readonly Author[], name: string): string | undefined {
  const shown = authors.filter(({ hidden }) => !hidden).map((author) => author.name)
  const same = shown.find((one) => folded(one) === folded(name))
  if (same !== undefined) return same
  const alike = shown.filter((one) => initialAndFamily(one) === initialAndFamily(name))
  return alike.length === 1 ? alike[0] : undefined
}

const folded = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase()

function initialAndFamily(name: string): string {
  const words = name.trim().split(/\s+/)
  return `${folded(words[0] ?? '').slice(0, 1)} ${folded(words.at(-1) ?? '')}`
}
