// Text of other people's making, brought into one form: markup and invisible characters out, LaTeX as it is.

import { decodeEntities, readAsWindows1252 } from './entities.ts'
import { withoutMarkup } from './markup.ts'

/** Bounds in UTF-16 units. The longest real ones are under half of these. */
export const longestTitle = 1000
export const longestAbstract = 20_000
export const longestName = 300

/** A title on one line. */
export function cleanTitle(raw: string): string {
  return cleanLine(raw, longestTitle)
}

/** An abstract; paragraphs are separated by one empty line. */
export function cleanAbstract(raw: string): string {
  return settled(raw, longestAbstract, foldParagraphs)
}

/** A person's or a group's name on one line, without commas or semicolons around it. */
export function cleanName(raw: string): string {
  return cleanLine(raw, longestName).replace(/^[\s,;]+|[\s,;]+$/g, '')
}

/** Any text that belongs on one line, cut at `maxLength` UTF-16 units, never inside a character. */
export function cleanLine(raw: string, maxLength: number): string {
  return settled(raw, maxLength, foldLine)
}

type Fold = (text: string) => string

/** True where a text may need work. Most texts need none, and 400,000 of them are imported at once. */
const suspicious = /[^ -~¡-¬®-˿Α-Ρα-ωА-я–—‘’“”…]|<(?=[a-z!/?])|&(?=#|[a-z]\w{1,30};)| {2}|^ | $/i

/** Decoding one layer may bare another one; real texts have two. A text with more is not worth its markup. */
const mostLayers = 6

function settled(raw: string, maxLength: number, fold: Fold): string {
  let text = raw.length > maxLength * 8 ? raw.slice(0, maxLength * 8) : raw
  for (let layer = 0; layer < mostLayers; layer++) {
    if (text.length <= maxLength && !suspicious.test(text)) return text
    const cleaned = cut(cleanOnce(text, fold), maxLength)
    if (cleaned === text) return text
    text = cleaned
  }
  return cut(fold(withoutInvisible(text.replace(/<(?=[a-z!/?])|&(?=#|[a-z])/gi, ''))), maxLength).trim()
}

function cleanOnce(text: string, fold: Fold): string {
  const visible = withoutInvisible(text)
  const decoded = visible.includes('&') ? decodeEntities(visible) : visible
  return fold(decoded.includes('<') ? withoutMarkup(decoded) : decoded)
}

/** Control characters but white space, what no font shows (zero-width, direction marks, tags), half characters, U+FFFD. */
const invisible = /(?!\s)[\p{Cc}\p{Cs}\p{DI}\p{Noncharacter_Code_Point}\ufff9-\ufffd]|\ufeff/gu

const ligatures = ['ff', 'fi', 'fl', 'ffi', 'ffl', 'st', 'st']

/** Ligatures go too: a search for "efficient" must find what a PDF printed with one. */
function withoutInvisible(text: string): string {
  return text
    .replace(/[\u0080-\u009f]/g, (mark) => readAsWindows1252(mark.charCodeAt(0)))
    .replace(invisible, '')
    .replace(/[\ufb00-\ufb06]/g, (mark) => ligatures[mark.charCodeAt(0) - 0xfb00] ?? mark)
    .normalize('NFC')
}

function foldLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** A paragraph begins after an empty line or, as arXiv's authors mark it, with an indented line. */
function foldParagraphs(text: string): string {
  if (!/[\n\r\u2028\u2029\u0085]/.test(text)) return foldLine(text)
  const lines = text
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .trim()
    .split('\n')
  const indented = lines.filter((line, at) => at > 0 && /^[^\S\n]+\S/.test(line)).length
  const indentMeansParagraph = indented < lines.length - 1 || lines.length === 2
  const marked = lines.map((line) => (indentMeansParagraph && /^\s+\S/.test(line) ? `\n${line}` : line))
  const paragraphs = marked.join('\n').split(/\n\s*\n/)
  return paragraphs
    .map(foldLine)
    .filter((paragraph) => paragraph !== '')
    .join('\n\n')
}

function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const splitsPair = /[\ud800-\udbff]/.test(text[maxLength - 1] ?? '')
  return text.slice(0, splitsPair ? maxLength - 1 : maxLength).trimEnd()
}
