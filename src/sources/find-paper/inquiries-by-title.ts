// Who is asked for papers of a title: arXiv, and only where it has none of just that title the indexes.

import { plainLatex } from '../../papers/text/latex-text.ts'
import { endpoint } from '../endpoint.ts'
import { mannersOf } from '../fetching/manners.ts'
import { readCrossrefWorks } from '../lookups/crossref.ts'
import { readOpenAlexWorks } from '../lookups/openalex.ts'
import { askForTitle, readEntries } from '../protocols/arxiv-query.ts'
import type { SourceSettings } from '../source-settings.ts'
import { sourceTitles } from '../source-titles.ts'
import { contactOf, papersOf } from './inquiries-by-id.ts'
import type { Inquiry } from './inquiry.ts'

/** More candidates than that nobody compares. */
const mostOfOne = 5

export function inquiriesByTitle(settings: SourceSettings, title: string): Inquiry[] {
  const words = wordsOf(title)
  if (words === '') return []
  return [arxiv(settings, words), crossref(settings, words), openAlex(settings, words)]
}

/** Without marks, some of which mean something in a query. */
const wordsOf = (title: string): string =>
  plainLatex(title)
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, 300)

function arxiv(settings: SourceSettings, words: string): Inquiry {
  const url = settings.ARXIV_API_URL
  return {
    ...{ origin: 'arxiv-api', title: 'arXiv' },
    manners: mannersOf('arxiv-api', url, settings.TEST_POLITENESS_MS),
    ask: askForTitle(url, words, mostOfOne),
    read: (answer) => papersOf(readEntries(answer)),
  }
}

function crossref(settings: SourceSettings, words: string): Inquiry {
  const url = settings.CROSSREF_URL
  const query = [`query.title=${encodeURIComponent(words)}`, `rows=${mostOfOne}`, contactOf(settings)]
  return {
    ...{ origin: 'crossref', title: sourceTitles.crossref },
    manners: mannersOf('crossref', url, settings.TEST_POLITENESS_MS),
    ask: { url: endpoint(url, `/works?${query.filter(Boolean).join('&')}`) },
    read: readCrossrefWorks,
  }
}

function openAlex(settings: SourceSettings, words: string): Inquiry {
  const { OPENALEX_URL: url, OPENALEX_API_KEY: key } = settings
  const query = [
    `filter=title.search:${encodeURIComponent(words)}`,
    `per-page=${mostOfOne}`,
    ...(key ? [`api_key=${encodeURIComponent(key)}`] : []),
    contactOf(settings),
  ]
  return {
    ...{ origin: 'openalex', title: sourceTitles.openalex },
    manners: mannersOf('openalex', url, settings.TEST_POLITENESS_MS),
    ask: { url: endpoint(url, `/works?${query.filter(Boolean).join('&')}`) },
    read: readOpenAlexWorks,
  }
}
