// Quotes, dashes, ties and addresses as LaTeX's writers type them.

export interface Reading {
  text: string
  /** Index behind what was read. */
  end: number
}

const webAddress = /https?:\/\/[^\s<>"{}`$|^]{3,400}/iy

/** The address that begins at `at`, without the marks of the sentence around it. */
export function findAddress(text: string, at: number, limit: number): string | null {
  webAddress.lastIndex = at
  const found = webAddress.exec(text)?.[0].slice(0, limit - at)
  if (found === undefined || /\w/.test(text[at - 1] ?? '')) return null
  let end = found.length
  while (end > 0 && isBehind(found, end)) end--
  return /^https?:\/\/[\w-]/i.test(found.slice(0, end)) ? found.slice(0, end) : null
}

function isBehind(found: string, end: number): boolean {
  const last = found[end - 1] ?? ''
  return '.,;:!?\'"’”]\\*'.includes(last) || (last === ')' && !found.slice(0, end).includes('('))
}

/** Ties, dashes and quotes; a lone one that means itself stays (`~10`, `--flag`, `x''`). */
export function readTypography(text: string, at: number, limit: number): Reading {
  const before = at > 0 ? (text[at - 1] ?? '') : ' '
  const length = runLength(text, at, limit)
  const after = text[at + length] ?? ' '
  const mark = text[at] ?? ''
  const same = reading(mark.repeat(length), at + length)
  if (mark === '~')
    return /[\s(~]/.test(before) || /\s/.test(after) || length > 1 ? same : reading('\u00a0', at + 1)
  if (mark === '-') return readDash(length, at, /\s/.test(before) && /[a-z]/i.test(after)) ?? same
  if (mark === '`' && length === 2) return reading('“', at + 2)
  if (mark === '`' && length === 1) return readQuote(text, at, limit) ?? same
  if (mark === "'" && length === 2) return readClosing(at, /[\s(]/.test(before), /\s/.test(after)) ?? same
  return same
}

/** Some open with the closing mark: ''so''. Between two spaces it could be either. */
function readClosing(at: number, opens: boolean, closes: boolean): Reading | null {
  return opens && closes ? null : reading(opens ? '“' : '”', at + 2)
}

function runLength(text: string, at: number, limit: number): number {
  let end = at + 1
  while (end < limit && text[end] === text[at]) end++
  return end - at
}

function readDash(length: number, at: number, isOption: boolean): Reading | null {
  if (length === 2 && !isOption) return reading('–', at + 2)
  return length === 3 ? reading('—', at + 3) : null
}

const singleQuoted = /`([^`'$\\{}\n]{1,80})'(?![\p{L}'])/uy

function readQuote(text: string, at: number, limit: number): Reading | null {
  singleQuoted.lastIndex = at
  const match = singleQuoted.exec(text)
  if (!match || at + match[0].length > limit) return null
  return reading(`‘${match[1]}’`, at + match[0].length)
}

function reading(text: string, end: number): Reading {
  return { text, end }
}
