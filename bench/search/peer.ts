// What every engine of the comparison must do, however it does it.

export interface BenchPaper {
  id: string
  title: string
  abstract: string
}

export interface Peer {
  /** As the table calls it. */
  name: string
  /** Indexes titles and abstracts, and leaves the index as its makers advise for searching. */
  build(papers: AsyncIterable<BenchPaper>): Promise<void>
  /** The ids of the best 20 papers that hold any of the words, best first. Words are lower-case letters and digits. */
  search(words: readonly string[]): string[] | Promise<string[]>
  size(): Size | Promise<Size>
  close(): void | Promise<void>
}

/** What the index takes, in bytes. */
export interface Size {
  bytes: number
  where: 'disk' | 'memory'
}

/** Where a peer may put its files and tables. */
export interface Home {
  folder: string
  /** The address of an empty database; absent where there is no server. */
  postgres?: string | undefined
}

/** A peer that isn't on this machine, and a phrase that says why. */
export interface Absent {
  absent: string
}

/** Results a query asks for. */
export const TOP = 20

/** How much more a word in the title counts, where a peer lets one say so. */
export const TITLE_WEIGHT = 3
