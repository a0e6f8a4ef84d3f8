// The one renderer for what members write. The text is hostile: HTML in it is text, a link leads to http, https or mail
// only, and nothing is loaded from elsewhere. docs/decisions/0022-markdown.md.

import createMarkdownIt, { type MarkdownIt, type Token } from 'markdown-it'
import { addMathRules } from './math-rules.ts'
import { addReferenceRule } from './references.ts'

/** What the page makes of the parts that aren't Markdown. `formula` returns markup, the others addresses; null: no link. */
export interface Markup {
  formula(tex: string, display: boolean): string
  person(name: string): string | null
  paper(id: string): string
}

/** Formulas of one text that are set; setting each takes up to a millisecond. */
const MOST_FORMULAS = 200

/** As markup that may stand in a page. Takes time in proportion to the text. Formulas that aren’t set are code. */
export function markdownToHtml(text: string, markup: Markup, setsFormulas = true): string {
  return parser().render(text, { markup, formulas: setsFormulas ? 0 : MOST_FORMULAS })
}

/** The names that a text mentions outside of code and links, each once. */
export function mentionsIn(text: string): string[] {
  const names = parser()
    .parse(text, {})
    .flatMap(({ children }) => children ?? [])
    .filter(({ type }) => type === 'mention')
    .map((token) => named(token).toLowerCase())
  return [...new Set(names)]
}

interface Env {
  markup: Markup
  formulas: number
}

let made: MarkdownIt | undefined

function parser(): MarkdownIt {
  made ??= makeParser()
  return made
}

const { escapeHtml } = new createMarkdownIt().utils

function makeParser(): MarkdownIt {
  const markdown = new createMarkdownIt('default', {
    html: false,
    linkify: true,
    breaks: true,
    maxNesting: 20,
  })
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
  markdown.validateLink = (url) => url.length <= 2000 && /^(?:https?:\/\/[^/]|mailto:[^?])/i.test(url.trim())
  markdown.disable(['image', 'table', 'lheading'])
  addMathRules(markdown)
  addReferenceRule(markdown)
  setRenderer(markdown)
  return markdown
}

function setRenderer({ renderer }: MarkdownIt): void {
  const { rules } = renderer
  rules.link_open = (tokens, index) => linkTo(String(tokens[index]?.attrGet('href') ?? ''))
  // The levels of headings are those of the page.
  rules.heading_open = () => '<p><strong>'
  rules.heading_close = () => '</strong></p>\n'
  rules.fence = (tokens, index) => codeBlock(tokens[index])
  rules.code_block = rules.fence
  rules.math = (tokens, index, _options, env) => formula(tokens[index], envOf(env))
  rules.math_block = (tokens, index, _options, env) => `<p>${formula(tokens[index], envOf(env))}</p>\n`
  rules.mention = (tokens, index, _options, env) =>
    reference(tokens[index], envOf(env).markup.person(named(tokens[index])))
  rules.paper = (tokens, index, _options, env) =>
    reference(tokens[index], envOf(env).markup.paper(named(tokens[index])))
}

const named = (token: Token | undefined): string => String(token?.meta?.names ?? '')

/** What `markdownToHtml` gives to the renderer comes back as it is. */
const envOf = (env: unknown): Env => env as Env

const linkTo = (href: string): string => `<a href="${escapeHtml(href)}" rel="nofollow ugc noopener">`

const codeBlock = (token: Token | undefined): string =>
  `<pre tabindex="0"><code>${escapeHtml(token?.content ?? '')}</code></pre>\n`

function reference(token: Token | undefined, address: string | null): string {
  const text = escapeHtml(token?.content ?? '')
  return address === null ? text : `<a href="${escapeHtml(address)}">${text}</a>`
}

function formula(token: Token | undefined, env: Env): string {
  const { content = '', markup = '$' } = token ?? {}
  env.formulas++
  if (env.formulas > MOST_FORMULAS) return `<code>${escapeHtml(`${markup}${content}${markup}`)}</code>`
  return env.markup.formula(content, markup === '$$')
}
