import type { Highlighter } from '../../search/highlight/highlighter.ts'
import { abstractHtml } from './math.tsx'

interface AbstractFoldProps {
  text: string
  id: string
  titleId: string
  highlighter?: Highlighter
}

/**
 * Abstracts from this many characters on are folded. At the widest this is six lines, of which a fold shows four:
 * a fold hides two lines at least, and what stands unfolded beside it isn't much taller.
 */
const foldFrom = 420

/**
 * A whole abstract in the page, folded by CSS after some lines; a tick box without script unfolds it. Screen
 * readers and searches in the page meet the whole text.
 */
export function AbstractFold({ text, id, titleId, highlighter }: AbstractFoldProps) {
  const abstract = <p dangerouslySetInnerHTML={abstractHtml(text, highlighter)} />
  if (text.length < foldFrom) return <div class="abstract">{abstract}</div>
  return (
    <div class="abstract">
      {abstract}
      <input
        class="fold visually-hidden"
        type="checkbox"
        id={id}
        aria-labelledby={`${id}-label ${titleId}`}
      />
      <label for={id} id={`${id}-label`}>
        <span class="more">more</span>
        <span class="less">less</span>
      </label>
    </div>
  )
}
