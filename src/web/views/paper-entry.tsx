import type { ListedPaper } from '../../papers/paper.ts'
import type { Highlighter } from '../../search/highlight/highlighter.ts'
import { routes } from '../routes.ts'
import { AbstractFold } from './abstract-fold.tsx'
import { EntryFacts } from './entry-facts.tsx'
import { titleHtml } from './math.tsx'

export interface Marks {
  title: Highlighter
  abstract: Highlighter
}

export interface PaperEntryProps {
  paper: ListedPaper
  now: number
  /** Unique on the page. */
  id: string
  voted: boolean
  category: boolean
  /** Marks what a search looked for. */
  marks?: Marks
  /** It came since the reader was here last. */
  isNew?: boolean
  /** Why it is on this list. */
  why?: string
}

/** One paper of a list. Other programs read `article`, `h3 > a` and `time[datetime]`. */
export function PaperEntry({ paper, id, marks, why, ...facts }: PaperEntryProps) {
  return (
    <article class="entry" aria-labelledby={id}>
      <h3 id={id}>
        <a href={routes.paper(paper.id)} dangerouslySetInnerHTML={titleHtml(paper.title, marks?.title)} />
      </h3>
      {why && <p class="why">{why}</p>}
      <AbstractFold
        text={paper.abstract}
        id={`${id}-fold`}
        titleId={id}
        {...(marks && { highlighter: marks.abstract })}
      />
      <EntryFacts paper={paper} id={id} {...facts} />
    </article>
  )
}
