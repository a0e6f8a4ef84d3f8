import { exactCount } from '../../count-text.ts'
import type { ListedPaper, PaperId } from '../../papers/paper.ts'
import type { Paging } from '../pages/page-props.ts'
import { type Marks, PaperEntry } from './paper-entry.tsx'

interface PaperListProps {
  papers: ListedPaper[]
  paging: Paging
  now: number
  /** The order means something: places are numbered. */
  ranked?: boolean
  /** The papers' own categories are worth telling. */
  category?: boolean
  /** Marks what a search looked for. */
  marks?: Marks
  /** Those that came since the reader was here last. */
  news?: ReadonlySet<PaperId>
  /** Why each is on this list. */
  reasons?: ReadonlyMap<PaperId, string>
}

/** Papers in order, and links to the parts of a longer list. */
export function PaperList(props: PaperListProps) {
  const { papers, paging, now, ranked = false, category = false, marks, news, reasons } = props
  // Where nobody has voted yet and nobody here can, a column of noughts tells nothing.
  const voted = papers.some(({ votes, ownVote }) => votes > 0 || ownVote !== undefined)
  const classes = ['papers', ranked && 'ranked', voted && 'voted'].filter(Boolean).join(' ')
  return (
    <>
      <ol class={classes} start={paging.from}>
        {papers.map((paper, index) => (
          <li key={paper.id}>
            <PaperEntry
              paper={paper}
              now={now}
              id={`paper-${paging.from + index}`}
              voted={voted}
              category={category}
              {...(marks && { marks })}
              {...optional(paper.id, { news, reasons })}
            />
          </li>
        ))}
      </ol>
      <PagingLinks paging={paging} />
    </>
  )
}

/** What is said of some papers only. */
function optional(
  id: PaperId,
  { news, reasons }: { [Name in 'news' | 'reasons']: PaperListProps[Name] | undefined },
) {
  const why = reasons?.get(id)
  return { ...(news?.has(id) && { isNew: true }), ...(why && { why }) }
}

function PagingLinks({ paging }: { paging: Paging }) {
  if (!paging.previous && !paging.next) return null
  return (
    <nav class="paging" aria-label="Parts of this list">
      {paging.previous && (
        <a class="button" href={paging.previous} rel="prev">
          ‹ Previous papers
        </a>
      )}
      <span>
        {exactCount(paging.from)}–{exactCount(paging.to)}
        {paging.total !== undefined && ` of ${exactCount(paging.total)}`}
      </span>
      {paging.next && (
        <a class="button" href={paging.next} rel="next">
          Next papers ›
        </a>
      )}
    </nav>
  )
}
