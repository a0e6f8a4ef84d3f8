// The digest as somebody without a taste gets it who had none before.

import type { Db } from '../db/connect.ts'
import type { Day } from '../papers/calendar.ts'
import type { ListedPaper, PaperId } from '../papers/paper.ts'
import { choosePapers, MOST_PAPERS } from './choose-papers.ts'
import type { DateLanguage } from './date-language.ts'
import { digestAddresses } from './digest-addresses.ts'
import { rankedOn, readRanked } from './digest-edition.ts'
import { type Letter, writeLetter } from './letter.ts'
import type { DigestPeriod } from './subscription.ts'

interface GeneralLetter {
  letter: Letter
  /** The edition's day; of a week its Sunday. */
  day: Day
  papers: PaperId[]
}

interface Question {
  period: DigestPeriod
  day: Day
  language?: DateLanguage | undefined
  /** The archive has no page of an edition that is still open. Absent: it is closed. */
  today?: Day
}

/** Anybody may ask for it: no more is read than what may be shown, and some more for what was withdrawn. */
const READ_AT_ONCE = 2 * MOST_PAPERS

/** Null where the edition has no papers: nothing is sent then. `publicUrl`: empty for links within the site. */
export async function generalLetter(
  db: Db,
  site: { name: string; publicUrl: string },
  { period, day: asked, language, today }: Question,
): Promise<GeneralLetter | null> {
  const ranked = await rankedOn(db, period, asked)
  const taste = { categories: [], keywords: [], ...(language && { language }) }
  const papers: ListedPaper[] = []
  let chosen = choosePapers(papers, taste, new Set())
  for (let from = 0; from < ranked.ids.length && chosen.length < MOST_PAPERS; from += READ_AT_ONCE) {
    const read = await readRanked(db, ranked, from, from + READ_AT_ONCE)
    if (read.length === 0) break
    papers.push(...read)
    chosen = choosePapers(papers, taste, new Set())
  }
  if (chosen.length === 0) return null
  const { day } = ranked
  const byId = new Map(papers.map((paper) => [paper.id, paper]))
  const letter = writeLetter({
    ...{ siteName: site.name, addresses: digestAddresses(site.publicUrl), taste },
    ...{ period, day, isOpen: today !== undefined && day >= today },
    papers: chosen.flatMap(({ id, rank }) => {
      const paper = byId.get(id)
      return paper ? [{ paper, rank }] : []
    }),
  })
  return { letter, day, papers: chosen.map(({ id }) => id) }
}
