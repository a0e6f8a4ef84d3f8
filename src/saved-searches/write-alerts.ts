// The letters about some searches, before anything is written down.

import type { Db } from '../db/connect.ts'
import { usualLanguage } from '../digests/date-language.ts'
import { letterHtml } from '../digests/letter-html.ts'
import { letterText } from '../digests/letter-text.ts'
import { localTime } from '../digests/local-time.ts'
import { listPapers } from '../papers/lists/listed.ts'
import type { ListedPaper, PaperId } from '../papers/paper.ts'
import { alertLetter, MOST_IN_ALERT } from './alert-letter.ts'
import type { DueSearch } from './due-queries.ts'
import { untoldOf } from './find-queries.ts'
import { usualHour } from './next-alert.ts'
import { savedSearchOf } from './saved-search.ts'
import { mailHabitsOf } from './saved-search-queries.ts'
import { searchAddresses } from './search-addresses.ts'
import { searchToken } from './search-link.ts'

export interface Alert {
  search: DueSearch
  /** All that it tells of. */
  paperIds: PaperId[]
  /** Those that stand in it. */
  shown: PaperId[]
  /** Null where none of them is here any more. */
  letter: { subject: string; html: string; text: string; unsubscribeUrl: string } | null
}

interface AlertQuestion {
  site: { name: string; address: string }
  /** Signs the links. */
  key: string
  now: number
}

export async function writeAlerts(
  db: Db,
  due: readonly DueSearch[],
  question: AlertQuestion,
): Promise<Alert[]> {
  const untold = Map.groupBy(
    await untoldOf(
      db,
      due.map(({ id }) => id),
    ),
    ({ saved_search_id }) => saved_search_id,
  )
  const first = [...untold.values()].flatMap((finds) => finds.slice(0, MOST_IN_ALERT))
  const ids = [...new Set(first.map(({ paper_id }) => paper_id))]
  const papers = new Map((await listPapers(db, ids)).map((paper) => [paper.id, paper]))
  const habits = await mailHabitsOf(
    db,
    due.map(({ member_id }) => member_id),
  )
  return due.map((search) => {
    const finds = untold.get(search.id) ?? []
    const shown = finds.slice(0, MOST_IN_ALERT).flatMap(({ paper_id, why }) => {
      const paper = papers.get(paper_id)
      return paper && !paper.withdrawn ? [{ paper, why }] : []
    })
    const { timezone, language } = habits.get(search.member_id) ?? { ...usualHour, language: usualLanguage }
    return {
      search,
      paperIds: finds.map(({ paper_id }) => paper_id),
      shown: shown.map(({ paper }) => paper.id),
      letter: letterOf(search, shown, {
        ...question,
        ...{
          found: Math.max(shown.length, finds.length),
          language,
          day: localTime(question.now, timezone).day,
        },
      }),
    }
  })
}

function letterOf(
  search: DueSearch,
  papers: readonly { paper: ListedPaper; why: string }[],
  {
    site,
    key,
    ...facts
  }: AlertQuestion & Pick<Parameters<typeof alertLetter>[0], 'found' | 'language' | 'day'>,
): Alert['letter'] {
  if (papers.length === 0) return null
  const token = searchToken(key, search.id)
  const letter = alertLetter({
    ...{ siteName: site.name, site: site.address, search: savedSearchOf(search), papers, token },
    ...{ found: facts.found, day: facts.day, language: facts.language },
  })
  const unsubscribeUrl = searchAddresses(site.address).alert(token)
  return { subject: letter.subject, html: letterHtml(letter), text: letterText(letter), unsubscribeUrl }
}
