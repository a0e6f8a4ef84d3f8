// Where mathematics begins and ends in running text.

export interface MathSpan {
  tex: string
  display: boolean
  /** Index behind the closing delimiter. */
  end: number
}

/** A formula in an abstract is short; a longer one is a forgotten dollar sign. In UTF-16 units. */
const longestFormula = 4000
const environment =
  /\\begin\{((?:equation|displaymath|math|align|gather|multline|eqnarray|alignat|flalign)\*?)\}/y

/** Finds mathematics in one text. It remembers where the next closing mark stands, so that asking often stays cheap. */
export interface MathFinder {
  /** The formula that begins at `at`, where `\` or `$` stands; null where that is only text. */
  at(at: number, limit: number): MathSpan | null
}

export function mathFinder(text: string): MathFinder {
  const found = new Map<string, { from: number; at: number }>()

  function find(closing: string, from: number): number {
    const last = found.get(closing)
    if (last && from >= last.from && (last.at < 0 || last.at >= from)) return last.at
    const at = text.indexOf(closing, from)
    found.set(closing, { from, at })
    return at
  }

  function delimited(from: number, closing: string, display: boolean, limit: number): MathSpan | null {
    const close = find(closing, from)
    if (close < 0 || close + closing.length > limit || close - from > longestFormula) return null
    const tex = text.slice(from, close).trim()
    return tex === '' ? null : { tex, display, end: close + closing.length }
  }

  function inEnvironment(at: number, limit: number): MathSpan | null {
    environment.lastIndex = at
    const match = environment.exec(text)
    if (!match) return null
    const [opening, name = ''] = match
    const span = delimited(at + opening.length, `\\end{${name}}`, true, limit)
    return span && { ...span, tex: knownEnvironment(name, span.tex), display: name !== 'math' }
  }

  return {
    at(at, limit) {
      if (text.startsWith('$$', at)) return delimited(at + 2, '$$', true, limit)
      if (text[at] === '$') return inDollars(text, at, limit)
      if (text.startsWith('\\(', at)) return delimited(at + 2, '\\)', false, limit)
      if (text.startsWith('\\[', at)) return delimited(at + 2, '\\]', true, limit)
      return inEnvironment(at, limit)
    },
  }
}

/**
 * `$…$`, but not the prices of "from $5 to $10": the marks must embrace what they enclose and no digit may follow,
 * unless something stands between them that only TeX has ("takes $\sim$5 minutes").
 */
function inDollars(text: string, at: number, limit: number): MathSpan | null {
  let close = at
  // A dollar inside braces, as in `$\text{if $x$}$`, does not close. Two such tries keep this linear.
  for (let attempt = 0; attempt < 3; attempt++) {
    close = closingDollar(text, close + 1, Math.min(limit, at + longestFormula))
    if (close < 0) return null
    const inner = text.slice(at + 1, close)
    if (unclosedBraces(inner)) continue
    const tex = inner.trim()
    return tex !== '' && looksLikeMath(inner, text[close + 1] ?? '')
      ? { tex, display: false, end: close + 1 }
      : null
  }
  return null
}

function closingDollar(text: string, from: number, limit: number): number {
  for (let at = from; at < limit; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '$') return at
  }
  return -1
}

function unclosedBraces(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '{') depth++
    else if (text[at] === '}') depth--
  }
  return depth > 0
}

function looksLikeMath(inner: string, next: string): boolean {
  if (/\n\s*\n/.test(inner) || isProse(inner)) return false
  if (/\\[a-zA-Z]|[\^_]|^\s*[<>=+-]+\s*$/.test(inner)) return true
  if (/\d/.test(next) || /(?<![a-z])[a-z]{3,} +[a-z]{2,} +[a-z]{2,}/i.test(inner)) return false
  return !/^\s|\s$/.test(inner) || /[=<>]/.test(inner) || !/[a-z]{3}|^\s*\d|%/i.test(inner)
}

/** Six words in a row, outside `\text{…}`, are a sentence between two dollar signs that don't belong together. */
function isProse(inner: string): boolean {
  if (inner.length < 24) return false
  return /(?<![a-z\\])[a-z]{2,}(?:,? +[a-z]{2,}){5}/i.test(
    inner.replace(/\\(?:text|mbox|hbox)[a-z]*\{[^{}]*\}/g, ''),
  )
}

/** KaTeX has no `eqnarray`; the others it knows need their environment around them, single equations don't. */
function knownEnvironment(name: string, tex: string): string {
  if (/^(?:equation|displaymath|math)/.test(name)) return tex.replace(/\\label\{[^{}]*\}/g, '').trim()
  const body = tex.replace(/\\label\{[^{}]*\}/g, '').trim()
  if (name.startsWith('eqnarray')) return `\\begin{array}{rcl}${body}\\end{array}`
  return `\\begin{${name}}${body}\\end{${name}}`
}
