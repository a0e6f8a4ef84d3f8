import { contentHash } from './merging/content-hash.ts'
import { plainLatex } from './text/latex-text.ts'

/** Shorter titles (“Introduction”, “Editorial”) are shared by papers that have nothing to do with each other. */
const SHORTEST = 20

/**
 * A 53-bit hash of a title's letters and digits, accents and case folded: equal for the spellings of one title by
 * different sources. Null for titles too short to say which paper it is.
 */
export function titleKey(title: string): number | null {
  const letters = foldedTitle(title)
  return letters.length < SHORTEST ? null : contentHash(letters)
}

/** Only letters and digits, in lower case, without accents: `Über α-Divergences!` → `uberαdivergences`. */
export function foldedTitle(title: string): string {
  const plain = /[\\$]/.test(title) ? plainLatex(title) : title
  if (/^[ -~]*$/.test(plain)) return plain.toLowerCase().replace(/[^a-z0-9]/g, '')
  return plain
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
