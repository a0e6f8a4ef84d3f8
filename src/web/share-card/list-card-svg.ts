// The picture that other sites show beside a link to a list, as SVG: what it is, and what stands first on it.

import { type CardFont, type CardFonts, drawable, widthOf } from './card-fonts.ts'
import { type CardSite, cardFrame, cardText, colours, inner, margin, ruleAt } from './card-frame.ts'
import { fitText, shorten, wrap } from './fit-text.ts'
import { titleText } from './title-text.ts'

export interface CardList {
  /** `Wednesday 29 October 2025`, `Trending papers`, a person's name. */
  heading: string
  /** Titles as they are stored, the first of the list first. */
  titles: readonly string[]
  /** `23 research papers` */
  facts: string
}

const mostTitles = 3
/** Of a title, for what a card shows; it bounds the work on hostile ones. */
const longestTitle = 400
const numberWidth = 44
const titleSize = 34
const titleLine = 42

/** Everything that comes from papers and people is measured, cut and escaped: none of it can break the card. */
export function listCardSvg(list: CardList, site: CardSite, fonts: CardFonts): string {
  const [bold, plain] = [fonts.of(600), fonts.of(400)]
  const heading = fitText(
    drawable(list.heading.slice(0, longestTitle), bold).text || site.name,
    // One line at each of these sizes.
    { width: inner, height: 84, sizes: [72, 64, 56, 48, 40] },
    (part, size) => widthOf(part, bold, size),
  )
  const facts = shorten(drawable(list.facts, plain).text, inner, (part) => widthOf(part, plain, 28))
  return cardFrame(site, fonts, [
    ...heading.lines.map((line) =>
      cardText(line, { y: 206, size: heading.fontSize, fonts: bold, fill: colours.ink }),
    ),
    ...titlesOf(list.titles, plain),
    ruleAt(542),
    cardText(facts, { y: 586, size: 28, fonts: plain, fill: colours.quiet }),
  ])
}

/** At most two lines each; one whose letters can't be drawn is left out. */
function titlesOf(titles: readonly string[], fonts: CardFont[]): string[] {
  const measure = (part: string) => widthOf(part, fonts, titleSize)
  const width = inner - numberWidth
  const shown = titles
    .slice(0, mostTitles)
    .map((title, at) => ({ number: at + 1, ...drawable(titleText(title.slice(0, longestTitle)), fonts) }))
    .filter(({ complete }) => complete >= 0.5)
  let y = 270
  return shown.flatMap(({ number, text }) => {
    const lines = wrap(text, width, measure)
    const two = lines.length > 2 ? [lines[0] ?? '', shorten(lines.slice(1).join(' '), width, measure)] : lines
    const drawn = two.map((line, at) =>
      cardText(line, {
        x: margin + numberWidth,
        y: y + at * titleLine,
        size: titleSize,
        fonts,
        fill: colours.ink,
      }),
    )
    const sign = cardText(String(number), { y, size: titleSize, fonts, fill: colours.accent })
    y += two.length * titleLine + 12
    return [sign, ...drawn]
  })
}
