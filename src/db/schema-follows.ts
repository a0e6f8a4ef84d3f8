// Tables of what members follow and of what is new to them, as Kysely types.

export interface FollowTable {
  member_id: string
  kind: string
  value: string
  label: string
  created_at: number
}

export interface ListVisitTable {
  member_id: string
  list: string
  seen_at: number
  before_at: number | null
}

export interface NewPaperTable {
  paper_id: string
  arrived_at: number
}

export interface FollowsSchema {
  follow: FollowTable
  list_visit: ListVisitTable
  new_paper: NewPaperTable
}
