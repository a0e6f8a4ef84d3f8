// TeX sets a thin space between the name of a function and what stands beside it: `n log n`, not `nlogn`. KaTeX
// leaves that to the browser, and no browser does it.

/** "Function application", invisible, stands in MathML after the name of a function. */
const application = '\u2061'
const thinSpace = '<mspace width="0.1667em"/>'

/** A script below or above the name belongs to it. */
const scripts = /^<(?:msub|msup|msubsup|munder|mover|munderover)>$/
/** A fraction or a script counts its children: nothing may be put beside them. */
const rows = /^<(?:math|mrow|mstyle|msqrt|mpadded|mtd)\b/

/** Adds thin spaces around the names of functions in the markup of a formula (Knuth, The TeXbook, page 170). */
export function withFunctionSpaces(markup: string): string {
  if (!markup.includes(application)) return markup
  const tokens = markup.match(/<[^>]*>|[^<]+/g) ?? []
  const elements = elementsOf(tokens)
  // Neighbouring functions ask for one space at one place.
  const spaces = new Set<number>()
  for (const [index, token] of tokens.entries()) {
    const element = token === application ? functionAround(tokens, elements, index) : undefined
    if (!element || !rows.test(tokens[element.parent] ?? '')) continue
    if (standsAfterOperand(tokens, element.start)) spaces.add(element.start)
    if (standsBeforeOperand(tokens, element.end)) spaces.add(element.end)
  }
  return tokens.map((token, index) => (spaces.has(index) ? thinSpace : '') + token).join('')
}

/** Indexes of tokens: the opening tag, the one behind the closing tag, and the opening tag of the parent. */
interface Element {
  start: number
  end: number
  parent: number
}

/** By the index of their opening tags. */
function elementsOf(tokens: string[]): Map<number, Element> {
  const open: number[] = []
  const elements = new Map<number, Element>()
  for (const [index, token] of tokens.entries()) {
    if (token.startsWith('</')) {
      const start = open.pop() ?? 0
      elements.set(start, { start, end: index + 1, parent: open.at(-1) ?? 0 })
    } else if (token.startsWith('<') && !token.endsWith('/>')) open.push(index)
  }
  return elements
}

/** `<mi>log</mi><mo>⁡</mo>`, or the script of which it is the base. */
function functionAround(
  tokens: string[],
  elements: Map<number, Element>,
  index: number,
): Element | undefined {
  const start = index - 4
  const name = elements.get(start)
  if (!name || name.end !== index - 1 || !tokens[start]?.startsWith('<mi')) return undefined
  const base = tokens[start - 1] === '<mrow>' && scripts.test(tokens[start - 2] ?? '')
  return base ? elements.get(start - 2) : { ...name, end: index + 2 }
}

function standsAfterOperand(tokens: string[], start: number): boolean {
  const before = tokens[start - 1] ?? ''
  if (before === '</mo>') return /^[)\]}!]$/.test(tokens[start - 2] ?? '')
  return before.startsWith('</')
}

function standsBeforeOperand(tokens: string[], end: number): boolean {
  const after = tokens[end] ?? ''
  if (/^<\/|^<mo|^<mspace|^<mtext/.test(after)) return false
  // `\left(` comes in a row of its own.
  return after !== '' && !(after === '<mrow>' && tokens[end + 1]?.startsWith('<mo'))
}
