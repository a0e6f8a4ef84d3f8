// Titles and abstracts with their LaTeX set as HTML and MathML. The text is hostile: everything but KaTeX's
// markup of formulas is escaped by Preact, and KaTeX is trusted with nothing.

import katex from 'katex'
import type { ComponentChild } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { parseLatexText, type Segment } from '../../papers/text/latex-text.ts'
import type { Highlighter } from '../../search/highlight/highlighter.ts'
import { LruCache } from '../lru-cache.ts'
import { withUnicodeLetters } from './math-letters.ts'
import { withFunctionSpaces } from './math-spacing.ts'
import { OutsideLink } from './outside-link.tsx'

/** For Preact's `dangerouslySetInnerHTML`. */
export interface SafeHtml {
  __html: string
}

/** Characters of source and markup together: the papers of some hundred pages. */
const KEPT_CHARACTERS = 12_000_000

const cache = new LruCache<string, SafeHtml>(
  KEPT_CHARACTERS,
  ({ __html }, text) => __html.length + text.length,
)

/** An abstract: formulas set, emphasis marked, addresses linked. Cached by text, unless a search's words are marked. */
export function abstractHtml(text: string, highlighter?: Highlighter): SafeHtml {
  if (highlighter) return setText(text, { links: true, highlighter })
  return cache.getOrAdd(`a${text}`, () => setText(text, { links: true }))
}

/** A title: as an abstract, but without links, since titles stand inside them. */
export function titleHtml(text: string, highlighter?: Highlighter): SafeHtml {
  if (highlighter) return setText(text, { links: false, highlighter })
  return cache.getOrAdd(`t${text}`, () => setText(text, { links: false }))
}

/** The markup of one formula; its source as code where it can't be set. */
export function formulaHtml(tex: string, display: boolean): string {
  return renderToString(<Formula tex={tex} display={display} />)
}

interface Setting {
  links: boolean
  highlighter?: Highlighter
}

function setText(text: string, setting: Setting): SafeHtml {
  return { __html: renderToString(<Segments segments={parseLatexText(text)} setting={setting} />) }
}

function Segments({ segments, setting }: { segments: Segment[]; setting: Setting }) {
  return <>{segments.map((segment) => setSegment(segment, setting))}</>
}

function setSegment(segment: Segment, setting: Setting): ComponentChild {
  switch (segment.kind) {
    case 'math':
      return <Formula tex={segment.tex} display={segment.display} />
    case 'emphasis':
      return (
        <em>
          <Segments segments={segment.children} setting={setting} />
        </em>
      )
    case 'strong':
      return (
        <strong>
          <Segments segments={segment.children} setting={setting} />
        </strong>
      )
    case 'code':
      return <code>{marked(segment.text, setting)}</code>
    case 'link': {
      const words = marked(segment.text, setting)
      return setting.links ? <OutsideLink href={segment.url}>{words}</OutsideLink> : words
    }
    case 'text':
      return marked(segment.text, setting)
  }
}

function marked(text: string, { highlighter }: Setting): ComponentChild {
  if (!highlighter) return text
  return <>{highlighter.pieces(text).map((piece) => (piece.hit ? <mark>{piece.text}</mark> : piece.text))}</>
}

/** KaTeX takes time in proportion to the source; no abstract has an honest formula of this many characters. */
const longestFormula = 2000

/** From this many characters of source on, a formula may be wider than a phone and gets a place that scrolls. */
const scrollsFrom = 40

/** What scrolls must be reachable by keyboard, and say what it is. */
const scrollable = { tabIndex: 0, role: 'group', 'aria-label': 'Formula' } as const

/** `$\textit{can}$`: words that were put between dollars for their letters. */
const onlyWords = /^\s*\\(text|textrm|textup|textit|textsl|textbf)\{([^{}\\$]*)\}\s*$/

function Formula({ tex, display }: { tex: string; display: boolean }) {
  const [, command, words] = onlyWords.exec(tex) ?? []
  if (command === 'textbf') return <strong>{words}</strong>
  if (command === 'textit' || command === 'textsl') return <em>{words}</em>
  if (command) return <>{words}</>
  const markup = formulaMarkup(tex, display)
  if (markup === null) return <code class="tex">{tex}</code>
  const html = { __html: markup }
  if (tex.length < scrollsFrom) {
    return <span {...(display && { class: 'maths-display' })} dangerouslySetInnerHTML={html} />
  }
  return <span {...scrollable} class={display ? 'maths-display' : 'maths'} dangerouslySetInnerHTML={html} />
}

/** Half of the formulas of a page of mathematics are `n`, `G` and others that it has shown before. */
const formulas = new LruCache<string, { markup: string | null }>(
  KEPT_CHARACTERS / 2,
  ({ markup }, source) => (markup?.length ?? 0) + source.length,
)

/** The `<math>` element of a formula; null where KaTeX can't read it. */
function formulaMarkup(tex: string, display: boolean): string | null {
  if (tex.length > longestFormula) return null
  return formulas.getOrAdd(`${display ? 'd' : 'i'}${tex}`, () => ({ markup: setFormula(tex, display) }))
    .markup
}

function setFormula(tex: string, display: boolean): string | null {
  try {
    const markup = katex.renderToString(tex, {
      output: 'mathml',
      displayMode: display,
      throwOnError: true,
      strict: 'ignore',
      trust: false,
      maxSize: 10,
      maxExpand: 500,
    })
    return withFunctionSpaces(withUnicodeLetters(bareMath(markup)))
  } catch {
    // A formula that can't be read; or one nested so deep that KaTeX ran out of stack.
    return null
  }
}

/**
 * Only the `<math>` element, without what the content policy forbids (style) and without the copy of the
 * source. KaTeX escapes quotes and angle brackets in text, so none of these can be met in a formula's words.
 */
function bareMath(markup: string): string {
  return markup
    .replace(/^<span class="katex">|<\/span>$/g, '')
    .replace(/<\/?semantics>/g, '')
    .replace(/<annotation encoding="application\/x-tex">[^<]*<\/annotation>/g, '')
    .replace(/ (?:style|xmlns|href|class)="[^"]*"/g, '')
}
