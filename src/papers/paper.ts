// What a paper is, as every source, importer, list and page sees it. No behaviour here.

/** Canonical id: arXiv ids stand bare (`2407.21783`, `cs/0112017`), all others are prefixed (`acl:…`, `doi:10.…`). */
export type PaperId = string

/** Where an id comes from; follows from the id alone. */
export type Source = 'arxiv' | 'acl' | 'biorxiv' | 'medrxiv' | 'openreview' | 'doi' | 'file'

/** Who a recorded list names; not a member of this site. `id` is 24 hexadecimal digits. */
export interface RecordedPerson {
  id?: string
  /** The handle, as in `/@NAME`. */
  name: string
  fullname?: string
  avatarUrl?: string
  type?: string
  isPro?: boolean
  isHf?: boolean
  isHfAdmin?: boolean
  isMod?: boolean
  followerCount?: number
}

export interface Author {
  name: string
  /** 24 hexadecimal digits as recorded; absent where none was recorded (see `authorId`). */
  id?: string
  hidden?: boolean
  /** `claimed_verified`, `admin_assigned`, `extracted_pending`, … */
  status?: string
  statusChangedAt?: string
  person?: RecordedPerson
}

export interface Version {
  /** 1 for v1. */
  number: number
  /** ISO time, UTC. */
  at?: string
  /** As the source prints it, e.g. `1,234kb`. */
  size?: string
  withdrawn?: boolean
}

export const linkKinds = ['code', 'project', 'pdf', 'data', 'model', 'demo', 'source'] as const
export type LinkKind = (typeof linkKinds)[number]

export interface Link {
  kind: LinkKind
  url: string
  /** Stars of a repository, where known. */
  stars?: number
  addedBy?: string
}

export interface Organization {
  id: string
  name: string
  fullname?: string
  avatar?: string
}

/** One day's list with this paper in it. `day` is `YYYY-MM-DD`. */
export interface EditionEntry {
  day: string
  /** Position in the recorded list, 0 for the first. */
  place?: number
  /** ISO time (UTC) at which it entered the list. */
  enteredAt?: string
  submittedBy?: RecordedPerson
  recordedVotes?: number
  recordedComments?: number
  isAuthorParticipating?: boolean
  /** Absent: people chose it. `rule`: the published formula did, with this score. */
  chosenBy?: 'rule'
  score?: number
}

/**
 * What a source or a file says about one paper: cleaned, validated, without anything this site adds.
 * `published` keeps the precision it came with: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or a full ISO time (UTC, milliseconds).
 */
export interface PaperRecord {
  id: PaperId
  title: string
  abstract: string
  authors: Author[]
  /** For sources that count authors without naming them; at least `authors.length`. */
  authorCount: number
  published?: string
  /** Time of the newest version, same forms as `published`. */
  updated?: string
  versions: Version[]
  withdrawn: boolean
  /** Primary category first. */
  categories: string[]
  doi?: string
  journalRef?: string
  /** The authors' comment, e.g. "12 pages, ACL 2025". */
  comment?: string
  licence?: string
  /** The source's own page of the paper, where it does not follow from the id. */
  url?: string
  venues: string[]
  awards: string[]
  links: Link[]
  /** Addresses of pictures and films. */
  media: string[]
  organization?: Organization
  keywords: string[]
  /** Keywords of others that curators of this site took out; only their statement says so. */
  withoutKeywords?: string[]
  /** A machine's summary in a sentence or two, and who made it. */
  aiSummary?: string
  aiSummaryModel?: string
  discussionId?: string
  /** Address of a recorded thumbnail. */
  thumbnail?: string
  /** How many works cite it, as an index counted. */
  citations?: number
  /** ORCIDs of authors, as a registry tells them; they are kept beside the papers, not in what is said of them. */
  orcids?: { name: string; orcid: string }[]
  recordedVotes: number
  recordedComments: number
  entries: EditionEntry[]
}

/** A stored paper. The entries stand in a table of their own. */
export interface Paper extends Omit<PaperRecord, 'entries'> {
  source: Source
  /** `published` as milliseconds UTC; its first instant where the precision is a day, month or year. */
  publishedAt: number | null
  /** Rows of members; recorded numbers stand beside them. */
  memberVotes: number
  memberComments: number
  /** The store's change number of this paper's last change. */
  changeSeq: number
}

/** A paper as a list shows it: recorded plus members' numbers already added. */
export interface ListedPaper extends Paper {
  votes: number
  comments: number
  /** Whether the member who asks voted for it; absent where nobody is signed in. */
  ownVote?: boolean
  /** The handle of who put it on the list, in lists of an edition. */
  submittedBy?: string
}
