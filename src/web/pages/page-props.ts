// What the pages are given: the seam between handlers (which ask the domain) and pages (which only render).

import type { Profile } from '../../accounts/profile.ts'
import type { AuthorClaim } from '../../community/claims/claim-queries.ts'
import type { Discussion } from '../../community/comments/discussion.ts'
import type { Voter } from '../../community/votes/vote-queries.ts'
import type { SourceRunTable } from '../../db/schema-sources.ts'
import type { StoredDump } from '../../dumps/stored-dumps.ts'
import type { FindAnswer, FinderState, Mode, Order } from '../../finding/finder.ts'
import type { DayCount } from '../../papers/lists/edition-queries.ts'
import type { EmptyDayReason } from '../../papers/lists/empty-day.ts'
import type { ListedPaper, Paper, PaperId } from '../../papers/paper.ts'
import type { Ignored, Query } from '../../search/query/query.ts'
import type { ArxivAnnouncement } from '../../sources/arxiv-announcements.ts'
import type { ExpectedPapers } from '../../sources/expected-papers.ts'
import type { CategoryCounts } from '../../sources/freshness/category-counts.ts'
import type { SourceFreshness } from '../../sources/freshness/freshness.ts'
import type { BadSourceRecord } from '../../sources/harvest/source-runs.ts'
import type { ListData } from '../views/data-island.tsx'
import type { OwnFollows } from '../views/follow-form.tsx'
import type { News } from '../views/new-since.tsx'
import type { Site } from '../views/site.ts'

/** Links to the parts of a long list; absent where there is none. */
export interface Paging {
  previous?: string
  next?: string
  /** 1-based positions of the first and last paper shown, and how many there are, where known. */
  from: number
  to: number
  total?: number
}

export interface EditionPageProps {
  site: Site
  period: 'day' | 'week' | 'month'
  /**
   * `2025-10-29`, `2025-W44` or `2025-10`: what the heading and the neighbours speak of. Not named `key`, which
   * Preact keeps for itself.
   */
  periodKey: string
  papers: ListedPaper[]
  paging: Paging
  /** Neighbours of `periodKey` that have papers. */
  previousKey?: string
  nextKey?: string
  /** Today's edition: more may come until the cut-off. */
  stillOpen: boolean
  /** Chosen by the published formula, not by people. */
  byRule: boolean
  /** Set when the day asked for has no papers: why, and which day that was. The page then shows the newest that has some. */
  empty?: { day: string; reason: EmptyDayReason }
  /** When today's first papers are to come, where none has. */
  expected?: ExpectedPapers
  /** No edition exists, but papers do: the newest papers are shown instead. */
  noEditions: boolean
  /** The front page (`/`), whose canonical address is not that of the day. */
  front: boolean
  /** Days of the month of `periodKey` with their number of papers, for the small calendar. */
  month: DayCount[]
  /** Categories of the papers shown, most frequent first. */
  topics: { category: string; papers: number }[]
  /** The papers for programs that read the page. */
  data?: ListData
  news?: News
}

export interface TrendingPageProps {
  site: Site
  papers: ListedPaper[]
  paging: Paging
  data?: ListData
  news?: News
}

export interface NewPageProps {
  site: Site
  news?: News
  /** Of the member who reads. */
  follows?: OwnFollows
  /** Absent: all categories. */
  category?: string
  /** `YYYY-MM-DD`, both inclusive. */
  since?: string
  until?: string
  categories: string[]
  papers: ListedPaper[]
  paging: Paging
}

export interface SearchPageProps {
  site: Site
  query: Query
  order: Order
  mode: Mode
  papers: ListedPaper[]
  paging: Paging
  /** Papers that match, and how many of them paging reaches. */
  total: number
  reachable: number
  facets: FindAnswer['facets']
  /** The text of a query with words as papers spell them. */
  suggestion?: string
  ignored: Ignored[]
  /** The query is the id, DOI or address of a paper that isn't here; `address`: where it is. */
  unknown?: { id: PaperId; address?: string }
  /** Other than ready: what the reader must know of the index. */
  state: FinderState
  /** The same search, where the member who reads keeps it; null: they don't. Absent: nobody is signed in. */
  kept?: { id: string; name: string } | null | undefined
  /** Of the member who reads. */
  follows?: OwnFollows
}

export interface SearchHelpPageProps {
  site: Site
}

/** A paper near another one, and the words that tie them, strongest first. */
export interface SimilarToShown {
  paper: ListedPaper
  because: string[]
}

export interface PaperPageProps {
  site: Site
  paper: ListedPaper
  /** The version asked for by `/papers/IDv2`; absent: the newest. */
  shownVersion?: number
  /** Days whose edition holds the paper, with its rank (1 = first) and its votes there. */
  editions: { day: string; rank: number; votes: number; submittedBy?: string }[]
  /** The newest of its members' votes. */
  voters?: Voter[]
  /** What its members say about it, the first part. */
  discussion?: Discussion
  members?: PaperMembers
  /** Nearest first; none where the search can't tell in time. */
  similar: SimilarToShown[]
  /** Of the member who reads. */
  follows?: OwnFollows
}

/** What members of this site said of a paper, and what the one who asks may do about it. */
export interface PaperMembers {
  /** Authors who are members here. */
  claims: AuthorClaim[]
  mayClaim: boolean
  mayLink: boolean
  /** Of who submitted it. */
  notes: { note: string; name: string; at: number }[]
}

export interface PersonPageProps {
  site: Site
  name: string
  fullname?: string
  /** `recorded`: named by an imported list, not a member of this site. */
  kind: 'recorded' | 'member'
  /** Of a member. */
  profile?: Profile
  /** Who reads is the person. */
  isOwn?: boolean
  /** Papers whose author they are and that they show, the newest first. */
  claimed?: ListedPaper[]
  papers: ListedPaper[]
  paging: Paging
  /** For who may follow them. */
  personId?: string
  /** Of the member who reads. */
  follows?: OwnFollows
  /** For reports: the person’s id; absent for who can’t be reported. */
  reportId?: string
}

export interface SourcesPageProps {
  site: Site
  /** Of the sources that are harvested. */
  freshness: SourceFreshness[]
  /** arXiv's last list; absent where none has come. */
  categories?: CategoryCounts
  /** arXiv's next one; absent where nothing of arXiv is harvested. */
  announcement?: ArxivAnnouncement
  /** Papers by the source that their identifier belongs to. */
  stored: { source: Paper['source']; papers: number; newest?: string }[]
  editions: { days: number; first?: string; last?: string }
}

export interface SourcePageProps {
  site: Site
  told: SourceFreshness
  /** The settings name it. */
  isConfigured: boolean
  /** Where it is asked. */
  host: string
  /** Newest first. */
  runs: SourceRunTable[]
  paging: Paging
  badRecords: BadSourceRecord[]
}

export interface AboutPageProps {
  site: Site
  version: string
}

export interface DumpsPageProps {
  site: Site
  /** Those that this node keeps, newest first. */
  dumps: readonly StoredDump[]
  /** This node makes one each day. */
  isMade: boolean
}

export interface SubscribePageProps {
  site: Site
  /** What was typed, where it could not be taken. */
  email?: string
  problem?: string
}

export interface ErrorPageProps {
  site: Site
  status: number
  message: string
  /** Shown with errors that are bugs, so that a report can name it. */
  requestId?: string
  /** The page whose form was refused. */
  back?: string
  /** Where to sign in, where that may help. */
  signIn?: string
}
