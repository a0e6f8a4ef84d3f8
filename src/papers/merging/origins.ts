// Who may have said something of a paper, and whom to believe first. docs/decisions/0019 has the table of fields.

import { type SourceName, sourceNames } from '../../source-spec.ts'

/** A source, or all files that were ever imported together. */
export type Origin = SourceName | 'import'

/** First those that papers come from, in the order of how much they know; then lists and files; then indexes. */
const inOrder: readonly Origin[] = [
  'arxiv',
  'arxiv-api',
  'arxiv-feed',
  'biorxiv',
  'medrxiv',
  'openreview',
  'acl',
  'crossref',
  'hf-daily',
  'import',
  'openalex',
  'semantic-scholar',
  'github',
]

/** 0 for who is believed first. */
export const rankOfOrigin = (origin: Origin): number => inOrder.indexOf(origin)

export const isOrigin = (text: string): text is Origin =>
  text === 'import' || sourceNames.some((source) => source === text)
