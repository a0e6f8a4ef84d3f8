// arXiv's daily feeds, https://info.arxiv.org/help/rss.html: what was announced for today, in Atom or RSS 2.0. They are
// there hours before the same papers are in OAI-PMH, and alone say how a paper is announced.

import { isWeekend } from '../../papers/calendar.ts'
import { holidayOn } from '../announcement-calendar.ts'
import { endpoint } from '../endpoint.ts'
import type { Announcement, Answer, Page, Protocol } from '../protocol.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { requireSuccess } from '../status-trouble.ts'
import { readXml } from '../xml/read-xml.ts'
import { childOf, childrenOf, type XmlElement } from '../xml/xml-element.ts'
import { announcementOf, easternDay, itemOfFeed, localDay } from './arxiv-feed-entry.ts'

/** There is one page, of one day: today's, whatever is asked for. */
export type ArxivFeedCursor = { page: 1 }

const who = 'arXiv’s daily feed'

export function arxivFeedProtocol(options: { url: string; categories: string[] }): Protocol<ArxivFeedCursor> {
  const names = options.categories.map(encodeURIComponent).join('+')
  return {
    start: () => ({ page: 1 }),
    ask: () => ({ url: endpoint(options.url, `/atom/${names}`) }),
    read: (answer) => pageOf(answer),
    unchanged: () => ({ items: [] }),
  }
}

function pageOf(answer: Answer): Page<ArxivFeedCursor> {
  requireSuccess(answer, who)
  const root = readXml(answer.text)
  const [feed, entryName] = root.name === 'rss' ? [childOf(root, 'channel'), 'item'] : [root, 'entry']
  if (feed === undefined || (root.name !== 'rss' && root.name !== 'feed'))
    throw new SourceTrouble('garbled', `${who} is neither Atom nor RSS.`)
  const entries = childrenOf(feed, entryName)
  const day = dayOfFeed(feed)
  if (day === null) throw new SourceTrouble('garbled', `${who} doesn’t say of which day it is.`)
  return {
    items: entries.map((entry, place) => itemOfFeed(entry, place)),
    announcements: entries
      .map((entry) => announcementOf(entry, day))
      .filter((announcement): announcement is Announcement => announcement !== null),
    ...(entries.length > 0 || mayBeEmpty(day) ? { doneThrough: day } : {}),
  }
}

/**
 * The feed's own date, at midnight Eastern, which is when it is made: that is the day whose papers were announced the
 * evening before.
 */
const dayOfFeed = (feed: XmlElement): string | null =>
  localDay(childOf(feed, 'pubDate')) ??
  localDay(childOf(feed, 'lastBuildDate')) ??
  easternDay(childOf(feed, 'updated'))

/** An empty feed of another day may be true, for a small category, or made too early: it is worth asking again. */
const mayBeEmpty = (day: string): boolean => isWeekend(day) || holidayOn(day) !== null
