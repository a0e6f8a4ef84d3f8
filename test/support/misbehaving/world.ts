// All generated records of one seed, and what others know about them.

import { type ArxivPapers, arxivIdOfDoi, arxivPapers } from './generate-arxiv.ts'
import { aclPapers, firstNumber, openreviewNotes, preprints } from './generate-others.ts'
import type { GeneratedPaper, ListName, PaperList, PreprintList } from './generated-paper.ts'
import { numberOf, seeded, seedOf } from './seeded.ts'

export interface World {
  seed: number
  /** First and last day, `YYYY-MM-DD`. */
  since: string
  until: string
  arxiv: ArxivPapers
  lists: Record<ListName, PaperList> & Record<'biorxiv' | 'medrxiv', PreprintList>
  /** By the DOI of a journal, of arXiv, of a preprint server or of the Anthology, in any case of letters. */
  byDoi(doi: string): GeneratedPaper | null
  arxivById(id: string): GeneratedPaper | null
}

export interface WorldOptions {
  seed: number
  /** Of each list. The collection of the ACL Anthology has 2000 at most. */
  records: number
  /** Days of last change. Default: the first nine weeks of 2026. */
  days?: { since: string; until: string }
}

export function worldOf({ seed, records, days }: WorldOptions): World {
  const { since, until } = days ?? { since: '2026-01-01', until: '2026-03-04' }
  const arxiv = arxivPapers(seed, records, since, until)
  const lists = {
    arxiv,
    biorxiv: preprints('biorxiv', seed, records, since, until),
    medrxiv: preprints('medrxiv', seed, records, since, until),
    openreview: openreviewNotes(seed, records, since),
    acl: aclPapers(seed, records),
  }
  const arxivById = (id: string) => {
    const index = arxiv.find(id)
    return index < 0 ? null : arxiv.paper(index)
  }
  const byDoi = (doi: string) => {
    const id = arxivIdOfDoi(doi)
    const paper = id === null ? otherByDoi(lists, doi) : arxivById(id)
    const name = doi.toLowerCase()
    const isOwn = name === paper?.doi?.toLowerCase() || paper?.id.endsWith(`:${name}`)
    return isOwn || name.startsWith('10.48550/') ? paper : null
  }
  return { seed, since, until, arxiv, lists, arxivById, byDoi }
}

/** Their DOIs hold the index. */
function otherByDoi(lists: Record<ListName, PaperList>, doi: string): GeneratedPaper | null {
  const preprint = /^10\.(?:64898\/[\d.]+|5555\/pub)\.(\d+)$/.exec(doi)?.[1]
  if (preprint !== undefined) {
    const server = Number(preprint) < firstNumber.medrxiv ? 'biorxiv' : 'medrxiv'
    return paperAt(lists[server], Number(preprint) - firstNumber[server])
  }
  const [, volume, number] = /^10\.18653\/v1\/[\w.]+-(long|short)\.(\d+)$/i.exec(doi) ?? []
  const index = 2 * (Number(number) - 1) + (volume?.toLowerCase() === 'short' ? 1 : 0)
  return volume === undefined ? null : paperAt(lists.acl, index)
}

const paperAt = (list: PaperList, index: number): GeneratedPaper | null =>
  index >= 0 && index < list.count ? list.paper(index) : null

/** How often an index has seen this id or DOI cited; null where it doesn’t know it. One in twelve is unknown. */
export function citationsIn(index: string, seed: number, name: string): number | null {
  const random = seeded(seedOf(seed, numberOf(index), numberOf(name.toLowerCase())))
  return random.chance(1 / 12) ? null : Math.floor(random.next() ** 4 * 3000)
}

/** Stars of `OWNER/NAME`; null for one repository in twenty, which is gone. */
export function starsOf(seed: number, repository: string): number | null {
  const random = seeded(seedOf(seed, 31, numberOf(repository.toLowerCase())))
  return random.chance(0.05) ? null : random.below(20_000)
}
