// Who may have said something of a paper, and whom to believe first. docs/decisions/0019 has the table of fields.

import { type SourceName, sourceNames } from '../../source-spec.ts'

/** Origins that no setting names: all files that were ever imported together, an index, what people of this site set. */
const besideSources = ['import', 'datacite', 'members'] as const

export type Origin = SourceName | (typeof besideSources)[number]

/**
 * First what members set on purpose, which is links, keywords, a summary and an organization only; then those that
 * papers come from, in the order of how much they know; then lists and files; then indexes.
 */
const inOrder: readonly Origin[] = [
  'members',
  'arxiv',
  'arxiv-api',
  'arxiv-feed',
  'biorxiv',
  'medrxiv',
  'openreview',
  'acl',
  'crossref',
  'datacite',
  'hf-daily',
  'import',
  'openalex',
  'semantic-scholar',
  'github',
]

/** 0 for who is believed first. */
export const rankOfOrigin = (origin: Origin): number => inOrder.indexOf(origin)

export const isOrigin = (text: string): text is Origin =>
  [...besideSources, ...sourceNames].some((origin) => origin === text)
