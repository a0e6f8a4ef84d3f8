import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

/** A whole page as the text of an HTML document. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`
}
