import type { SourceName } from '../source-spec.ts'

/** Sources as a sentence or a heading names them. */
export const sourceTitles: Record<SourceName, string> = {
  arxiv: 'arXiv',
  'arxiv-feed': 'arXiv’s announcements',
  'arxiv-api': 'arXiv’s search',
  'hf-daily': 'the daily list',
  biorxiv: 'bioRxiv',
  medrxiv: 'medRxiv',
  openreview: 'OpenReview',
  acl: 'the ACL Anthology',
  openalex: 'OpenAlex',
  'semantic-scholar': 'Semantic Scholar',
  crossref: 'Crossref',
  github: 'GitHub',
}
