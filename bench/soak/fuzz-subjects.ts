// Everything that reads answers of sources, each with a whole answer to begin with.

import type { PaperRecord } from '../../src/papers/paper.ts'
import { crossrefLookup, readCrossrefWork } from '../../src/sources/lookups/crossref.ts'
import { readDataciteWork } from '../../src/sources/lookups/datacite.ts'
import { githubLookup } from '../../src/sources/lookups/github.ts'
import { openAlexLookup, readOpenAlexWork } from '../../src/sources/lookups/openalex.ts'
import {
  readSemanticScholarPaper,
  semanticScholarLookup,
} from '../../src/sources/lookups/semantic-scholar.ts'
import type { Answer, Lookup, Protocol } from '../../src/sources/protocol.ts'
import { aclProtocol } from '../../src/sources/protocols/acl-anthology.ts'
import { arxivFeedProtocol } from '../../src/sources/protocols/arxiv-feed.ts'
import { arxivOaiProtocol } from '../../src/sources/protocols/arxiv-oai.ts'
import { arxivQueryProtocol, readEntries } from '../../src/sources/protocols/arxiv-query.ts'
import { biorxivProtocol } from '../../src/sources/protocols/biorxiv.ts'
import { hfDailyProtocol } from '../../src/sources/protocols/hf-daily.ts'
import { readHfPaper, readHfSearch } from '../../src/sources/protocols/hf-paper.ts'
import { openReviewProtocol } from '../../src/sources/protocols/openreview.ts'
import type { Format } from './fuzz-mutations.ts'
import * as samples from './fuzz-samples.ts'

export interface Subject {
  name: string
  format: Format
  sample: string
  /** The records that are still to be read. Both may throw SourceTrouble or Invalid. */
  read(answer: Answer): (() => PaperRecord)[]
}

const url = 'https://source.example'
const categories = ['cs.AI', 'math.CO']

const known = [
  { id: '2401.00001', doi: '10.1000/abc', code: ['https://github.com/example/code'] },
  { id: 'doi:10.1000/abc', code: [] },
]

function ofProtocol<C extends object>(
  name: string,
  protocol: Protocol<C>,
  format: Format,
  sample: unknown,
): Subject {
  const cursor = protocol.start({ since: '2026-03-02', until: '2026-03-04' })
  return {
    ...{ name, format, sample: typeof sample === 'string' ? sample : JSON.stringify(sample) },
    read(answer) {
      const page = protocol.read(answer, cursor)
      // What comes next must be askable, and the cursor must be data.
      if (page.next) protocol.ask(JSON.parse(JSON.stringify(page.next)) as C)
      return page.items.map((item) => () => item.read())
    },
  }
}

const ofLookup = (name: string, lookup: Lookup, sample: unknown): Subject => ({
  ...{ name, format: 'json', sample: JSON.stringify(sample) },
  read: (answer) => lookup.read(answer, known).map((record) => () => record),
})

const ofReader = (name: string, read: (answer: Answer) => PaperRecord | null, sample: unknown): Subject => ({
  ...{ name, format: 'json', sample: JSON.stringify(sample) },
  read(answer) {
    const record = read(answer)
    return record === null ? [] : [() => record]
  },
})

const oai = arxivOaiProtocol({ url, categories })
const feed = arxivFeedProtocol({ url, categories })

export const subjects: Subject[] = [
  ofProtocol('arxiv-oai', oai, 'xml', samples.arxivRaw),
  ofProtocol('arxiv-oai in Dublin Core', oai, 'xml', samples.dublinCore),
  ofProtocol('arxiv-oai errors', oai, 'xml', samples.oaiError),
  ofProtocol('arxiv-query', arxivQueryProtocol({ url, categories }), 'xml', samples.arxivAtom),
  {
    ...{ name: 'arxiv-query by id', format: 'xml', sample: samples.arxivAtom },
    read: (answer) => readEntries(answer).map((item) => () => item.read()),
  },
  ofProtocol('arxiv-feed in Atom', feed, 'xml', samples.feedAtom),
  ofProtocol('arxiv-feed in RSS', feed, 'xml', samples.feedRss),
  ofProtocol('acl-anthology', aclProtocol({ url, collections: ['2025.example'] }), 'xml', samples.anthology),
  ofProtocol('hf-daily', hfDailyProtocol({ url }), 'json', [samples.hfItem]),
  ofReader('hf-paper', readHfPaper, samples.hfPaper),
  {
    ...{ name: 'hf-search', format: 'json', sample: JSON.stringify([samples.hfItem]) },
    read: (answer) => readHfSearch(answer).map((item) => () => item.read()),
  },
  ofProtocol('biorxiv', biorxivProtocol({ url, server: 'biorxiv', categories: [] }), 'json', samples.biorxiv),
  ofProtocol(
    'openreview',
    openReviewProtocol({ url, venues: ['EX.cc/2025/Conference'] }),
    'json',
    samples.openreview,
  ),
  ofLookup('openalex', openAlexLookup({ url }), samples.openalex),
  ofReader('openalex works', readOpenAlexWork, samples.openalex),
  ofLookup('crossref', crossrefLookup({ url }), samples.crossref),
  ofReader('crossref works', readCrossrefWork, samples.crossref),
  ofLookup('semantic-scholar', semanticScholarLookup({ url }), [samples.semanticScholar, null]),
  ofReader('semantic-scholar papers', readSemanticScholarPaper, samples.semanticScholar),
  ofReader('datacite works', readDataciteWork, samples.datacite),
  ofLookup('github', githubLookup({ url }), samples.github),
]
