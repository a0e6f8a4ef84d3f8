// Ids in our own addresses: slashes stand as they are, so one path can be read in several ways.

import type { PaperId } from '../paper.ts'
import { parseIdentifier } from './identifiers.ts'

export const paperSuffixes = ['md', 'json', 'bib', 'ris', 'csl.json', 'atom', 'rss'] as const
export type PaperSuffix = (typeof paperSuffixes)[number]

/** One way to read what stands behind `/papers/`. */
export interface PaperPath {
  id: PaperId
  version?: number
  suffix?: PaperSuffix
  /** What stands behind the id: `vote`, `comments`, `comments/7/edit`. */
  action?: string
}

const longestPath = 1000
const mostSegments = 24

/** The part of an address that names a paper: literal slashes, every segment percent-encoded. */
export function idPath(id: PaperId): string {
  return id
    .split('/')
    .map((segment) => encodeURIComponent(segment).replaceAll('%3A', ':'))
    .join('/')
}

/** True for `cs%2F0112017`, which pages answer with a redirection to the canonical address. */
export function hasEncodedSlash(path: string): boolean {
  return /%2f/i.test(path)
}

/**
 * All ways to read the raw path behind `/papers/`, best first: the caller takes the first one whose id is known.
 * The longest id comes first, an exact id before one with a suffix, then shorter ids with an action behind them.
 * An id that is not in its canonical form is found too: compare `idPath(id)` with the path to redirect.
 */
export function paperPathCandidates(path: string): PaperPath[] {
  const segments = path.length > longestPath ? null : decodedSegments(path)
  if (segments === null || segments.length > mostSegments) return []
  const candidates: PaperPath[] = readings(segments.join('/'))
  for (let end = segments.length - 1; end > 0; end--) {
    const front = parseIdentifier(segments.slice(0, end).join('/'))
    const action = segments.slice(end).join('/')
    if (front && action !== '') candidates.push({ ...front, action })
  }
  return candidates
}

/** Slashes that came encoded separate segments too. */
function decodedSegments(path: string): string[] | null {
  try {
    return path.split('/').flatMap((segment) => decodeURIComponent(segment).split('/'))
  } catch {
    return null
  }
}

function readings(text: string): PaperPath[] {
  const exact = parseIdentifier(text)
  const suffixed = paperSuffixes
    .map((suffix) => withSuffix(text, suffix))
    .filter((reading) => reading !== null)
  suffixed.sort((a, b) => b.id.length - a.id.length)
  return exact ? [exact, ...suffixed] : suffixed
}

function withSuffix(text: string, suffix: PaperSuffix): PaperPath | null {
  if (!text.endsWith(`.${suffix}`)) return null
  const identifier = parseIdentifier(text.slice(0, -suffix.length - 1))
  return identifier && { ...identifier, suffix }
}
