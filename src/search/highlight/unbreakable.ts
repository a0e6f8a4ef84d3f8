// What may not be cut in a text with LaTeX in it: formulas, commands with their braces, tags and entities.

export interface Span {
  start: number
  end: number
}

/** A longer formula is a forgotten dollar sign. In UTF-16 units, as all here. */
const longestFormula = 4000
/** A longer group holds sentences, and those may be cut. */
const longestGroup = 160

/** In order, not overlapping. Takes time linear in the text. */
export function findUnbreakable(text: string): Span[] {
  const finder = new Finder(text)
  const spans: Span[] = []
  const marks = /[\\${<&]/g
  for (let found = marks.exec(text); found; found = marks.exec(text)) {
    const end = finder.endOf(found.index)
    if (end > found.index + 1) spans.push({ start: found.index, end })
    marks.lastIndex = Math.max(end, found.index + 1)
  }
  return spans
}

class Finder {
  /** Where a closing mark stands next, so that asking often stays cheap. */
  private readonly known = new Map<string, { from: number; at: number }>()
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  /** Behind what begins at one of the marks; the place itself where it is just a character. */
  endOf(at: number): number {
    switch (this.text[at]) {
      case '\\':
        return this.endOfBackslash(at)
      case '$':
        return this.text[at + 1] === '$' ? this.closedBy('$$', at, 2) : endOfDollars(this.text, at)
      case '{':
        return endOfGroup(this.text, at)
      case '<':
        return endOfMatch(tag, this.text, at)
      default:
        return endOfMatch(entity, this.text, at)
    }
  }

  private endOfBackslash(at: number): number {
    const next = this.text[at + 1]
    if (next === '(') return this.closedBy('\\)', at, 2)
    if (next === '[') return this.closedBy('\\]', at, 2)
    environment.lastIndex = at
    const [opening = '', name] = environment.exec(this.text) ?? []
    if (name !== undefined) {
      const end = this.closedBy(`\\end{${name}}`, at, opening.length)
      if (end > at + 2) return end
    }
    return endOfCommand(this.text, at)
  }

  /** Where nothing closes it, the mark is two characters. */
  private closedBy(closing: string, at: number, width: number): number {
    const close = this.find(closing, at + width)
    return close < 0 || close - at > longestFormula ? at + 2 : close + closing.length
  }

  private find(closing: string, from: number): number {
    const last = this.known.get(closing)
    if (last && from >= last.from && (last.at < 0 || last.at >= from)) return last.at
    const at = this.text.indexOf(closing, from)
    this.known.set(closing, { from, at })
    return at
  }
}

const environment = /\\begin\{([a-zA-Z]{1,20}\*?)\}/y
const tag = /<\/?[a-zA-Z][^<>]{0,200}>/y
const entity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});/iy
const option = /\[[^[\]{}]{0,80}\](?=\{)/y
const command = /\\(?:[a-zA-Z]{1,40}\*?|["'^`~=.]\s?(?:\\?[a-zA-Z])?|[^\ud800-\udfff]?)/y

function endOfMatch(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

/** Command and arguments: `\frac{a}{b}`, `\cite[p. 3]{doe}`. */
function endOfCommand(text: string, at: number): number {
  let end = Math.max(endOfMatch(command, text, at), at + 1)
  let next = endOfGroup(text, endOfMatch(option, text, end))
  while (next > end && text[next - 1] === '}') {
    end = next
    next = end - at > longestGroup ? end : endOfGroup(text, end)
  }
  return end
}

/** Behind the brace that closes the one at `at`; `at` where that is none, or too far away. */
function endOfGroup(text: string, at: number): number {
  if (text[at] !== '{') return at
  const limit = Math.min(text.length, at + longestGroup)
  let depth = 0
  for (let end = at; end < limit; end++) {
    const character = text[end]
    if (character === '\\') end++
    else if (character === '{') depth++
    else if (character === '}' && --depth === 0) return end + 1
  }
  return at
}

/** `$…$`; a dollar inside braces, as in `$\text{if $x$}$`, does not close. Two such tries keep this linear. */
function endOfDollars(text: string, at: number): number {
  let close = at
  for (let attempt = 0; attempt < 3; attempt++) {
    close = closingDollar(text, close + 1, Math.min(text.length, at + longestFormula))
    if (close < 0) return at
    const inner = text.slice(at + 1, close)
    if (!leavesBraceOpen(inner)) return isFormula(inner, text[close + 1] ?? '') ? close + 1 : at
  }
  return at
}

function closingDollar(text: string, from: number, limit: number): number {
  for (let at = from; at < limit; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '$') return at
  }
  return -1
}

function leavesBraceOpen(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '{') depth++
    else if (text[at] === '}') depth--
  }
  return depth > 0
}

/** Not the prices of "from $5 to $10". */
function isFormula(inner: string, next: string): boolean {
  if (inner.trim() === '' || /\n\s*\n/.test(inner)) return false
  if (
    /(?<![a-z\\])[a-z]{2,}(?:,? +[a-z]{2,}){5}/i.test(inner.replace(/\\(?:text|mbox)[a-z]*\{[^{}]*\}/g, ''))
  )
    return false
  return /[\\^_{}=<>]/.test(inner) || !(/\d/.test(next) || /^\s|\s$/.test(inner))
}
