// Tables of the sources, as Kysely types.

export interface SourceStateTable {
  source: string
  harvest: string | null
  done_through: string | null
  newest: string | null
  validators: string | null
  paused: number
  failures: number
  retry_at: number | null
  leased_by: string | null
  leased_until: number | null
}

export interface SourceRunTable {
  id: string
  source: string
  cause: string
  started_at: number
  finished_at: number | null
  state: string
  since: string | null
  until: string | null
  pages: number
  records: number
  added: number
  changed: number
  bad: number
  total: number | null
  last_error: string | null
}

export interface SourceBadRecordTable {
  source: string
  place: string
  reason: string
  seen_at: number
}

export interface HostTurnTable {
  host: string
  next_at: number
  held_by: string | null
  held_until: number | null
}

export interface AnnouncementTable {
  day: string
  paper_id: string
  kind: string
}

export interface AuthorOrcidTable {
  record_id: string
  orcid: string
  author_name: string
}

export interface LookupTable {
  source: string
  paper_id: string
  asked_at: number
  found: number
}

export interface SourcesSchema {
  source_state: SourceStateTable
  source_run: SourceRunTable
  source_bad_record: SourceBadRecordTable
  host_turn: HostTurnTable
  announcement: AnnouncementTable
  lookup: LookupTable
  author_orcid: AuthorOrcidTable
}
