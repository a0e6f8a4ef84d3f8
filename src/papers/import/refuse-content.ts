// What is surely no text of papers is refused as a whole, by its first bytes: hundreds of bad lines would say less.

import { Invalid } from '../../errors.ts'

/** Throws `Invalid` for archives, packed files and documents that can't be read here, and for text that isn't UTF-8. */
export function refuseForeignContent(head: Buffer): void {
  const kind = kinds.find(({ begins }) => head.subarray(0, 16).toString('latin1').startsWith(begins))
  if (kind) throw new Invalid(`This is ${kind.name}, which can’t be read: ${kind.todo}.`)
  if (isWide(head)) {
    throw new Invalid('This is UTF-16 or UTF-32 text: convert it to UTF-8 first (iconv -f UTF-16 -t UTF-8).')
  }
}

const UNPACK = 'unpack it first'
const EXPORT = 'export the papers as JSON Lines, BibTeX or RIS'

const kinds = [
  { begins: 'PK\x03\x04', name: 'a zip archive', todo: UNPACK },
  { begins: 'PK\x05\x06', name: 'an empty zip archive', todo: UNPACK },
  { begins: 'BZh', name: 'packed by bzip2', todo: UNPACK },
  { begins: '7z\xbc\xaf\x27\x1c', name: 'a 7-Zip archive', todo: UNPACK },
  { begins: 'Rar!\x1a\x07', name: 'a RAR archive', todo: UNPACK },
  { begins: '\x04\x22\x4d\x18', name: 'packed by LZ4', todo: UNPACK },
  { begins: '\x1f\x9d', name: 'packed by compress', todo: UNPACK },
  { begins: '%PDF-', name: 'a PDF', todo: EXPORT },
  { begins: 'SQLite format 3\0', name: 'an SQLite database', todo: EXPORT },
]

/** By the mark at the beginning, or because every second byte of the first ones is zero. */
function isWide(head: Buffer): boolean {
  if (/^(?:fffe|feff|0000feff)/.test(head.toString('hex', 0, 4))) return true
  const begin = head.subarray(0, 64)
  const zeros = (odd: number) => begin.filter((byte, at) => at % 2 === odd && byte === 0).length
  const half = begin.length >> 1
  return half >= 4 && Math.max(zeros(0), zeros(1)) >= half * 0.9 && begin.some((byte) => byte !== 0)
}
