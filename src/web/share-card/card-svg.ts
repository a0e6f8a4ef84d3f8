// The picture that other sites show beside a link to a paper, as SVG.

import type { Paper } from '../../papers/paper.ts'
import { type CardFont, type CardFonts, drawable, widthOf } from './card-fonts.ts'
import { type CardSite, cardFrame, cardText, colours, inner, ruleAt } from './card-frame.ts'
import { fitText, shorten } from './fit-text.ts'
import { titleText } from './title-text.ts'

export type CardPaper = Pick<Paper, 'id' | 'title' | 'authors' | 'authorCount' | 'categories' | 'published'>

/** No title on a card needs more; it bounds the work on hostile ones. */
const longestTitle = 600

/** Everything that comes from the paper is measured, cut and escaped: no title can break the card. */
export function cardSvg(paper: CardPaper, site: CardSite, fonts: CardFonts): string {
  const [bold, plain] = [fonts.of(600), fonts.of(400)]
  const title = fitText(
    titleOf(paper, bold),
    { width: inner, height: 300, sizes: [100, 88, 76, 70, 64, 58, 52, 47] },
    (part, size) => widthOf(part, bold, size),
  )
  return cardFrame(site, fonts, [
    ...title.lines.map((line, i) =>
      cardText(line, {
        y: 158 + title.fontSize + i * title.lineHeight,
        size: title.fontSize,
        fonts: bold,
        fill: colours.ink,
      }),
    ),
    cardText(authorsOf(paper, plain, 32), { y: 518, size: 32, fonts: plain, fill: colours.ink }),
    ruleAt(542),
    cardText(factsOf(paper, plain, 28), { y: 586, size: 28, fonts: plain, fill: colours.quiet }),
  ])
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
