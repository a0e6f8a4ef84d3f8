// Tables of what members do, as Kysely types.

export interface VoteTable {
  paper_id: string
  person_id: string
  cast_at: number
  weight: number
}

export interface TrendingVoteTable {
  paper_id: string
  counts_as_cast_at: number
}

export interface CommentTable {
  id: string
  paper_id: string
  parent_id: string | null
  person_id: string | null
  body: string
  created_at: number
  edited_at: number | null
  deleted_at: number | null
  hidden_at: number | null
  hidden_reason: string | null
  votes: number
}

export interface CommentVersionTable {
  comment_id: string
  number: number
  body: string
  written_at: number
}

export interface CommentVoteTable {
  comment_id: string
  person_id: string
  cast_at: number
}

export interface CommentReactionTable {
  comment_id: string
  person_id: string
  reaction: string
}

export interface ThreadLockTable {
  paper_id: string
  reason: string
  locked_by: string | null
  locked_at: number
}

export interface ThreadMuteTable {
  paper_id: string
  person_id: string
}

export interface NotificationTable {
  id: string
  person_id: string
  kind: string
  actor_id: string | null
  paper_id: string | null
  comment_id: string | null
  sentence: string | null
  created_at: number
  read_at: number | null
  mailed_at: number | null
}

export interface SubmissionTable {
  id: string
  paper_id: string
  person_id: string | null
  day: string
  state: string
  note: string | null
  media: string
  reason: string | null
  decided_by: string | null
  created_at: number
  decided_at: number | null
}

export interface SubmissionRequestTable {
  id: string
  person_id: string
  paper_id: string
  source: string
  note: string | null
  media: string
  state: string
  reason: string | null
  created_at: number
  try_at: number
  decided_at: number | null
}

export interface ClaimTable {
  id: string
  paper_id: string
  author_name: string
  person_id: string
  evidence: string
  state: string
  reason: string | null
  shown: number
  decided_by: string | null
  created_at: number
  decided_at: number | null
}

export interface PersonLinkTable {
  recorded_id: string
  member_id: string
  linked_by: string | null
  linked_at: number
}

export interface ReportTable {
  id: string
  subject_kind: string
  subject_id: string
  person_id: string | null
  reason: string
  created_at: number
  state: string
  settled_by: string | null
  settled_at: number | null
}

export interface ModerationEntryTable {
  id: string
  at: number
  person_id: string | null
  action: string
  subject_kind: string
  subject_id: string
  reason: string
  undoes: string | null
}

export interface DomainBanTable {
  domain: string
  reason: string
  banned_by: string | null
  banned_at: number
}

export interface CommunitySchema {
  vote: VoteTable
  trending_vote: TrendingVoteTable
  comment: CommentTable
  comment_version: CommentVersionTable
  comment_vote: CommentVoteTable
  comment_reaction: CommentReactionTable
  thread_lock: ThreadLockTable
  thread_mute: ThreadMuteTable
  notification: NotificationTable
  submission: SubmissionTable
  submission_request: SubmissionRequestTable
  claim: ClaimTable
  person_link: PersonLinkTable
  report: ReportTable
  moderation_entry: ModerationEntryTable
  domain_ban: DomainBanTable
}
