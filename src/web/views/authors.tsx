import { counted } from '../../count-text.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { routes } from '../routes.ts'

/** Names in the small window of a list; the rest stand on the paper's page. */
const namesInList = 25

/**
 * "N authors" in a list. Their names are shown while the pointer or the keyboard's focus is on it (by CSS), and
 * stay after a press or a tap (by the popover attribute). Text alone where the source counted without naming.
 */
export function AuthorCount({ paper, id }: { paper: ListedPaper; id: string }) {
  const count = counted(paper.authorCount, 'author')
  if (paper.authors.length === 0) return <>{count}</>
  const names = paper.authors.slice(0, namesInList).map((author) => author.name)
  const others = paper.authorCount - names.length
  return (
    <span class="authors">
      <button type="button" popovertarget={id}>
        {count}
      </button>
      <span class="names" id={id} popover="auto">
        {names.join(', ')}
        {others > 0 && (
          <>
            {' and '}
            <a href={routes.paper(paper.id)}>{counted(others, 'other')}</a>
          </>
        )}
      </span>
    </span>
  )
}
