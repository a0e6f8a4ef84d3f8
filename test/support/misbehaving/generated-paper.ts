// What a generated paper is: the truth that every protocol tells in its own way.

export interface GeneratedVersion {
  /** 1 for v1. */
  number: number
  /** ISO time, UTC. */
  at: string
  size: string
  withdrawn: boolean
}

/** Texts are as they should stand in the store: clean, one line, LaTeX as it is. */
export interface GeneratedPaper {
  /** Canonical: `2603.00017`, `biorxiv:10.64898/…`. */
  id: string
  title: string
  abstract: string
  authors: string[]
  versions: GeneratedVersion[]
  /** Primary category first. */
  categories: string[]
  withdrawn: boolean
  /** Day of the last change, by which OAI-PMH selects. */
  modified: string
  doi?: string
  journalRef?: string
  comment?: string
  licence?: string
  /** `https://github.com/OWNER/NAME`; stands in the comment or the abstract, or is told by its source. */
  code?: string
  venue?: string
  keywords?: string[]
  award?: string
}

/** The lists of a server that bring papers. The daily list holds papers of arXiv’s. */
export type ListName = 'arxiv' | 'biorxiv' | 'medrxiv' | 'openreview' | 'acl'

/** A list that makes its papers when they are asked for, so that 200,000 of them need no memory. */
export interface PaperList {
  count: number
  paper(index: number): GeneratedPaper
}

/** Versions are quick to make: rows by day need nothing else. */
export interface PreprintList extends PaperList {
  versions(index: number): GeneratedVersion[]
}

export const allOf = (list: PaperList): GeneratedPaper[] =>
  Array.from({ length: list.count }, (_, index) => list.paper(index))
