// What members write, as markup: Markdown with formulas, names and papers of this site.

import { markdownToHtml } from '../../community/markdown/markdown.ts'
import { LruCache } from '../lru-cache.ts'
import { routes } from '../routes.ts'
import { formulaHtml, type SafeHtml } from './math.tsx'

/** Characters of source and markup together: those of some thousand comments. */
const KEPT_CHARACTERS = 8_000_000

const cache = new LruCache<string, SafeHtml>(
  KEPT_CHARACTERS,
  ({ __html }, text) => __html.length + text.length,
)

/** For Preact's `dangerouslySetInnerHTML`. Cached by text. */
export function commentHtml(text: string): SafeHtml {
  return cache.getOrAdd(text, () => ({
    __html: markdownToHtml(text, {
      formula: formulaHtml,
      person: (name) => routes.person(name),
      paper: routes.paper,
    }),
  }))
}
