import type { SourceSpec } from '../source-spec.ts'

/** The settings that sources depend on; the table of settings has them under the same names. */
export interface SourceSettings {
  SOURCES: SourceSpec[]
  ARXIV_OAI_URL: string
  ARXIV_API_URL: string
  ARXIV_RSS_URL: string
  HF_URL: string
  BIORXIV_URL: string
  OPENREVIEW_URL: string
  ACL_URL: string
  OPENALEX_URL: string
  SEMANTIC_SCHOLAR_URL: string
  CROSSREF_URL: string
  DATACITE_URL: string
  GITHUB_API_URL: string
  OPENALEX_API_KEY?: string | undefined
  SEMANTIC_SCHOLAR_API_KEY?: string | undefined
  GITHUB_API_KEY?: string | undefined
  CONTACT_EMAIL?: string | undefined
  PUBLIC_URL?: string | undefined
  FETCH_ALLOW: string[]
  TEST_POLITENESS_MS?: number | undefined
}
