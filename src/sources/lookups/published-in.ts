// Where a work was published, as the indexes tell.

import { given } from '../../papers/import/record-parts.ts'
import type { PaperRecord } from '../../papers/paper.ts'
import { cleanLine } from '../../papers/text/clean-text.ts'

/** Indexes list servers of preprints and repositories as if they were journals. */
const notVenues =
  /^(?:arxiv|biorxiv|medrxiv|chemrxiv|psyarxiv|ssrn|social science research network|research square|openreview|corr|zenodo|hal|pubmed|techrxiv|preprints\.org|authorea)\b/i

export interface Publication {
  journal: string | undefined
  volume?: string | undefined
  issue?: string | undefined
  pages?: string | undefined
  year?: string | undefined
}

/** The venue's name; undefined where it only keeps preprints. */
export function venueOf(name: string | undefined): string | undefined {
  const venue = cleanLine(name ?? '', 300)
  return venue === '' || notVenues.test(venue) ? undefined : venue
}

/** `Cell Genomics, 5(4), 100814 (2025)`; nothing without a journal and its volume. */
export function journalReference(publication: Publication): Pick<PaperRecord, 'journalRef'> {
  const { volume, issue, pages, year } = publication
  const journal = venueOf(publication.journal)
  if (journal === undefined || !volume) return {}
  const number = issue ? `${volume}(${issue})` : volume
  const parts = [journal, number, ...(pages ? [pages] : [])].join(', ')
  const whole = year && /^\d{4}$/.test(year) ? `${parts} (${year})` : parts
  return given<Pick<PaperRecord, 'journalRef'>>({ journalRef: cleanLine(whole, 500) })
}
