import { abstractHtml } from '../math.tsx'

/**
 * Longer abstracts are folded. At the widest this is eight lines of which four are shown, so that a fold always
 * hides something worth a press; on a small screen an unfolded abstract may take twice as many lines.
 */
const foldFrom = 560

/**
 * A whole abstract in the page, folded by CSS after some lines; a tick box without script unfolds it. Screen
 * readers and searches in the page meet the whole text.
 */
export function AbstractFold({ text, id, titleId }: { text: string; id: string; titleId: string }) {
  const abstract = <p dangerouslySetInnerHTML={abstractHtml(text)} />
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
