// The sources that the settings name, each with how it is asked.

import {
  type LookupSource,
  lookupSources,
  type PaperSource,
  type SourceName,
  type SourceSpec,
  sourceAddresses,
} from '../../source-spec.ts'
import { type Manners, mannersOf } from '../fetching/manners.ts'
import { crossrefLookup } from '../lookups/crossref.ts'
import { githubLookup } from '../lookups/github.ts'
import { openAlexLookup } from '../lookups/openalex.ts'
import { semanticScholarLookup } from '../lookups/semantic-scholar.ts'
import type { Lookup, Protocol } from '../protocol.ts'
import { aclProtocol } from '../protocols/acl-anthology.ts'
import { arxivFeedProtocol } from '../protocols/arxiv-feed.ts'
import { arxivOaiProtocol } from '../protocols/arxiv-oai.ts'
import { arxivQueryProtocol } from '../protocols/arxiv-query.ts'
import { biorxivProtocol } from '../protocols/biorxiv.ts'
import { hfDailyProtocol } from '../protocols/hf-daily.ts'
import { openReviewProtocol } from '../protocols/openreview.ts'
import type { SourceSettings } from '../source-settings.ts'
import { sourceTitles } from '../source-titles.ts'

interface AnySource {
  source: SourceName
  /** As a sentence names it. */
  title: string
  manners: Manners
  parts: string[]
  /** The settings ask for just these parts. */
  isConfigured: boolean
}

export type HarvestedSource = AnySource &
  (
    | { kind: 'papers'; source: PaperSource; protocol: Protocol<object> }
    | { kind: 'lookup'; source: LookupSource; lookup: Lookup }
  )

/** What is harvested by itself. `arxiv` brings its daily feed with it: the feed is there hours before the rest. */
export function specsOfSettings({ SOURCES }: Pick<SourceSettings, 'SOURCES'>): SourceSpec[] {
  const arxiv = SOURCES.find(({ source }) => source === 'arxiv')
  const hasFeed = SOURCES.some(({ source }) => source === 'arxiv-feed')
  if (!arxiv || hasFeed) return SOURCES
  return SOURCES.flatMap((spec) =>
    spec === arxiv ? [{ ...arxiv, source: 'arxiv-feed' as const }, arxiv] : [spec],
  )
}

export function harvestedSource(settings: SourceSettings, { source, parts }: SourceSpec): HarvestedSource {
  const url = urlOf(settings, source)
  const base = {
    title: sourceTitles[source],
    parts,
    isConfigured: specsOfSettings(settings).some(
      (spec) => spec.source === source && spec.parts.join('+') === parts.join('+'),
    ),
    manners: mannersOf(source, url, settings.TEST_POLITENESS_MS),
  }
  return lookupSources.some((name) => name === source)
    ? { ...base, kind: 'lookup', ...lookupOf(settings, source as LookupSource, url) }
    : { ...base, kind: 'papers', ...protocolOf(source as PaperSource, url, parts) }
}

/** All hosts that the settings name: they may be asked wherever they are. */
export const hostsOfSettings = (settings: SourceSettings): string[] => [
  ...sourceAddresses.map((name) => new URL(settings[name]).hostname),
  ...settings.FETCH_ALLOW,
]

const urlNameOf: Record<SourceName, (typeof sourceAddresses)[number]> = {
  arxiv: 'ARXIV_OAI_URL',
  'arxiv-feed': 'ARXIV_RSS_URL',
  'arxiv-api': 'ARXIV_API_URL',
  'hf-daily': 'HF_URL',
  biorxiv: 'BIORXIV_URL',
  medrxiv: 'BIORXIV_URL',
  openreview: 'OPENREVIEW_URL',
  acl: 'ACL_URL',
  openalex: 'OPENALEX_URL',
  'semantic-scholar': 'SEMANTIC_SCHOLAR_URL',
  crossref: 'CROSSREF_URL',
  github: 'GITHUB_API_URL',
}

export const urlOf = (settings: SourceSettings, source: SourceName): string => settings[urlNameOf[source]]

function protocolOf(
  source: PaperSource,
  url: string,
  parts: string[],
): { source: PaperSource; protocol: Protocol<object> } {
  switch (source) {
    case 'arxiv':
      return { source, protocol: arxivOaiProtocol({ url, categories: parts }) as Protocol<object> }
    case 'arxiv-feed':
      return { source, protocol: arxivFeedProtocol({ url, categories: parts }) as Protocol<object> }
    case 'arxiv-api':
      return { source, protocol: arxivQueryProtocol({ url, categories: parts }) as Protocol<object> }
    case 'hf-daily':
      return { source, protocol: hfDailyProtocol({ url }) as Protocol<object> }
    case 'biorxiv':
    case 'medrxiv':
      return {
        source,
        protocol: biorxivProtocol({ url, server: source, categories: parts }) as Protocol<object>,
      }
    case 'openreview':
      return { source, protocol: openReviewProtocol({ url, venues: parts }) as Protocol<object> }
    case 'acl':
      return { source, protocol: aclProtocol({ url, collections: parts }) as Protocol<object> }
  }
}

function lookupOf(
  settings: SourceSettings,
  source: LookupSource,
  url: string,
): { source: LookupSource; lookup: Lookup } {
  const contact = settings.CONTACT_EMAIL === undefined ? {} : { contact: settings.CONTACT_EMAIL }
  const key = (apiKey: string | undefined) => (apiKey === undefined ? {} : { apiKey })
  switch (source) {
    case 'openalex':
      return { source, lookup: openAlexLookup({ url, ...key(settings.OPENALEX_API_KEY), ...contact }) }
    case 'semantic-scholar':
      return { source, lookup: semanticScholarLookup({ url, ...key(settings.SEMANTIC_SCHOLAR_API_KEY) }) }
    case 'crossref':
      return { source, lookup: crossrefLookup({ url, ...contact }) }
    case 'github':
      return { source, lookup: githubLookup({ url, ...key(settings.GITHUB_API_KEY) }) }
  }
}
