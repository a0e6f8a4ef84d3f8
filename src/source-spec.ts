// What the setting SOURCES names: sources, and for some of them which parts.

/** Sources that bring papers. */
const paperSources = [
  'arxiv',
  'arxiv-feed',
  'arxiv-api',
  'hf-daily',
  'biorxiv',
  'medrxiv',
  'openreview',
  'acl',
] as const

/** Sources that are asked about papers which are here already. */
export const lookupSources = ['openalex', 'semantic-scholar', 'crossref', 'github'] as const

export const sourceNames = [...paperSources, ...lookupSources] as const

export type PaperSource = (typeof paperSources)[number]
export type LookupSource = (typeof lookupSources)[number]
export type SourceName = PaperSource | LookupSource

export interface SourceSpec {
  source: SourceName
  /** Categories of arXiv, bioRxiv and medRxiv, venues of OpenReview, volumes of the ACL Anthology. */
  parts: string[]
}

/** Without these, there is nothing to ask for: everything would be too much. */
const needsParts: Partial<Record<SourceName, string>> = {
  arxiv: 'arxiv:cs.AI+cs.CL',
  'arxiv-feed': 'arxiv-feed:cs.AI+cs.CL',
  'arxiv-api': 'arxiv-api:cs.AI+cs.CL',
  openreview: 'openreview:ICLR.cc/2026/Conference',
  acl: 'acl:2025.acl+2025.emnlp',
}

/** What a part may be written with, as addresses and file names take it. */
const part = /^[A-Za-z0-9][\w.()/ -]{0,119}$/

/** Reads `arxiv:cs.AI+cs.CL,hf-daily`; the answer is a list, or the words that complete “SOURCES must be …”. */
export function parseSources(text: string): SourceSpec[] | string {
  const specs: SourceSpec[] = []
  for (const raw of text.split(',')) {
    if (raw.trim() === '') continue
    const spec = parseSource(raw.trim())
    if (typeof spec === 'string') return spec
    if (specs.some(({ source }) => source === spec.source))
      return `a list that names ${spec.source} once, with its parts joined by +`
    specs.push(spec)
  }
  return specs
}

function parseSource(text: string): SourceSpec | string {
  const colon = text.indexOf(':')
  const name = (colon < 0 ? text : text.slice(0, colon)).trim().toLowerCase()
  const source = sourceNames.find((known) => known === name)
  if (source === undefined)
    return `a list of ${sourceNames.join(', ')} (“${name.slice(0, 40)}” is none of them)`
  const parts =
    colon < 0
      ? []
      : text
          .slice(colon + 1)
          .split('+')
          .map((one) => one.trim())
          .filter((one) => one !== '')
  const wrong = parts.find((one) => !part.test(one) || one.includes('..'))
  if (wrong !== undefined) return `a list whose parts are names (“${wrong.slice(0, 40)}” is none)`
  const example = needsParts[source]
  if (example !== undefined && parts.length === 0)
    return `a list that says what of ${source}, for example ${example}`
  return { source, parts }
}

/** Settings that say where sources are. */
export const sourceAddresses = [
  'ARXIV_OAI_URL',
  'ARXIV_API_URL',
  'ARXIV_RSS_URL',
  'HF_URL',
  'BIORXIV_URL',
  'OPENREVIEW_URL',
  'ACL_URL',
  'OPENALEX_URL',
  'SEMANTIC_SCHOLAR_URL',
  'CROSSREF_URL',
  'DATACITE_URL',
  'GITHUB_API_URL',
] as const
