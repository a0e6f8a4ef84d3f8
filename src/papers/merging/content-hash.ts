/**
 * A 53-bit hash of a text: fast, and the same on every machine and in every version. It decides between values
 * of equal standing, so it must never change. (cyrb53: two multiply-xor lanes with Murmur3's constants.)
 */
export function contentHash(text: string): number {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  const mixedHigh = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  const mixedLow =
    Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(mixedHigh ^ (mixedHigh >>> 13), 3266489909)
  return 4294967296 * (2097151 & mixedLow) + (mixedHigh >>> 0)
}

/** The text of lower hash; the lower text where hashes are equal. Commutative, associative, idempotent. */
export function lowerByHash(a: string, b: string): string {
  if (a === b) return a
  const difference = contentHash(a) - contentHash(b)
  if (difference !== 0) return difference < 0 ? a : b
  return a < b ? a : b
}
