// What all share cards have: their size and colours, the site's name, and lines of text that any title may stand in.
// A picture has no dark mode and can't read the style sheet, so the light colours of the look stand here again.

import { type CardFont, type CardFonts, drawable, runsOf, widthOf } from './card-fonts.ts'
import { shorten } from './fit-text.ts'

export interface CardSite {
  name: string
}

/** What most sites cut their previews to, in pixels. */
export const cardWidth = 1200
export const cardHeight = 630

export const margin = 72
export const inner = cardWidth - 2 * margin
export const colours = {
  paper: '#fbfaf6',
  ink: '#1c1a17',
  quiet: '#5c574e',
  rule: '#e3ded3',
  accent: '#9b2c1f',
}

/** The card around these elements. */
export function cardFrame(site: CardSite, fonts: CardFonts, content: readonly string[]): string {
  const bold = fonts.of(600)
  const name = shorten(drawable(site.name, bold).text, inner - 200, (part) => widthOf(part, bold, 34))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${cardWidth}" height="${cardHeight}">`,
    `<rect width="${cardWidth}" height="${cardHeight}" fill="${colours.paper}"/>`,
    `<rect x="${margin}" y="56" width="64" height="8" fill="${colours.accent}"/>`,
    cardText(name, { y: 106, size: 34, fonts: bold, fill: colours.accent }),
    ...content,
    '</svg>',
  ].join('')
}

/** A thin line across. */
export const ruleAt = (y: number): string =>
  `<rect x="${margin}" y="${y}" width="${inner}" height="2" fill="${colours.rule}"/>`

interface TextPlace {
  y: number
  size: number
  fonts: CardFont[]
  fill: string
  /** The left margin by default. */
  x?: number
}

/**
 * One line of text. Where it needs several fonts, each piece is a text of its own, at its
 * measured place and without kerning: resvg draws a whole text in the wrong font where a ligature meets another font.
 */
export function cardText(line: string, at: TextPlace): string {
  const runs = runsOf(line, at.fonts)
  const kerning = runs.length > 1 ? ' kerning="0"' : ''
  let x = at.x ?? margin
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
