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
import { currentIdsOf, earlierIdsOf, findersOf, untoldOf } from './find-queries.ts'
import { usualHour } from './next-alert.ts'
import { savedSearchOf } from './saved-search.ts'
import { mailHabitsOf } from './saved-search-queries.ts'
import { searchAddresses } from './search-addresses.ts'
import { searchToken } from './search-link.ts'

export interface Alert {
  search: DueSearch
  /** All that need not be told any more, under the ids that they were found under. */
  paperIds: PaperId[]
  /** How many papers it tells of. */
  found: number
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
  const { untold, news } = await newsOf(
    db,
    due.map(({ id }) => id),
  )
  const first = [...news.values()].flatMap((finds) => finds.slice(0, MOST_IN_ALERT))
  const ids = [...new Set(first.map(({ paperId }) => paperId))]
  const papers = new Map((await listPapers(db, ids)).map((paper) => [paper.id, paper]))
  const habits = await mailHabitsOf(
    db,
    due.map(({ member_id }) => member_id),
  )
  return due.map((search) => {
    const finds = news.get(search.id) ?? []
    const shown = finds.slice(0, MOST_IN_ALERT).flatMap(({ paperId, why }) => {
      const paper = papers.get(paperId)
      return paper && !paper.withdrawn ? [{ paper, why }] : []
    })
    const found = Math.max(shown.length, finds.length)
    const { timezone, language } = habits.get(search.member_id) ?? { ...usualHour, language: usualLanguage }
    return {
      search,
      paperIds: (untold.get(search.id) ?? []).map(({ paper_id }) => paper_id),
      found,
      shown: shown.map(({ paper }) => paper.id),
      letter: letterOf(search, shown, {
        ...question,
        ...{
          found,
          language,
          day: localTime(question.now, timezone).day,
        },
      }),
    }
  })
}

type Untold = Awaited<ReturnType<typeof untoldOf>>

interface NewFind {
  paperId: PaperId
  why: string
}

/** By search what was not told, and the papers behind that: merged ones under their new ids, each once, none that is gone. */
async function newsOf(
  db: Db,
  searchIds: readonly string[],
): Promise<{ untold: Map<string, Untold>; news: Map<string, NewFind[]> }> {
  const rows = await untoldOf(db, searchIds)
  const current = await currentIdsOf(
    db,
    rows.map(({ paper_id }) => paper_id),
  )
  const known = await toldUnder(db, searchIds, [...new Set(current.values())])
  const news = new Map<string, NewFind[]>()
  for (const { saved_search_id, paper_id, why } of rows) {
    const paperId = current.get(paper_id)
    const key = `${saved_search_id} ${paperId}`
    if (paperId === undefined || known.has(key)) continue
    known.add(key)
    news.set(saved_search_id, [...(news.get(saved_search_id) ?? []), { paperId, why }])
  }
  return { untold: Map.groupBy(rows, ({ saved_search_id }) => saved_search_id), news }
}

/** Searches and papers, with a space between, that were told under any of the paper's ids. */
async function toldUnder(
  db: Db,
  searchIds: readonly string[],
  paperIds: readonly PaperId[],
): Promise<Set<string>> {
  const nameOf = new Map(paperIds.map((id) => [id, id]))
  for (const [id, earlier] of await earlierIdsOf(db, paperIds)) for (const one of earlier) nameOf.set(one, id)
  const told = (await findersOf(db, searchIds, [...nameOf.keys()])).filter(({ told_at }) => told_at !== null)
  return new Set(told.map(({ saved_search_id, paper_id }) => `${saved_search_id} ${nameOf.get(paper_id)}`))
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
