// Whether what has the focus can be seen.

export interface Stop {
  what: string
  /** Its place in the document. */
  index: number
  ring: boolean
  inView: boolean
}

/** Runs in the page. The ring of a fold is drawn on its label, that of the search field around its form. */
export function focusSeen(): Stop | null {
  const element = document.activeElement
  if (!element || element === document.body) return null
  const label = element.matches('.fold') ? element.parentElement?.querySelector('label > span') : null
  const drawn = label ?? (element.matches('.search input') ? element.closest('form') : element)
  const style = drawn && getComputedStyle(drawn)
  const visible = element.matches('.fold') ? element.parentElement?.querySelector('label') : element
  const box = visible?.getBoundingClientRect()
  const x = box ? box.left + Math.min(box.width / 2, 8) : -1
  const y = box ? box.top + Math.min(box.height / 2, 8) : -1
  const hit = document.elementFromPoint(x, y)
  return {
    what: element.outerHTML.slice(0, 120),
    index: [...document.querySelectorAll('*')].indexOf(element),
    ring: style?.outlineStyle === 'solid' && Number.parseFloat(style.outlineWidth) >= 2,
    inView:
      hit !== null && (hit === visible || visible?.contains(hit) === true || hit.contains(visible ?? null)),
  }
}
