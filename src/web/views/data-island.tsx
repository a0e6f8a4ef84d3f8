/** What programs that read the HTML of the well-known list look for: the papers of the page as data. */
export interface ListData {
  /** Items as `/api/daily_papers` gives them. */
  dailyPapers: readonly object[]
  period?: string
  /** The day, week or month; absent in trending. */
  date?: string
}

/** Readers see nothing of it. */
export function DataIsland({ data }: { data: ListData }) {
  return <div hidden class="contents" data-target="DailyPapers" data-props={JSON.stringify(data)} />
}
