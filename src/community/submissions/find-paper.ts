// The paper that a member means by what they paste: from the store, else from the sources, which are asked once.

import { countAttempt } from '../../accounts/limits.ts'
import { isNewAccount, type Viewer } from '../../accounts/roles.ts'
import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/write.ts'
import { Invalid, NotFound } from '../../errors.ts'
import { paperNamed } from '../../papers/named-paper.ts'
import type { Author, PaperId } from '../../papers/paper.ts'
import { saveRecordsIn } from '../../papers/save.ts'
import { titleKey } from '../../papers/title-key.ts'
import type { PaperSeeker } from '../../sources/find-paper/paper-seeker.ts'
import { papersOfTitle } from './title-queries.ts'

/** Papers that somebody may have meant. */
export interface Candidate {
  id: PaperId
  title: string
  authors: Author[]
  published?: string
}

export type Found = { paperId: PaperId } | { candidates: Candidate[] }

export interface Finding {
  text: string
  viewer: Viewer
  now: number
}

const sentence = 'You have looked up many papers in a short time, and the sources ask for patience.'
const limit = { what: 'find-paper', most: 60, windowMs: 3_600_000, sentence }
const limitOfNew = { what: 'find-paper', most: 15, windowMs: 3_600_000, sentence }
const LONGEST_TEXT = 500
/** Shorter ones are shared by too many. */
const SHORTEST_TITLE = 8

/** @throws Invalid, NotFound, RateLimited; Conflict where the sources can’t be asked now */
export async function findPaper(db: Db, seeker: PaperSeeker, finding: Finding): Promise<Found> {
  const text = finding.text.trim()
  if (text === '' || text.length > LONGEST_TEXT) throw unusable()
  const named = await paperNamed(db, text)
  if (named?.known) return { paperId: named.id }
  if (!named) {
    if (/^(?:https?:)?\/\/|^www\./i.test(text)) throw unreadable()
    if (text.length < SHORTEST_TITLE) throw unusable()
    const known = await knownByTitle(db, text)
    if (known) return known
  }
  await countAttempt(
    db,
    isNewAccount(finding.viewer, finding.now) ? limitOfNew : limit,
    finding.viewer.id,
    finding.now,
  )
  return named ? bring(db, seeker, named.id) : byTitle(seeker, text)
}

async function bring(db: Db, seeker: PaperSeeker, id: PaperId): Promise<Found> {
  const sought = await seeker.byId(id)
  if (!sought) {
    throw new NotFound(
      `No source knows the paper ${id}. Look whether its id is right; a paper of today may take some hours to be known.`,
    )
  }
  await inTransaction(db, (tx) => saveRecordsIn(tx, [sought.record], sought.origin))
  // Its id may lead to another one that it was merged with.
  const named = await paperNamed(db, sought.record.id)
  return { paperId: named?.id ?? sought.record.id }
}

async function byTitle(seeker: PaperSeeker, text: string): Promise<Found> {
  const sought = await seeker.byTitle(text)
  if (sought.length === 0) {
    throw new NotFound(
      'No source knows a paper of this title. Paste its arXiv id, its DOI or its address instead.',
    )
  }
  return {
    candidates: sought.map(({ record: { id, title, authors, published } }) => ({
      ...{ id, title, authors: authors.filter(({ hidden }) => !hidden) },
      ...(published === undefined ? {} : { published }),
    })),
  }
}

async function knownByTitle(db: Db, text: string): Promise<Found | null> {
  const key = titleKey(text)
  const papers = key === null ? [] : await papersOfTitle(db, key)
  const [first, second] = papers
  if (!first) return null
  return second ? { candidates: papers } : { paperId: first.id }
}

const unusable = () =>
  new Invalid('Paste an arXiv id, a DOI, the address of a paper’s page or its whole title.', {
    text: 'must be an id, a DOI, an address or a title',
  })

const unreadable = () =>
  new Invalid(
    'This address is none of a paper that we can read. Pages of arXiv, OpenReview, the ACL Anthology, bioRxiv, medRxiv and DOIs are understood; else paste the title.',
    { text: 'must be the address of a paper at a source that is known' },
  )
