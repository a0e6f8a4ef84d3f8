import { cleanAuthorNames } from './author-names.ts'
import { decodeEntities } from './entities.ts'

/** UTF-16 units; what stands behind is left out. The largest collaboration's list has about 5,000 names. */
const longestList = 200_000

/**
 * The names in one text, as arXiv keeps its authors (https://info.arxiv.org/help/prep.html#author): cut at commas,
 * semicolons, "and" and "&"; affiliations in brackets, "et al." and what is no name are left out, a collaboration is a
 * name of its own. Linear time.
 */
export function splitAuthors(text: string): string[] {
  const line = decodeEntities(text.slice(0, longestList))
    .replace(/\\[,;:!]/g, ' ')
    .replace(/\s+/g, ' ')
  const pieces = piecesOf(withoutAffiliations(line)).flatMap(namesOfPiece)
  return cleanAuthorNames(joinSuffixes(pieces.filter(isName)))
}

/** Cut at what always separates: commas and semicolons, or semicolons alone where names are written `Last, First`. */
function piecesOf(line: string): string[] {
  if (!line.includes(';')) return line.split(',')
  const between = line.split(';').filter((piece) => piece.trim() !== '')
  const turned = between.map(inSpokenOrder)
  return turned.every((name) => name !== null) && turned.length > 1 ? turned : line.split(/[,;]/)
}

/** `Example, Ada` → `Ada Example`; null for other forms: `A. One, B. Two` are two people. */
function inSpokenOrder(piece: string): string | null {
  const [last = '', first = '', more] = piece
    .replace(/^\s*(?:and|&)\s/i, '')
    .split(',')
    .map((part) => part.trim())
  return last === '' || first === '' || more !== undefined || /\p{L}\./u.test(last)
    ? null
    : `${first} ${last}`
}

const collaboration = /^(.{1,200}?\b(?:collaborations?|consortium|team|group)) ?:(.*)$/i
const onBehalf = /(?:^|\s)(?:for|on behalf of) the /i

/** Most pieces are a name and nothing else, and 600,000 of them come with 200,000 papers. */
const mayHoldMore = /[:&]|\b(?:and|the|et)\b/i

/** `the RBC and UKQCD Collaborations` are one name, `A and B` are two. */
function namesOfPiece(piece: string): string[] {
  if (!mayHoldMore.test(piece)) return [piece]
  const [, group = '', others = ''] = collaboration.exec(piece.trim()) ?? []
  if (group !== '') return [group, ...namesOfPiece(others)]
  const behalf = onBehalf.exec(piece)
  const people = (behalf ? piece.slice(0, behalf.index) : piece)
    .split(/(?:^| )(?:and|\\?&)(?= |$)/i)
    .map((name) => name.replace(/\bet\.? al\b.*$/i, ''))
  return behalf ? [...people, piece.slice(behalf.index + behalf[0].length)] : people
}

const isName = (piece: string): boolean =>
  /\p{L}/u.test(piece) && !/^\s*(?:others|et\.? al\.?|additional authors not shown)\s*$/i.test(piece)

const suffix = /^\s*(?:jr|sr|i{2,3}|iv|esq)\.?\s*$/i

/** `A. One, Jr.` is one person. */
function joinSuffixes(pieces: string[]): string[] {
  const names: string[] = []
  for (const piece of pieces) {
    if (!suffix.test(piece)) names.push(piece)
    else if (names.length > 0) names.push(`${names.pop()} ${piece.trim()}`)
  }
  return names
}

/**
 * Brackets hold affiliations where a name ends behind them. Within a name (`Ada (Lovely) Example`) and in a script
 * without spaces (`Li Example (李例)`) they are part of it.
 */
function withoutAffiliations(line: string): string {
  let bare = ''
  let at = 0
  for (const { from, to } of outerBrackets(line)) {
    bare += line.slice(at, from)
    at = to
    const inner = line.slice(from + 1, to - 1)
    if (isPartOfName(inner, line.slice(to, to + 6))) bare += line.slice(from, to)
    else if (/^ ?\p{L}/u.test(line.slice(to, to + 2)) && !/^ (?:and|et) /i.test(line.slice(to, to + 5)))
      bare += ','
  }
  return bare + line.slice(at)
}

function isPartOfName(inner: string, behind: string): boolean {
  if (inner !== '' && !/[A-Za-z0-9]/.test(inner)) return true
  return /^\p{L}[\p{L}.'-]{0,20}$/u.test(inner) && /^ \p{Lu}/u.test(behind) && !/^ and /i.test(behind)
}

interface Span {
  from: number
  /** Behind the closing bracket. */
  to: number
}

/** Pairs from the outside; an opening bracket without a partner reaches to the next comma, before a list to the end. */
function outerBrackets(line: string): Span[] {
  const partner = partners(line)
  const spans: Span[] = []
  for (let at = line.indexOf('('); at >= 0; at = line.indexOf('(', at)) {
    const to = partner.get(at) ?? endOfBroken(line, at)
    spans.push({ from: at, to })
    at = to
  }
  return spans
}

function partners(line: string): Map<number, number> {
  const partner = new Map<number, number>()
  const open: number[] = []
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '(') open.push(at)
    else if (line[at] === ')') {
      const start = open.pop()
      if (start !== undefined) partner.set(start, at + 1)
    }
  }
  return partner
}

function endOfBroken(line: string, at: number): number {
  if (line[at + 1] === '(') return line.length
  const comma = line.slice(at).search(/[,;]/)
  return comma < 0 ? line.length : at + comma
}
