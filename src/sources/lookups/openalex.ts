// OpenAlex: https://docs.openalex.org/api-entities/works. Papers are named by DOI, those of arXiv by arXiv's.

import { parseDoi } from '../../papers/identifiers/doi.ts'
import { type Fields, fieldsOf, rawText } from '../../papers/import/fields.ts'
import type { PaperRecord } from '../../papers/paper.ts'
import { endpoint } from '../endpoint.ts'
import type { Answer, KnownPaper, Lookup } from '../protocol.ts'
import { readJsonObject } from '../read-json.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { requireSuccess } from '../status-trouble.ts'
import { arxivDoi, publishedDoi } from './known-doi.ts'
import { saidByOpenAlex, wholeOpenAlexWork } from './openalex-work.ts'
import { unlessInvalid } from './unless-invalid.ts'

const who = 'OpenAlex'
/** A filter takes 100 values, and a paper has up to two DOIs. */
const mostPapers = 50
const fields =
  'id,doi,type,publication_year,primary_location,best_oa_location,open_access,cited_by_count,biblio,is_retracted'

export function openAlexLookup(options: { url: string; apiKey?: string; contact?: string }): Lookup {
  return {
    most: mostPapers,
    canAsk: (paper) => doisOf(paper).length > 0,
    ask(papers) {
      const dois = [...new Set(papers.flatMap(doisOf))].map(encodeURIComponent).join('%7C')
      const query = [`filter=doi:${dois}`, 'per-page=100', `select=${fields}`, ...identification(options)]
      return { url: endpoint(options.url, `/works?${query.join('&')}`) }
    },
    read(answer, papers) {
      const works = worksByDoi(worksOf(answer))
      return papers.flatMap((paper) => {
        const said = doisOf(paper).flatMap((doi) => {
          const work = works.get(doi)
          return work === undefined ? [] : (unlessInvalid(() => [saidByOpenAlex(work, paper.id)]) ?? [])
        })
        return joined(said)
      })
    },
  }
}

/** A work that was found by DOI, or the first of those found by title. @throws SourceTrouble, Invalid */
export function readOpenAlexWork(answer: Answer): PaperRecord {
  const [work] = worksOf(answer)
  if (work === undefined) throw new SourceTrouble('refused', `${who} knows no such work.`)
  return wholeOpenAlexWork(fieldsOf(work, 'The work'))
}

/** All that were found by title, the nearest first; unusable ones are left out. @throws SourceTrouble */
export function readOpenAlexWorks(answer: Answer): PaperRecord[] {
  return worksOf(answer).flatMap(
    (work) => unlessInvalid(() => [wholeOpenAlexWork(fieldsOf(work, 'The work'))]) ?? [],
  )
}

const identification = ({ apiKey, contact }: { apiKey?: string; contact?: string }): string[] => [
  ...(apiKey ? [`api_key=${encodeURIComponent(apiKey)}`] : []),
  ...(contact ? [`mailto=${encodeURIComponent(contact)}`] : []),
]

/** The published one first, because it knows the venue. Commas and bars have a meaning of their own in filters. */
const doisOf = (paper: KnownPaper): string[] =>
  [publishedDoi(paper), arxivDoi(paper.id)].filter(
    (doi) => doi !== undefined && !/[,|]/.test(doi),
  ) as string[]

/** A list of works, or the one work that was asked for. */
function worksOf(answer: Answer): unknown[] {
  requireSuccess(answer, who)
  const whole = readJsonObject(answer, who)
  if (Array.isArray(whole.results)) return whole.results
  if (typeof whole.id === 'string' || typeof whole.doi === 'string') return [whole]
  throw new SourceTrouble('garbled', `${who} answered without works.`)
}

function worksByDoi(works: unknown[]): Map<string, Fields> {
  const found = new Map<string, Fields>()
  for (const value of works) {
    const work = unlessInvalid(() => fieldsOf(value, 'The work'))
    const doi = work && unlessInvalid(() => parseDoi(rawText(work, 'doi') ?? ''))
    if (work && doi && !found.has(doi)) found.set(doi, work)
  }
  return found
}

/** One record of what is said of the published work and of its preprint. */
function joined([first, second]: PaperRecord[]): PaperRecord[] {
  if (first === undefined) return []
  if (second === undefined) return [first]
  const counts = [first.citations, second.citations].filter((count) => count !== undefined)
  return [
    {
      ...second,
      ...first,
      venues: first.venues.length > 0 ? first.venues : second.venues,
      links: [...first.links, ...second.links],
      withdrawn: first.withdrawn || second.withdrawn,
      ...(counts.length === 0 ? {} : { citations: Math.max(...counts) }),
    },
  ]
}
