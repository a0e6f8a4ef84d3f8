// Whether two papers of different sources are one: by a DOI that both name, or by title and authors. Better two pages
// for one paper than one page for two: where anything speaks against it, they stay apart.

import { sourceOf } from '../identifiers/identifiers.ts'
import type { Paper, PaperId, Source } from '../paper.ts'
import { foldedTitle } from '../title-key.ts'

export type SameReason = 'doi' | 'title'

/** What is compared of a paper. */
export type ComparedPaper = Pick<Paper, 'id' | 'title' | 'doi' | 'authors' | 'authorCount' | 'published'>

/** The page stays where people look first; the other id leads to it. */
const sourcesInOrder: readonly Source[] = ['arxiv', 'acl', 'biorxiv', 'medrxiv', 'openreview', 'doi', 'file']

/** A preprint and its publication lie no further apart. */
const MOST_YEARS = 4
/** Of the shorter list of authors, this share must stand in the other. */
const SHARED_AUTHORS = 0.6

/** Why two papers are the same; null where they aren't, or nobody can tell. Symmetric. */
export function sameReason(a: ComparedPaper, b: ComparedPaper): SameReason | null {
  // A source knows its own papers: two ids there are two papers.
  if (sourceOf(a.id) === sourceOf(b.id)) return null
  const sameTitle = foldedTitle(a.title) === foldedTitle(b.title)
  const shared = sharedAuthors(a, b)
  if (sharesDoi(a, b)) return sameTitle || shared >= SHARED_AUTHORS ? 'doi' : null
  if (!sameTitle || yearsApart(a, b) > MOST_YEARS) return null
  return shared >= SHARED_AUTHORS && sharesFirstAuthor(a, b) ? 'title' : null
}

/** Of two ids of one paper: the one that stays, then the one that leads to it. */
export function inOrder(a: PaperId, b: PaperId): [PaperId, PaperId] {
  const rank = (id: PaperId) => sourcesInOrder.indexOf(sourceOf(id))
  return rank(a) < rank(b) || (rank(a) === rank(b) && a < b) ? [a, b] : [b, a]
}

function sharesDoi(a: ComparedPaper, b: ComparedPaper): boolean {
  const dois = new Set(doisOf(a))
  return doisOf(b).some((doi) => dois.has(doi))
}

/** The one it tells, and the one it is known by; in lower case. */
const doisOf = ({ id, doi }: ComparedPaper): string[] => {
  const own = /^(?:doi|biorxiv|medrxiv):(10\..*)$/.exec(id)?.[1]
  return [doi, own].filter((one) => one !== undefined).map((one) => one.toLowerCase())
}

/** Share of the shorter list that stands in the other; 0 where a list is missing or far longer. */
function sharedAuthors(a: ComparedPaper, b: ComparedPaper): number {
  const [one, other] = [a, b].map(({ authors }) =>
    authors.map(({ name }) => surname(name)).filter((name) => name !== ''),
  )
  if (!one?.length || !other?.length) return 0
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one]
  if (longer.length > 2 * shorter.length + 1) return 0
  const names = new Set(longer)
  return shorter.filter((name) => names.has(name)).length / shorter.length
}

function sharesFirstAuthor(a: ComparedPaper, b: ComparedPaper): boolean {
  const [first, second] = [a.authors[0], b.authors[0]]
  return first !== undefined && second !== undefined && surname(first.name) === surname(second.name)
}

/** The last word of a name, folded: `Ada M. Exâmple, Jr.` → `example`. */
export function surname(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .split(/[\s-]+/)
    .filter((word) => word !== '' && !/^(jr|sr|ii|iii|iv)$/.test(word))
  return words.at(-1) ?? ''
}

function yearsApart(a: ComparedPaper, b: ComparedPaper): number {
  const [one, other] = [a, b].map(({ published }) => Number(published?.slice(0, 4)))
  return one && other ? Math.abs(one - other) : 0
}
