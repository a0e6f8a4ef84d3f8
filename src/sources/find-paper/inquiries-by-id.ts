// Who is asked about a paper that is named by its id: first the source that the id belongs to, then indexes that have it.

import { doiOf, sourceOf } from '../../papers/identifiers/identifiers.ts'
import type { Item } from '../../papers/import/item.ts'
import type { PaperId, PaperRecord } from '../../papers/paper.ts'
import { endpoint } from '../endpoint.ts'
import { mannersOf } from '../fetching/manners.ts'
import { readCrossrefWork } from '../lookups/crossref.ts'
import { readDataciteWork } from '../lookups/datacite.ts'
import { readOpenAlexWork } from '../lookups/openalex.ts'
import { readSemanticScholarPaper } from '../lookups/semantic-scholar.ts'
import { unlessInvalid } from '../lookups/unless-invalid.ts'
import type { Answer } from '../protocol.ts'
import { askForIds, readEntries } from '../protocols/arxiv-query.ts'
import { biorxivProtocol } from '../protocols/biorxiv.ts'
import { openReviewProtocol } from '../protocols/openreview.ts'
import type { SourceSettings } from '../source-settings.ts'
import { sourceTitles } from '../source-titles.ts'
import type { Inquiry } from './inquiry.ts'

/** In the order in which they are asked, until one knows the paper. None for papers that only a file tells of. */
export function inquiriesById(settings: SourceSettings, id: PaperId): Inquiry[] {
  const doi = doiOf(id)
  switch (sourceOf(id)) {
    case 'arxiv':
      return [
        arxiv(settings, id),
        ...(doi === null ? [] : [datacite(settings, doi), openAlex(settings, doi)]),
      ]
    case 'biorxiv':
    case 'medrxiv':
      return [
        preprint(settings, id),
        ...(doi === null ? [] : [crossref(settings, doi), openAlex(settings, doi)]),
      ]
    case 'openreview':
      return [openReview(settings, id)]
    case 'acl':
      return anthology(settings, id.slice('acl:'.length))
    case 'doi':
      return doi === null ? [] : [crossref, datacite, openAlex].map((inquiry) => inquiry(settings, doi))
    default:
      return []
  }
}

/** Who asks, for sources that treat those better whom they can write to. */
export function contactOf({ CONTACT_EMAIL }: SourceSettings): string {
  return CONTACT_EMAIL === undefined ? '' : `mailto=${encodeURIComponent(CONTACT_EMAIL)}`
}

/** Usable papers of an answer. */
export function papersOf(items: readonly Item[]): PaperRecord[] {
  return items.map((item) => unlessInvalid(() => item.read())).filter((record) => record !== undefined)
}

const found =
  (read: (answer: Answer) => PaperRecord) =>
  (answer: Answer): PaperRecord[] => {
    const record = unlessInvalid(() => read(answer))
    return record === undefined ? [] : [record]
  }

function arxiv(settings: SourceSettings, id: PaperId): Inquiry {
  const url = settings.ARXIV_API_URL
  return {
    ...{ origin: 'arxiv-api', title: 'arXiv', isOwner: true },
    manners: mannersOf('arxiv-api', url, settings.TEST_POLITENESS_MS),
    ask: askForIds(url, [id]),
    read: (answer) => papersOf(readEntries(answer)),
  }
}

function preprint(settings: SourceSettings, id: PaperId): Inquiry {
  const server = sourceOf(id) === 'medrxiv' ? 'medrxiv' : 'biorxiv'
  const url = settings.BIORXIV_URL
  const protocol = biorxivProtocol({ url, server, categories: [] })
  return {
    ...{ origin: server, title: sourceTitles[server], isOwner: true },
    manners: mannersOf(server, url, settings.TEST_POLITENESS_MS),
    ask: { url: endpoint(url, `/details/${server}/${id.slice(server.length + 1)}/na/json`) },
    read: (answer) => papersOf(protocol.read(answer, { since: '', until: '', at: 0 }).items),
  }
}

function openReview(settings: SourceSettings, id: PaperId): Inquiry {
  const url = settings.OPENREVIEW_URL
  const protocol = openReviewProtocol({ url, venues: ['OpenReview'] })
  const forum = encodeURIComponent(id.slice('openreview:'.length))
  return {
    ...{ origin: 'openreview', title: sourceTitles.openreview, isOwner: true },
    manners: mannersOf('openreview', url, settings.TEST_POLITENESS_MS),
    ask: { url: endpoint(url, `/notes?id=${forum}`) },
    read: (answer) => papersOf(protocol.read(answer, { venue: 0, offset: 0 }).items),
  }
}

/**
 * The Anthology's own files hold a whole conference, some megabytes of XML: too much for a request that somebody waits
 * for. The indexes have its papers within weeks.
 */
function anthology(settings: SourceSettings, name: string): Inquiry[] {
  const doi = `10.18653/v1/${name}`
  return [openAlex(settings, doi), semanticScholar(settings, `ACL:${name}`), crossref(settings, doi)]
}

function crossref(settings: SourceSettings, doi: string): Inquiry {
  const url = settings.CROSSREF_URL
  const contact = contactOf(settings)
  return {
    ...{ origin: 'crossref', title: sourceTitles.crossref },
    manners: mannersOf('crossref', url, settings.TEST_POLITENESS_MS),
    ask: { url: endpoint(url, `/works/${encodeURIComponent(doi)}${contact && `?${contact}`}`) },
    read: found(readCrossrefWork),
  }
}

function datacite(settings: SourceSettings, doi: string): Inquiry {
  const url = settings.DATACITE_URL
  return {
    ...{ origin: 'datacite', title: 'DataCite' },
    manners: mannersOf('datacite', url, settings.TEST_POLITENESS_MS),
    ask: { url: endpoint(url, `/dois/${encodeURIComponent(doi)}`) },
    read: found(readDataciteWork),
  }
}

function openAlex(settings: SourceSettings, doi: string): Inquiry {
  const { OPENALEX_URL: url, OPENALEX_API_KEY: key } = settings
  const query = [...(key ? [`api_key=${encodeURIComponent(key)}`] : []), contactOf(settings)].filter(Boolean)
  const path = `/works/doi:${encodeURIComponent(doi)}${query.length > 0 ? `?${query.join('&')}` : ''}`
  return {
    ...{ origin: 'openalex', title: sourceTitles.openalex },
    manners: mannersOf('openalex', url, settings.TEST_POLITENESS_MS),
    ask: { url: endpoint(url, path) },
    read: found(readOpenAlexWork),
  }
}

function semanticScholar(settings: SourceSettings, name: string): Inquiry {
  const { SEMANTIC_SCHOLAR_URL: url, SEMANTIC_SCHOLAR_API_KEY: key } = settings
  const fields =
    'externalIds,title,abstract,authors,year,publicationDate,venue,journal,citationCount,openAccessPdf'
  return {
    ...{ origin: 'semantic-scholar', title: sourceTitles['semantic-scholar'] },
    manners: mannersOf('semantic-scholar', url, settings.TEST_POLITENESS_MS),
    ask: {
      url: endpoint(url, `/graph/v1/paper/${encodeURIComponent(name)}?fields=${fields}`),
      ...(key ? { headers: { 'x-api-key': key } } : {}),
    },
    read: found(readSemanticScholarPaper),
  }
}
