// The digest as somebody without a taste would get it, for everyone to look at.

import type { Db } from '../db/connect.ts'
import type { Day } from '../papers/calendar.ts'
import type { PaperId } from '../papers/paper.ts'
import { choosePapers } from './choose-papers.ts'
import { digestAddresses } from './digest-addresses.ts'
import { editionOn } from './digest-edition.ts'
import { writeLetter } from './letter.ts'
import { letterHtml } from './letter-html.ts'
import { letterText } from './letter-text.ts'
import type { DigestPeriod } from './subscription.ts'

export interface Preview {
  period: DigestPeriod
  day: Day
  papers: PaperId[]
  subject: string
  html: string
  text: string
}

/** Null where the edition has no papers: nothing is sent then. */
export async function previewDigest(
  db: Db,
  site: { name: string; publicUrl: string },
  { period, day }: { period: DigestPeriod; day: Day },
): Promise<Preview | null> {
  const edition = await editionOn(db, period, day)
  const taste = { categories: [], keywords: [] }
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
  const papers = chosen.map(({ id }) => id)
  const { subject } = letter
  return { period, day: edition.day, papers, subject, html: letterHtml(letter), text: letterText(letter) }
}
