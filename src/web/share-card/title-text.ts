// A title as one run of characters: a picture sets no formulas, so mathematics is written as people type it.

import { symbolOf } from '../../papers/text/latex-symbols.ts'
import { parseLatexText, type Segment } from '../../papers/text/latex-text.ts'

/** `$\beta$-VAE in $O(n^{2})$` → `β-VAE in O(n²)`. Never throws; what it doesn't know it shows by name. */
export function titleText(title: string): string {
  return parseLatexText(title).map(segmentText).join('')
}

function segmentText(segment: Segment): string {
  switch (segment.kind) {
    case 'math':
      return mathText(segment.tex)
    case 'emphasis':
    case 'strong':
      return segment.children.map(segmentText).join('')
    default:
      return segment.text
  }
}

/** The superscripts that the card's fonts have. */
const superscripts: Record<string, string> = { 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴' }

function mathText(tex: string): string {
  return tex
    .replace(/\\(?:left|right|big|Big|displaystyle)(?![A-Za-z])|\\[,;:!]/g, '')
    .replace(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, '$1/$2')
    .replace(/\\(?:text|math|operatorname|boldsymbol|bm)[a-z]*\s*\{([^{}]*)\}/g, '$1')
    .replace(/\\([A-Za-z]+)\s*/g, (_, name: string) => symbolOf(name) ?? name)
    .replace(/\^\{?°\}?/g, '°')
    .replace(/\^\{?([0-4])\}?(?![0-9])/g, (_, digit: string) => superscripts[digit] ?? digit)
    .replace(/_\{?([A-Za-z0-9])\}?(?![A-Za-z0-9])/g, '$1')
    .replace(/[{}$]/g, '')
}
