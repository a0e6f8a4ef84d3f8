// Tables of saved searches, as Kysely types.

export interface SavedSearchTable {
  id: string
  member_id: string
  name: string
  query: string
  mode: string
  cadence: string
  created_at: number
  nearness: number | null
  nearness_at: number | null
  due_at: number | null
  told_at: number | null
}

export interface SavedSearchPaperTable {
  saved_search_id: string
  paper_id: string
  why: string
  found_at: number
  told_at: number | null
}

export interface SearchesSchema {
  saved_search: SavedSearchTable
  saved_search_paper: SavedSearchPaperTable
}
