// The tables as Kysely types. A test compares this with the migrated catalogue of both databases.

import type { Generated, Selectable } from 'kysely'
import type { ChannelsSchema } from './schema-channels.ts'
import type { CommunitySchema } from './schema-community.ts'
import type { DigestsSchema } from './schema-digests.ts'
import type { FollowsSchema } from './schema-follows.ts'
import type { NodesSchema } from './schema-nodes.ts'
import type { PeopleSchema } from './schema-people.ts'
import type { SearchesSchema } from './schema-searches.ts'
import type { SourcesSchema } from './schema-sources.ts'
import type { WebhooksSchema } from './schema-webhooks.ts'

export interface StoreTable {
  id: number
  store_id: string
  epoch: string
  change_seq: number
}

export interface PaperTable {
  id: string
  source: string
  title: string
  abstract: string
  authors: string
  author_count: number
  published: string | null
  published_at: number | null
  updated: string | null
  versions: string
  withdrawn: number
  categories: string
  doi: string | null
  journal_ref: string | null
  comment: string | null
  licence: string | null
  url: string | null
  venues: string
  awards: string
  links: string
  media: string
  organization: string | null
  keywords: string
  ai_summary: string | null
  ai_summary_model: string | null
  discussion_id: string | null
  thumbnail: string | null
  recorded_votes: number
  recorded_comments: number
  change_seq: number
  sole_origin: string | null
  citations: number | null
  title_key: number | null
  member_votes: Generated<number>
  member_comments: Generated<number>
}

export type StoredPaper = Selectable<PaperTable>

/** What sources and files know of a paper: all columns but those that members fill. */
export type PaperRow = Omit<StoredPaper, 'member_votes' | 'member_comments'>

export interface StatementTable {
  record_id: string
  origin: string
  paper_id: string
  content: string
}

export interface MarkTable {
  name: string
  value: string
}

export interface PaperMergeTable {
  alias_id: string
  paper_id: string
  reason: string
  moved: string
  merged_at: number
  merged_by: string | null
  undone_at: number | null
  change_seq: number
}

export interface PaperCategoryTable {
  paper_id: string
  category: string
  published_at: number | null
}

export interface PaperIdentifierTable {
  scheme: string
  value: string
  paper_id: string
}

export interface PersonTable {
  id: string
  kind: string
  name: string
  name_key: string
  fullname: string | null
  avatar_url: string | null
  details: string
}

export interface EditionEntryTable {
  day: string
  paper_id: string
  place: number | null
  entered_at: number | null
  submitted_by: string | null
  recorded_votes: number
  recorded_comments: number
  author_participates: number | null
  chosen_by: string | null
  score: number | null
}

export interface ImportProgressTable {
  file_key: string
  file_name: string
  records_done: number
  bad_records: number
  finished: number
  updated_at: number
}

export interface JobTable {
  id: string
  kind: string
  payload: string
  key: string | null
  state: string
  run_at: number
  attempts: number
  max_attempts: number
  locked_until: number | null
  last_error: string | null
  created_at: number
  finished_at: number | null
}

export interface MigrationTable {
  name: string
  checksum: string
  applied_at: number
}

export interface Schema
  extends PeopleSchema,
    SourcesSchema,
    NodesSchema,
    CommunitySchema,
    WebhooksSchema,
    DigestsSchema,
    FollowsSchema,
    SearchesSchema,
    ChannelsSchema {
  store: StoreTable
  paper: PaperTable
  paper_category: PaperCategoryTable
  paper_identifier: PaperIdentifierTable
  person: PersonTable
  edition_entry: EditionEntryTable
  import_progress: ImportProgressTable
  job: JobTable
  statement: StatementTable
  paper_merge: PaperMergeTable
  mark: MarkTable
  migration: MigrationTable
}

/** Tables in an order in which each may be filled after the ones it refers to. */
export const tablesInOrder = [
  'store',
  'paper',
  'paper_category',
  'paper_identifier',
  'person',
  'edition_entry',
  'import_progress',
  'job',
  'statement',
  'paper_merge',
  'mark',
  'source_state',
  'source_run',
  'source_bad_record',
  'host_turn',
  'announcement',
  'lookup',
  'author_orcid',
  'member',
  'session',
  'account',
  'verification',
  'secret_key',
  'sign_in_link',
  'api_token',
  'invitation',
  'mail',
  'attempt',
  'passkey',
  'passkey_challenge',
  'mail_off',
  'vote',
  'trending_vote',
  'comment',
  'comment_version',
  'comment_vote',
  'comment_reaction',
  'thread_lock',
  'thread_mute',
  'notification',
  'submission',
  'submission_request',
  'claim',
  'person_link',
  'report',
  'moderation_entry',
  'domain_ban',
  'paper_addition',
  'webhook',
  'webhook_event',
  'webhook_delivery',
  'webhook_told',
  'subscription',
  'suppressed_address',
  'digest_delivery',
  'digest_paper',
  'channel',
  'channel_delivery',
  'channel_paper',
  'follow',
  'list_visit',
  'new_paper',
  'saved_search',
  'saved_search_paper',
  'digest_past_paper',
  'node_sample',
  'bounce',
  'call_window',
] as const satisfies readonly Exclude<keyof Schema, 'migration'>[]
