// The picture that other sites show beside a link to a paper, as SVG.
// A picture has no dark mode and can't read the style sheet, so the light colours of the look stand here again.

import type { Paper } from '../../papers/paper.ts'
import { type CardFont, type CardFonts, drawable, runsOf, widthOf } from './card-fonts.ts'
import { fitText, shorten } from './fit-text.ts'
import { titleText } from './title-text.ts'

export type CardPaper = Pick<Paper, 'id' | 'title' | 'authors' | 'authorCount' | 'categories' | 'published'>

export interface CardSite {
  name: string
}

/** What most sites cut their previews to, in pixels. */
export const cardWidth = 1200
export const cardHeight = 630

const margin = 72
const inner = cardWidth - 2 * margin
const colours = { paper: '#fbfaf6', ink: '#1c1a17', quiet: '#5c574e', rule: '#e3ded3', accent: '#9b2c1f' }
/** No title on a card needs more; it bounds the work on hostile ones. */
const longestTitle = 600

/** Everything that comes from the paper is measured, cut and escaped: no title can break the card. */
export function cardSvg(paper: CardPaper, site: CardSite, fonts: CardFonts): string {
  const [bold, plain] = [fonts.of(600), fonts.of(400)]
  const name = shorten(drawable(site.name, bold).text, inner - 200, (part) => widthOf(part, bold, 34))
  const title = fitText(
    titleOf(paper, bold),
    { width: inner, height: 300, sizes: [100, 88, 76, 70, 64, 58, 52, 47] },
    (part, size) => widthOf(part, bold, size),
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${cardWidth}" height="${cardHeight}">`,
    `<rect width="${cardWidth}" height="${cardHeight}" fill="${colours.paper}"/>`,
    `<rect x="${margin}" y="56" width="64" height="8" fill="${colours.accent}"/>`,
    text(name, { y: 106, size: 34, fonts: bold, fill: colours.accent }),
    ...title.lines.map((line, i) =>
      text(line, {
        y: 158 + title.fontSize + i * title.lineHeight,
        size: title.fontSize,
        fonts: bold,
        fill: colours.ink,
      }),
    ),
    text(authorsOf(paper, plain, 32), { y: 518, size: 32, fonts: plain, fill: colours.ink }),
    `<rect x="${margin}" y="542" width="${inner}" height="2" fill="${colours.rule}"/>`,
    text(factsOf(paper, plain, 28), { y: 586, size: 28, fonts: plain, fill: colours.quiet }),
    '</svg>',
  ].join('')
}

/** The title without LaTeX; the id where less than half of the title's letters can be drawn. */
function titleOf(paper: CardPaper, fonts: CardFont[]): string {
  const title = drawable(titleText(paper.title.slice(0, longestTitle)), fonts)
  return title.complete >= 0.5 ? title.text : drawable(labelOf(paper.id), fonts).text
}

/** "A, B, C and 9 more": as many names as fit. Names that can't be drawn are counted, not shown. */
function authorsOf(paper: CardPaper, fonts: CardFont[], size: number): string {
  const names = paper.authors
    .slice(0, 12)
    .map((author) => drawable(author.name.slice(0, 100), fonts))
    .filter((name) => name.complete >= 0.8)
    .map((name) => name.text)
  const total = Math.max(paper.authorCount, paper.authors.length)
  const measure = (part: string) => widthOf(part, fonts, size)
  for (let shown = names.length; shown > 0; shown--) {
    const line = listed(names.slice(0, shown), total)
    if (measure(line) <= inner) return line
  }
  const alone = total === 1 ? '1 author' : `${total} authors`
  return names[0] === undefined
    ? total === 0
      ? ''
      : alone
    : shorten(listed(names.slice(0, 1), total), inner, measure)
}

function listed(names: string[], total: number): string {
  if (names.length < total) return `${names.join(', ')} and ${total - names.length} more`
  return names.length === 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function factsOf(paper: CardPaper, fonts: CardFont[], size: number): string {
  const facts = [labelOf(paper.id), paper.categories[0], dateOf(paper.published)].filter(
    (fact) => fact !== undefined,
  )
  const line = drawable(facts.join('  ·  '), fonts).text
  return shorten(line, inner, (part) => widthOf(part, fonts, size))
}

const labelOf = (id: string): string => (id.includes(':') ? id : `arXiv:${id}`)

/** "6 March 2024", "March 2024" or "2024", as precise as it is known. */
function dateOf(published: string | undefined): string | undefined {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(published ?? '') ?? []
  const date = new Date(`${year}-${month ?? '01'}-${day ?? '01'}`)
  if (year === undefined || Number.isNaN(date.getTime())) return undefined
  return date.toLocaleDateString('en-GB', {
    timeZone: 'UTC',
    year: 'numeric',
    ...(month && { month: 'long' as const }),
    ...(day && { day: 'numeric' as const }),
  })
}

/**
 * One line that starts at the left margin. Where it needs several fonts, each piece is a text of its own, at its
 * measured place and without kerning: resvg draws a whole text in the wrong font where a ligature meets another font.
 */
function text(line: string, at: { y: number; size: number; fonts: CardFont[]; fill: string }): string {
  const runs = runsOf(line, at.fonts)
  const kerning = runs.length > 1 ? ' kerning="0"' : ''
  let x = margin
  return runs
    .map(({ text, font }) => {
      const face = `font-family="${font.family}" font-weight="${font.weight}" font-style="${font.style}"`
      const place = `x="${x.toFixed(1)}" y="${at.y}" font-size="${at.size}" fill="${at.fill}"`
      x += widthOf(text, [font], at.size)
      return `<text ${place} ${face}${kerning} xml:space="preserve">${escapeXml(text)}</text>`
    })
    .join('')
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeXml = (raw: string): string => raw.replace(/[&<>"]/g, (character) => entities[character] ?? '')
