// The seam between the harvester, which has to do with the network, time and the store, and the protocols, which only
// say what to ask and what an answer means.

import type { Item } from '../papers/import/item.ts'
import type { PaperId, PaperRecord } from '../papers/paper.ts'

/** One request, without what all requests have in common (name and address of who asks, time-outs, limits). */
export interface Ask {
  url: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
}

export interface Answer {
  status: number
  headers: { get(name: string): string | null }
  /** Decoded, whole. */
  text: string
  /** Of the last redirect. */
  url: string
}

/** Days of publication or modification, `YYYY-MM-DD` in UTC, both included. */
export interface DayRange {
  since: string
  until: string
}

/** What a daily announcement says of a paper. */
export type AnnouncementKind = 'new' | 'cross' | 'replace' | 'replace-cross'

export interface Announcement {
  paperId: PaperId
  /** The day whose list it is part of. */
  day: string
  kind: AnnouncementKind
}

/** A page of papers. `C` is the protocol's cursor: plain data, kept as JSON with the papers of the page before. */
export interface Page<C> {
  items: Item[]
  /** Where the next page begins. Absent: this was the last. */
  next?: C
  /** The source has forgotten where we were: `next` begins an earlier stretch anew, and this page has no papers. */
  startsOver?: true
  /** Papers of this page and of the next belong together: nobody may see some of them without the others. */
  joinsNext?: true
  /** How many papers the whole harvest has, where the source tells. For progress only: such numbers change and lie. */
  total?: number
  /** Up to which day (included) everything is harvested once this page is stored, where the protocol goes by days. */
  doneThrough?: string
  announcements?: Announcement[]
}

/** How papers are asked for, page by page. Knows neither network nor store. */
export interface Protocol<C extends object> {
  /** The cursor of the first page. */
  start(range: DayRange): C
  ask(cursor: C): Ask
  /** @throws SourceTrouble where the answer is no page of papers; a bad paper throws when its item is read. */
  read(answer: Answer, cursor: C): Page<C>
  /** The page where the source says that it is as it was. Absent: it is never asked whether it is. */
  unchanged?(cursor: C): Page<C>
}

/** A paper about which others are asked. */
export interface KnownPaper {
  id: PaperId
  doi?: string
  /** Addresses of its code. */
  code: string[]
}

/** How a source is asked about papers that are here already, several at once. */
export interface Lookup {
  /** How many papers one request may name. */
  most: number
  /** Whether the source can know this paper. */
  canAsk(paper: KnownPaper): boolean
  ask(papers: readonly KnownPaper[]): Ask
  /**
   * What it says, as records of those papers' ids that hold only what it said; papers that it doesn't know are left out.
   * @throws SourceTrouble
   */
  read(answer: Answer, papers: readonly KnownPaper[]): PaperRecord[]
}
