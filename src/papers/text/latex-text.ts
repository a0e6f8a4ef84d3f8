// The little LaTeX that titles and abstracts hold: mathematics, emphasis, accents, quotes and dashes.
// One pass over the text; braces are paired before, so that hostile input costs no more than other input.

import { type MathFinder, mathFinder } from './latex-math.ts'
import { accented, isAccent, symbolOf } from './latex-symbols.ts'
import { findAddress, readTypography } from './latex-typography.ts'

export type Segment =
  | { kind: 'text'; text: string }
  | { kind: 'math'; tex: string; display: boolean }
  | { kind: 'emphasis' | 'strong'; children: Segment[] }
  | { kind: 'code'; text: string }
  /** `url` begins with `http://` or `https://`. */
  | { kind: 'link'; url: string; text: string }

/** Cuts a text into what a page can set. Unknown commands stay as they are. Never throws; linear time. */
export function parseLatexText(text: string): Segment[] {
  const source: SourceText = { text, closing: closingBraces(text), math: mathFinder(text) }
  return parseRange(source, 0, text.length, 0)
}

/** One string for `<title>`, mails and headings: accents resolved, mathematics in its dollars, `$10$` without. */
export function plainLatex(text: string): string {
  return parseLatexText(text).map(plainSegment).join('')
}

function plainSegment(segment: Segment): string {
  switch (segment.kind) {
    case 'math':
      return /^[a-zA-Z0-9.,+=() -]+$/.test(segment.tex) ? segment.tex : `$${segment.tex}$`
    case 'emphasis':
    case 'strong':
      return segment.children.map(plainSegment).join('')
    default:
      return segment.text
  }
}

interface SourceText {
  text: string
  /** For each index of an opening brace the index of its closing one. */
  closing: Map<number, number>
  math: MathFinder
}

interface Step {
  segments: Segment[]
  end: number
}

/** Deeper commands are shown as text: nobody emphasises eight times, and pages should not nest that deep. */
const deepest = 8

