// Cuts a BibTeX file into entries as it arrives. Only braces are counted here, as BibTeX itself does it (`\{` counts
// too); what an entry says is read by `bibtex-entry.ts`.

import { type Bytes, LONGEST_PIECE, tooLongToReadOn, withLineFeeds } from './bytes.ts'

export interface RawEntry {
  /** Lower-cased: `article`, `string`, `comment`. */
  type: string
  /** What stands between the outer braces; absent where `damage` says why. */
  body?: string
  damage?: 'open' | 'too long'
  /** Line of the `@`, 1 for the first. */
  line: number
}

/** UTF-16 units. */
const LONGEST_ENTRY = 1_000_000

const entryStart = /@\s*([a-z][\w-]*)\s*([{(])/gi
/** An entry at the beginning of a line while another one is open: the open one lacks a brace. */
const nextEntry = /^[ \t]*@[a-z][\w-]*\s*[{(]/i
/** Entries taken out of use. BibTeX itself would read them; biber and whoever wrote the sign would not. */
const comment = /^\s*%/

/** All entries that were completed by one chunk together. */
export async function* scanBibtex(bytes: Bytes): AsyncGenerator<RawEntry[]> {
  const decoder = new TextDecoder('utf-8')
  const scanner = createScanner()
  for await (const chunk of withLineFeeds(bytes)) {
    const entries = scanner.take(decoder.decode(chunk, { stream: true }))
    if (entries.length > 0) yield entries
  }
  const entries = scanner.end(decoder.decode())
  if (entries.length > 0) yield entries
}

/**
 * Reads whole lines: a brace may close an entry only at a place that was seen in full, and an entry may begin only
 * where its `@type{` stands in one line.
 */
function createScanner() {
  let rest = ''
  let lineNumber = 0
  /** Of the line at hand: what was taken before its end was seen. */
  let taken = 0
  let open: OpenEntry | null = null

  function take(text: string): RawEntry[] {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    const found = lines.flatMap(takeLine)
    if (rest.length <= LONGEST_ENTRY) return found
    // Without line ends there is no place to wait for.
    const before = taken
    found.push(...takeLine(rest))
    taken = before + rest.length
    if (taken > LONGEST_PIECE) throw tooLongToReadOn(`Line ${lineNumber}`)
    rest = ''
    return found
  }

  function takeLine(line: string): RawEntry[] {
    if (taken === 0) lineNumber++
    taken = 0
    const found: RawEntry[] = []
    if (open && nextEntry.test(line)) {
      found.push({ type: open.type, damage: 'open', line: open.line })
      open = null
    }
    if (!open && comment.test(line)) return found
    let at = 0
    while (at <= line.length) {
      open ??= openEntry(line, at, lineNumber)
      if (!open) break
      const end = open.read(line, Math.max(at, open.bodyStart))
      if (end < 0) break
      if (!ignored.has(open.type)) found.push(open.finish())
      open = null
      at = end
    }
    return found
  }

  function end(text: string): RawEntry[] {
    const found = take(`${text}\n`)
    return open ? [...found, { type: open.type, damage: 'open', line: open.line }] : found
  }

  return { take, end }
}

const ignored = new Set(['comment', 'preamble'])

interface OpenEntry {
  type: string
  line: number
  /** Index in its first line; 0 in the following ones. */
  bodyStart: number
  /** Reads on from `from`; the index behind the closing brace, -1 where the line ends before it. */
  read(line: string, from: number): number
  finish(): RawEntry
}

function openEntry(line: string, from: number, lineNumber: number): OpenEntry | null {
  entryStart.lastIndex = from
  const match = entryStart.exec(line)
  if (!match) return null
  const [start, type = '', bracket] = match
  const parts: string[] = []
  let length = 0
  let depth = 0
  let quoted = false

  function closes(mark: string): boolean {
    // In `@article(…)` a round bracket may stand in quotes; braces are balanced even there.
    if (mark === '"' && depth === 0 && bracket === '(') quoted = !quoted
    else if (mark === '{') depth++
    else if (mark === '}' && depth > 0) depth--
    else return depth === 0 && !quoted && mark === (bracket === '{' ? '}' : ')')
    return false
  }

  const entry: OpenEntry = {
    type: type.toLowerCase(),
    line: lineNumber,
    bodyStart: match.index + start.length,
    read(text, begin) {
      entry.bodyStart = 0
      for (let at = begin; at < text.length; at++) {
        if (!closes(text[at] ?? '')) continue
        keep(text.slice(begin, at))
        return at + 1
      }
      keep(`${text.slice(begin)}\n`)
      return -1
    },
    finish: () => ({
      type: entry.type,
      line: lineNumber,
      ...(length > LONGEST_ENTRY ? { damage: 'too long' } : { body: parts.join('') }),
    }),
  }
  return entry

  function keep(part: string): void {
    length += part.length
    if (length <= LONGEST_ENTRY) parts.push(part)
  }
}
