// What a search found, as a letter.

import { counted } from '../count-text.ts'
import { type DateLanguage, dateText, inLine } from '../digests/date-language.ts'
import { digestAddresses } from '../digests/digest-addresses.ts'
import { fit, type Letter, paperItem, teaserOf } from '../digests/letter.ts'
import type { Day } from '../papers/calendar.ts'
import type { ListedPaper } from '../papers/paper.ts'
import { parseQuery } from '../search/query/parse-query.ts'
import { isOnlyConditions } from '../search/standing-queries.ts'
import type { SavedSearch } from './saved-search.ts'
import { searchAddresses } from './search-addresses.ts'

export interface AlertFacts {
  siteName: string
  /** Without a slash at the end. */
  site: string
  search: SavedSearch
  /** The first of what was found, and why. */
  papers: readonly { paper: ListedPaper; why: string }[]
  /** How many were found. */
  found: number
  /** Of the member's clock. */
  day: Day
  language: DateLanguage
  /** Of the link that ends it. */
  token: string
}

/** As many papers are in one; the rest is a link. */
export const MOST_IN_ALERT = 20

const LONGEST_SUBJECT = 140

export function alertLetter(facts: AlertFacts): Letter {
  const { siteName, site, search, papers, found, day, language, token } = facts
  const addresses = searchAddresses(site)
  const items = papers.map(({ paper, why }) => paperItem(paper, digestAddresses(site), whyText(why, search)))
  const date = dateText(day, 'long', language)
  const before = `New for “${fit(search.name, 80)}” on `
  const more = found > items.length ? `, of which these are ${items.length}` : ''
  return {
    subject: fit(`${search.name}: ${counted(found, 'new paper')}`, LONGEST_SUBJECT),
    siteName,
    teaser: fit([items[0]?.title, teaserOf(items)].filter(Boolean).join(' · '), 200),
    title: before + inLine(date),
    heading: { before, date },
    count: `${counted(found, 'paper')}${more}`,
    items,
    edition: { text: 'All that this search finds, the newest first', url: addresses.search(search) },
    browser: { text: 'All searches that you keep', url: addresses.own },
    preferences: { text: 'Change or stop these mails', url: addresses.alert(token) },
    reason: `You get this because you saved this search at ${siteName}.`,
  }
}

function whyText(why: string, { query }: SavedSearch): string {
  if (why === 'meaning') return 'Near in meaning'
  return isOnlyConditions(parseQuery(query)) ? 'Fits the search' : 'Has all words'
}
