// Crossref: https://api.crossref.org. Knows the DOIs of publishers; arXiv's are DataCite's.

import { parseDoi } from '../../papers/identifiers/doi.ts'
import { type Fields, fieldsOf, rawText } from '../../papers/import/fields.ts'
import type { PaperRecord } from '../../papers/paper.ts'
import { endpoint } from '../endpoint.ts'
import type { Answer, KnownPaper, Lookup } from '../protocol.ts'
import { readJsonObject } from '../read-json.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { requireSuccess } from '../status-trouble.ts'
import { saidByCrossref, wholeCrossrefWork } from './crossref-work.ts'
import { publishedDoi } from './known-doi.ts'
import { unlessInvalid } from './unless-invalid.ts'

const who = 'Crossref'
/** Whole works come with all their references, some 30 kB each: selecting fields would leave out retractions. */
const mostPapers = 25

export function crossrefLookup({ url, contact }: { url: string; contact?: string }): Lookup {
  return {
    most: mostPapers,
    canAsk: (paper) => askableDoi(paper) !== undefined,
    ask(papers) {
      const dois = [...new Set(papers.map(askableDoi))].filter((doi) => doi !== undefined)
      const filter = dois.map((doi) => `doi:${encodeURIComponent(doi)}`).join(',')
      const mail = contact ? `&mailto=${encodeURIComponent(contact)}` : ''
      return { url: endpoint(url, `/works?filter=${filter}&rows=${dois.length}${mail}`) }
    },
    read(answer, papers) {
      const works = worksByDoi(worksOf(answer))
      return papers.flatMap((paper) => {
        const work = works.get(askableDoi(paper) ?? '')
        const said = work && unlessInvalid(() => saidByCrossref(work, paper.id))
        return said === undefined ? [] : [said]
      })
    },
  }
}

/** A work that was found by DOI, or the first of those found by title. @throws SourceTrouble, Invalid */
export function readCrossrefWork(answer: Answer): PaperRecord {
  const [work] = worksOf(answer)
  if (work === undefined) throw new SourceTrouble('refused', `${who} knows no such work.`)
  return wholeCrossrefWork(fieldsOf(work, 'The work'))
}

/** All that were found by title, the nearest first; unusable ones are left out. @throws SourceTrouble */
export function readCrossrefWorks(answer: Answer): PaperRecord[] {
  return worksOf(answer).flatMap(
    (work) => unlessInvalid(() => [wholeCrossrefWork(fieldsOf(work, 'The work'))]) ?? [],
  )
}

/** A comma separates filters. */
function askableDoi(paper: KnownPaper): string | undefined {
  const doi = publishedDoi(paper)
  return doi?.includes(',') ? undefined : doi
}

/** `message` is a list of works, or the one work that was asked for. */
function worksOf(answer: Answer): unknown[] {
  requireSuccess(answer, who)
  const { message } = readJsonObject(answer, who)
  if (typeof message === 'object' && message !== null && !Array.isArray(message)) {
    const { items, DOI } = message as Fields
    if (Array.isArray(items)) return items
    if (DOI !== undefined) return [message]
  }
  throw new SourceTrouble('garbled', `${who} answered without works.`)
}

function worksByDoi(works: unknown[]): Map<string, Fields> {
  const found = new Map<string, Fields>()
  for (const value of works) {
    const work = unlessInvalid(() => fieldsOf(value, 'The work'))
    const doi = work && unlessInvalid(() => parseDoi(rawText(work, 'DOI') ?? ''))
    if (work && doi && !found.has(doi)) found.set(doi, work)
  }
  return found
}