/** Everything that is not one of these marks is copied in one go. */
const plainRun = /[^\\${}~\-`'h]+/y

function parseRange(source: SourceText, from: number, limit: number, depth: number): Segment[] {
  const segments: Segment[] = []
  let at = from
  while (at < limit) {
    plainRun.lastIndex = at
    const run = plainRun.exec(source.text)
    if (run) {
      const end = Math.min(limit, at + run[0].length)
      append(segments, [textSegment(source.text.slice(at, end))])
      at = end
      continue
    }
    const step = readMark(source, at, limit, depth)
    append(segments, step.segments)
    at = step.end
  }
  return segments
}

function append(segments: Segment[], added: Segment[]): void {
  for (const segment of added) {
    const last = segments.at(-1)
    if (segment.kind === 'text' && last?.kind === 'text') last.text += segment.text
    else if (segment.kind !== 'text' || segment.text !== '') segments.push(segment)
  }
}

function textSegment(text: string): Segment {
  return { kind: 'text', text }
}

function textStep(text: string, end: number): Step {
  return { segments: [textSegment(text)], end }
}

function readMark(source: SourceText, at: number, limit: number, depth: number): Step {
  const mark = source.text[at] ?? ''
  switch (mark) {
    case '\\':
      return readMath(source, at, limit) ?? readCommand(source, at, limit, depth)
    case '$':
      return readMath(source, at, limit) ?? textStep('$', at + 1)
    case '{':
      return readGroup(source, at, limit, depth)
    case 'h':
      return readAddress(source.text, at, limit) ?? textStep('h', at + 1)
    default: {
      const { text, end } = readTypography(source.text, at, limit)
      return textStep(text, end)
    }
  }
}

function readAddress(text: string, at: number, limit: number): Step | null {
  const address = findAddress(text, at, limit)
  return address === null ? null : linkStep(address, undefined, at + address.length)
}

function readMath(source: SourceText, at: number, limit: number): Step | null {
  const span = source.math.at(at, limit)
  if (!span) return null
  return { segments: [{ kind: 'math', tex: span.tex, display: span.display }], end: span.end }
}

const commandName = /[a-zA-Z]+\*?|[\s\S]/y

function readCommand(source: SourceText, at: number, limit: number, depth: number): Step {
  commandName.lastIndex = at + 1
  const name = at + 1 < limit ? (commandName.exec(source.text)?.[0] ?? '') : ''
  const end = at + 1 + name.length
  const known =
    readStyled(source, name, end, limit, depth) ??
    readAccent(source, name, end, limit) ??
    readSymbol(source, name, end)
  if (known && known.end <= limit) return known
  const whole = Math.min(limit, name.length > 1 ? behindArguments(source, end) : end)
  return textStep(source.text.slice(at, whole), whole)
}

/** An unknown command keeps its arguments as they are: `\\cite{Adams, Bell}`. */
function behindArguments(source: SourceText, end: number): number {
  let behind = end
  for (let close = source.closing.get(behind); close !== undefined; close = source.closing.get(behind))
    behind = close + 1
  return behind
}

const styles: Record<string, 'emphasis' | 'strong' | 'code' | 'plain'> = {
  ...{ emph: 'emphasis', textit: 'emphasis', textsl: 'emphasis', underline: 'emphasis', uline: 'emphasis' },
  ...{ textbf: 'strong', texttt: 'code', verb: 'code' },
  ...{
    textsc: 'plain',
    textrm: 'plain',
    textsf: 'plain',
    textup: 'plain',
    textmd: 'plain',
    textnormal: 'plain',
  },
  ...{ text: 'plain', mbox: 'plain', ensuremath: 'plain', uppercase: 'plain', textcolor: 'plain' },
}

function readStyled(
  source: SourceText,
  name: string,
  end: number,
  limit: number,
  depth: number,
): Step | null {
  const open = afterSpaces(source.text, end)
  const close = source.closing.get(open)
  if (close === undefined || close >= limit || depth >= deepest) return null
  if (name === 'url') return linkStep(source.text.slice(open + 1, close), undefined, close + 1)
  if (name === 'href') return readHref(source, open, close, limit)
  const style = Object.hasOwn(styles, name) ? styles[name] : undefined
  return style === undefined ? null : styledStep(source, style, open + 1, close, depth)
}

function styledStep(source: SourceText, style: string, from: number, close: number, depth: number): Step {
  const children = parseRange(source, from, close, depth + 1)
  if (style === 'plain' || children.length === 0) return { segments: children, end: close + 1 }
  const segment: Segment =
    style === 'code'
      ? { kind: 'code', text: children.map(plainSegment).join('') }
      : { kind: style as 'emphasis' | 'strong', children }
  return { segments: [segment], end: close + 1 }
}

function readHref(source: SourceText, open: number, close: number, limit: number): Step | null {
  const labelClose = source.closing.get(close + 1)
  if (labelClose === undefined || labelClose >= limit) return null
  const label = source.text.slice(close + 2, labelClose).replace(/\\[a-z]+\s?|[{}]/g, '')
  return linkStep(source.text.slice(open + 1, close), label, labelClose + 1)
}

/** Other schemes than the web's are shown, never linked. */
function linkStep(raw: string, label: string | undefined, end: number): Step {
  const url = raw.trim().replace(/\\([%#&_~{}$])/g, '$1')
  if (!/^https?:\/\/[^\s<>"]+$/i.test(url)) return textStep(label?.trim() || url, end)
  return { segments: [{ kind: 'link', url, text: label?.trim() || url }], end }
}

const accentBase =
  /\s*(?:\{\s*(?:\\([ij])(?![a-zA-Z])\s*(?:\{\})?|(\p{L}\p{L}?))?\s*\}|\\([ij])(?![a-zA-Z])|(\p{L}))/uy

function readAccent(source: SourceText, name: string, end: number, limit: number): Step | null {
  // `\v s` and `\vs`: a letter's accent needs its space or brace, a sign's does not.
  if (!isAccent(name)) return null
  const split = splitSymbol(source, name, end)
  if (split) return split
  accentBase.lastIndex = end
  const match = accentBase.exec(source.text)
  if (!match || end + match[0].length > limit) return null
  const base = match[1] ?? match[2] ?? match[3] ?? match[4] ?? ''
  return textStep(accented(name, base), end + match[0].length)
}

/** arXiv's own conversion made `\b{eta}` of `\beta`, `\k{appa}` of `\kappa`. */
function splitSymbol(source: SourceText, name: string, end: number): Step | null {
  const close = source.closing.get(end)
  if (close === undefined || close - end < 3 || close - end > 12) return null
  const symbol = symbolOf(name + source.text.slice(end + 1, close))
  return symbol === undefined ? null : textStep(symbol, close + 1)
}

function readSymbol(source: SourceText, name: string, end: number): Step | null {
  const symbol = symbolOf(name)
  if (symbol === undefined) return null
  if (!/^[a-zA-Z]/.test(name)) return textStep(symbol, end)
  const behind = source.text.startsWith('{}', end) ? end + 2 : end
  // TeX eats the space behind a letter's command; after a sign such as `\Omega` writers mean the space.
  return /^[ßøØæÆœŒåÅłŁı]$/.test(symbol) && behind === end
    ? textStep(symbol, eatenSpace(source.text, end))
    : textStep(symbol, behind)
}

/** In `stra\ss e` the space ends the command; before a capital or a mark it ends a word. */
function eatenSpace(text: string, at: number): number {
  return text[at] === ' ' && /\p{Ll}/u.test(text[at + 1] ?? '') ? at + 1 : at
}

function afterSpaces(text: string, at: number): number {
  let next = at
  while (next < at + 3 && text[next] === ' ') next++
  return next
}

const declaration = /\{\s*\\(em|it|itshape|sl|bf|bfseries|tt|ttfamily|sc|rm|sf)(?![a-zA-Z])\s*/y
const declared: Record<string, string> = {
  ...{
    em: 'emphasis',
    it: 'emphasis',
    itshape: 'emphasis',
    sl: 'emphasis',
    bf: 'strong',
    bfseries: 'strong',
  },
  ...{ tt: 'code', ttfamily: 'code' },
}
/** Braces around a letter, a command or a name keep its capitals in BibTeX; others are part of the text. */
const longestProtected = 40
const protective = /\{(?:[\p{L}\d]|\\[^{}\s]{1,20}\s?(?:\{?\p{L}?\}?)|[\w-]*[A-Z][\w-]*)\}/uy

function readGroup(source: SourceText, at: number, limit: number, depth: number): Step {
  const close = source.closing.get(at)
  if (close === undefined || close >= limit || depth >= deepest) return textStep('{', at + 1)
  declaration.lastIndex = at
  const match = declaration.exec(source.text)
  if (match && at + match[0].length <= close) {
    return styledStep(source, declared[match[1] ?? ''] ?? 'plain', at + match[0].length, close, depth)
  }
  if (/[\^_]/.test(source.text[at - 1] ?? '')) return textStep('{', at + 1)
  protective.lastIndex = at
  if (close - at > longestProtected || protective.exec(source.text)?.[0].length !== close + 1 - at)
    return textStep('{', at + 1)
  return styledStep(source, 'plain', at + 1, close, depth)
}

/** Pairs braces, leaving out escaped ones. */
function closingBraces(text: string): Map<number, number> {
  const closing = new Map<number, number>()
  const open: number[] = []
  for (let at = 0; at < text.length; at++) {
    const mark = text[at]
    if (mark === '\\') at++
    else if (mark === '{') open.push(at)
    else if (mark === '}') {
      const start = open.pop()
      if (start !== undefined) closing.set(start, at)
    }
  }
  return closing
}
