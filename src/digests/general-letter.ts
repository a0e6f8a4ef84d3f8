// The digest as somebody without a taste gets it who had none before.

import type { Db } from '../db/connect.ts'
import type { Day } from '../papers/calendar.ts'
import type { PaperId } from '../papers/paper.ts'
import { choosePapers } from './choose-papers.ts'
import type { DateLanguage } from './date-language.ts'
import { digestAddresses } from './digest-addresses.ts'
import { editionOn } from './digest-edition.ts'
import { type Letter, writeLetter } from './letter.ts'
import type { DigestPeriod } from './subscription.ts'

interface GeneralLetter {
  letter: Letter
  /** The edition's day; of a week its Sunday. */
  day: Day
  papers: PaperId[]
}

/** Null where the edition has no papers: nothing is sent then. `publicUrl`: empty for links within the site. */
export async function generalLetter(
  db: Db,
  site: { name: string; publicUrl: string },
  { period, day, language }: { period: DigestPeriod; day: Day; language?: DateLanguage | undefined },
): Promise<GeneralLetter | null> {
  const edition = await editionOn(db, period, day)
  const taste = { categories: [], keywords: [], ...(language && { language }) }
  const chosen = choosePapers(edition.papers, taste, new Set())
  if (chosen.length === 0) return null
  const byId = new Map(edition.papers.map((paper) => [paper.id, paper]))
  const letter = writeLetter({
    ...{ siteName: site.name, addresses: digestAddresses(site.publicUrl), taste },
    ...{ period, day: edition.day },
    papers: chosen.flatMap(({ id, rank }) => {
      const paper = byId.get(id)
      return paper ? [{ paper, rank }] : []
    }),
  })
  return { letter, day: edition.day, papers: chosen.map(({ id }) => id) }
}
