// The fonts of a share card: Newsreader for words, KaTeX's own fonts for Greek and mathematical signs.
// The build takes both from npm packages, so that each node draws the same picture, whatever fonts its machine has.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../package-root.ts'
import { type FontMetrics, readFontMetrics } from './font-metrics.ts'

export interface CardFont {
  family: string
  /** As CSS has it: 400, 600. */
  weight: number
  style: 'normal' | 'italic'
  file: string
  metrics: FontMetrics
}

/** A piece of text that one font can draw. */
export interface Run {
  text: string
  font: CardFont
}

export interface CardFonts {
  files: string[]
  /** The fonts to try for text of this weight, in order. */
  of(weight: number): CardFont[]
}

/** Opens the six font files (0.5 MB); called once, when the first card is drawn. */
export function loadCardFonts(): CardFonts {
  const regular = open('Newsreader_400Regular.ttf', 'Newsreader', 400)
  const semibold = open('Newsreader_600SemiBold.ttf', 'Newsreader SemiBold', 600)
  const signs = [
    open('KaTeX_Main-Regular.ttf', 'KaTeX_Main', 400),
    open('KaTeX_Math-Italic.ttf', 'KaTeX_Math', 400, 'italic'),
    open('KaTeX_AMS-Regular.ttf', 'KaTeX_AMS', 400),
  ]
  return {
    files: [regular, semibold, ...signs].map((font) => font.file),
    of: (weight) => [weight >= 600 ? semibold : regular, ...signs],
  }
}

/** Splits text where another font takes over. Characters that no font has must be gone already (`drawable`). */
export function runsOf(text: string, fonts: CardFont[]): Run[] {
  const runs: Run[] = []
  for (const character of text) {
    const font = fontFor(character, fonts)
    if (font === undefined) continue
    const last = runs.at(-1)
    if (last?.font === font) last.text += character
    else runs.push({ text: character, font })
  }
  return runs
}

/** Width in pixels. */
export function widthOf(text: string, fonts: CardFont[], fontSize: number): number {
  let width = 0
  for (const character of text) {
    const font = fontFor(character, fonts)
    width += font?.metrics.advance(character.codePointAt(0) ?? 0) ?? 0
  }
  return width * fontSize
}

/**
 * The part of a text that the fonts can draw, on one line: styled letters become plain ones (𝒪 → O), other characters
 * without a glyph are left out. `complete` is the part (0 to 1) of its letters and digits that is left.
 */
export function drawable(text: string, fonts: CardFont[]): { text: string; complete: number } {
  const wanted = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
  const kept = [...text.normalize('NFC').replace(/[\s\p{Cc}]+/gu, ' ')]
    .map((character) => (fontFor(character, fonts) ? character : character.normalize('NFKC')))
    .join('')
  const left = [...kept].filter((character) => fontFor(character, fonts) !== undefined).join('')
  const found = left.match(/[\p{L}\p{N}]/gu)?.length ?? 0
  return { text: left.replace(/ +/g, ' ').trim(), complete: wanted === 0 ? 0 : Math.min(1, found / wanted) }
}

function fontFor(character: string, fonts: CardFont[]): CardFont | undefined {
  const codePoint = character.codePointAt(0) ?? 0
  return fonts.find((font) => font.metrics.advance(codePoint) !== null)
}

function open(name: string, family: string, weight: number, style: CardFont['style'] = 'normal'): CardFont {
  const file = join(packageRoot, 'dist/fonts', name)
  return { family, weight, style, file, metrics: readFontMetrics(readFileSync(file)) }
}
