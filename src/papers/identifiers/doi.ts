// DOIs: https://www.doi.org/doi-handbook/HTML/index.html. ASCII letters compare without case, so ours are lower-cased.

const canonical = /^10\.\d{4,9}(?:\.\d+)*\/[^\s\p{C}]+$/u
const prefix = /^(?:urn:)?doi\s*(?::|\/|\s)\s*/i
const address = /^(?:https?:)?(?:\/\/)?(?:www\.)?(?:dx\.)?doi\.org\//i

/**
 * Reads a DOI with or without `doi:` or the address of a resolver, percent-encoded or not, and returns it bare and
 * lower-cased (`10.1000/xyz`); null for anything else. Of several DOIs in one field the first is taken.
 */
export function parseDoi(text: string): string | null {
  if (text.length > 500) return null
  const bare = stripResolver(text.trim().replace(prefix, ''))
  const first = withoutPercents((bare.split(/[\s\u200b]|[;,](?=\s|10\.)/, 1)[0] ?? '').replace(prefix, ''))
  return first === null ? null : wellFormed(withoutTrailingMarks(first))
}

/** The page that leads to the thing named by a DOI. */
export function doiAddress(doi: string): string {
  return `https://doi.org/${doi.split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':')}`
}

function stripResolver(text: string): string {
  if (!address.test(text)) return text
  return text.replace(address, '').replace(/[?#](?=utm_|via|ref|:~).*$/i, '')
}

/** Addresses carry DOIs encoded once, careless ones twice. A canonical DOI holds no `%41`, or it would have two forms. */
function withoutPercents(text: string): string | null {
  let decoded = text
  for (let round = 0; round < 3 && /%[0-9a-f]{2}/i.test(decoded); round++) {
    try {
      decoded = decodeURIComponent(decoded)
    } catch {
      return null
    }
  }
  return /%[0-9a-f]{2}/i.test(decoded) ? null : decoded
}

/** DOIs are mostly met in running text: a full stop or an unpaired bracket behind one belongs to the sentence. */
function withoutTrailingMarks(text: string): string {
  let end = text.length
  while (end > 0 && isTrailingMark(text, end)) end--
  return text.slice(0, end)
}

const openingOf: Record<string, string> = { ')': '(', ']': '[', '}': '{', '>': '<' }

function isTrailingMark(text: string, end: number): boolean {
  const last = text[end - 1] ?? ''
  if ('.,;:!?\'"’”`/\\'.includes(last)) return true
  const opening = openingOf[last]
  return opening !== undefined && count(text, opening, end) < count(text, last, end)
}

function count(text: string, mark: string, end: number): number {
  let found = 0
  for (let at = 0; at < end; at++) if (text[at] === mark) found++
  return found
}

/** Segments of dots are refused: browsers would resolve them away in our addresses. */
function wellFormed(text: string): string | null {
  const doi = text.normalize('NFC').replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
  if (!canonical.test(doi)) return null
  return doi.split('/').some((part) => part === '.' || part === '..') ? null : doi
}
