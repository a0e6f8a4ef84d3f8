// What members write, as markup: Markdown with formulas, names and papers of this site.

import type { KnownNames } from '../../community/comments/named-people.ts'
import { markdownToHtml } from '../../community/markdown/markdown.ts'
import { possibleNames } from '../../community/markdown/references.ts'
import { LruCache } from '../lru-cache.ts'
import { routes } from '../routes.ts'
import { formulaHtml, type SafeHtml } from './math.tsx'

/** Characters of source and markup together: those of some thousand comments. */
const KEPT_CHARACTERS = 8_000_000

const cache = new LruCache<string, SafeHtml>(
  KEPT_CHARACTERS,
  ({ __html }, text) => __html.length + text.length,
)

const nobody: KnownNames = new Set()

/** For Preact's `dangerouslySetInnerHTML`. `known`: whose names become links. Cached by text and the known names in it. */
export function commentHtml(text: string, known: KnownNames = nobody, setsFormulas = true): SafeHtml {
  const named = possibleNames(text).filter((name) => known.has(name))
  const person = (name: string) => (known.has(name.toLowerCase()) ? routes.person(name) : null)
  const markup = { formula: formulaHtml, person, paper: routes.paper }
  return cache.getOrAdd([setsFormulas, text, ...named].join('\0'), () => ({
    __html: markdownToHtml(text, markup, setsFormulas),
  }))
}
