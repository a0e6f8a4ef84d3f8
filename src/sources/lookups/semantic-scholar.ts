// Semantic Scholar: https://api.semanticscholar.org/api-docs/graph. A batch is answered in the order of its ids.

import { sourceOf } from '../../papers/identifiers/identifiers.ts'
import { type Fields, fieldsOf } from '../../papers/import/fields.ts'
import type { PaperRecord } from '../../papers/paper.ts'
import { endpoint } from '../endpoint.ts'
import type { Answer, KnownPaper, Lookup } from '../protocol.ts'
import { readJsonList, readJsonObject } from '../read-json.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { requireSuccess } from '../status-trouble.ts'
import { publishedDoi } from './known-doi.ts'
import { saidBySemanticScholar, wholeSemanticScholarPaper } from './semantic-scholar-paper.ts'
import { unlessInvalid } from './unless-invalid.ts'

const who = 'Semantic Scholar'
/** Their limit. */
const mostPapers = 500
const fields = 'externalIds,venue,journal,citationCount,openAccessPdf'

export function semanticScholarLookup({ url, apiKey }: { url: string; apiKey?: string }): Lookup {
  return {
    most: mostPapers,
    canAsk: (paper) => nameOf(paper) !== undefined,
    ask: (papers) => ({
      url: endpoint(url, `/graph/v1/paper/batch?fields=${fields}`),
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(apiKey ? { 'x-api-key': apiKey } : {}) },
      body: JSON.stringify({ ids: askable(papers).map(nameOf) }),
    }),
    read(answer, papers) {
      if (knowsNone(answer)) return []
      requireSuccess(answer, who)
      const asked = askable(papers)
      const found = readJsonList(answer, who)
      if (found.length !== asked.length) {
        throw new SourceTrouble(
          'garbled',
          `${who} was asked about ${asked.length} papers and answered about ${found.length}.`,
        )
      }
      return asked.flatMap((paper, place) => {
        const value = found[place]
        if (value === null) return []
        const said = unlessInvalid(() => saidBySemanticScholar(fieldsOf(value, 'The paper'), paper.id))
        return said === undefined ? [] : [said]
      })
    },
  }
}

/** A paper that was found by its id, or the best match of a title. @throws SourceTrouble, Invalid */
export function readSemanticScholarPaper(answer: Answer): PaperRecord {
  requireSuccess(answer, who)
  return wholeSemanticScholarPaper(firstPaper(readJsonObject(answer, who)))
}

const askable = (papers: readonly KnownPaper[]) => papers.filter((paper) => nameOf(paper) !== undefined)

/** Their names for papers of others: `ARXIV:2407.21783`, `ACL:P18-1001`, `DOI:10.1000/xyz`. */
function nameOf(paper: KnownPaper): string | undefined {
  if (sourceOf(paper.id) === 'arxiv') return `ARXIV:${paper.id}`
  if (sourceOf(paper.id) === 'acl') return `ACL:${paper.id.slice('acl:'.length)}`
  const doi = publishedDoi(paper)
  return doi === undefined ? undefined : `DOI:${doi}`
}

/** A batch of which they know no paper at all is an error to them. */
const knowsNone = ({ status, text }: Answer): boolean =>
  status === 400 && text.length < 1_000 && /no valid paper ids/i.test(text)

/** Searches without a result leave `data` out. */
function firstPaper(whole: Fields): Fields {
  if (typeof whole.paperId === 'string') return whole
  const found = whole.data ?? (typeof whole.total === 'number' ? [] : undefined)
  if (!Array.isArray(found)) throw new SourceTrouble('garbled', `${who} answered without papers.`)
  if (found.length === 0) throw new SourceTrouble('refused', `${who} knows no such paper.`)
  return fieldsOf(found[0], 'The paper')
}
