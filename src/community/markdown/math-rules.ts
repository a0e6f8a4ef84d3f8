// `$…$` and `$$…$$` in Markdown. A dollar that opens has no space behind it, one that closes none before it and no digit
// behind it, as Pandoc has it: so that prices stay prices.

import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it'

/** Where no end is found within so many lines, dollars at the start of a line are only dollars. */
const MOST_LINES = 100

const DOLLAR = 0x24

export function addMathRules(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('escape', 'math', mathInLine)
  markdown.block.ruler.before('fence', 'math_block', mathBlock, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  })
}

function mathInLine(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state
  if (src.charCodeAt(pos) !== DOLLAR) return false
  const display = src.charCodeAt(pos + 1) === DOLLAR
  const mark = display ? '$$' : '$'
  const start = pos + mark.length
  const end = closing(src, start, mark)
  if (end < 0 || !(display ? src.slice(start, end).trim() : isFormula(src, start, end))) return false
  if (!silent) {
    const token = state.push('math', '', 0)
    token.content = src.slice(start, end)
    token.markup = mark
  }
  state.pos = end + mark.length
  return true
}

/** The next mark that no backslash stands before: where that one can't close, none does, which keeps time linear. */
function closing(src: string, start: number, mark: string): number {
  let end = src.indexOf(mark, start)
  while (end > 0 && src[end - 1] === '\\') end = src.indexOf(mark, end + 1)
  return end
}

const isFormula = (src: string, start: number, end: number): boolean =>
  end > start &&
  !/\s/.test(src[start] ?? ' ') &&
  !/\s/.test(src[end - 1] ?? ' ') &&
  !/\d/.test(src[end + 1] ?? '')

function mathBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const lineOf = (line: number) =>
    state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]).trimEnd()
  const first = lineOf(startLine)
  if (!first.startsWith('$$') || (first.length > 2 && first.endsWith('$$') && first.length < 5)) return false
  let last = startLine
  if (!(first.length > 4 && first.endsWith('$$'))) {
    if (first.slice(2).includes('$$')) return false
    do last++
    while (last < endLine && last - startLine < MOST_LINES && !lineOf(last).endsWith('$$'))
    if (last >= endLine || !lineOf(last).endsWith('$$')) return false
  }
  if (silent) return true
  const lines = Array.from({ length: last - startLine + 1 }, (_, index) => lineOf(startLine + index))
  const token = state.push('math_block', '', 0)
  token.content = lines.join('\n').slice(2, -2)
  token.markup = '$$'
  token.block = true
  token.map = [startLine, last + 1]
  state.line = last + 1
  return true
}
