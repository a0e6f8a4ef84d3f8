// The digest as somebody without a taste would get it, for everyone to look at.

import type { Db } from '../db/connect.ts'
import type { Day } from '../papers/calendar.ts'
import type { PaperId } from '../papers/paper.ts'
import type { DateLanguage } from './date-language.ts'
import { generalLetter } from './general-letter.ts'
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

interface PreviewQuestion {
  period: DigestPeriod
  day: Day
  language?: DateLanguage | undefined
  /** Absent: the edition is closed. */
  today?: Day
}

/** Null where the edition has no papers: nothing is sent then. */
export async function previewDigest(
  db: Db,
  site: { name: string; publicUrl: string },
  { period, day: asked, ...how }: PreviewQuestion,
): Promise<Preview | null> {
  const general = await generalLetter(db, site, { period, day: asked, ...how })
  if (!general) return null
  const { letter, day, papers } = general
  return { period, day, papers, subject: letter.subject, html: letterHtml(letter), text: letterText(letter) }
}
