export interface PageReach {
  /** Where the page began. */
  at: number
  /** How many entries it has. */
  count: number
  /** How many entries a page has at least that isn't the last, as far as is known. */
  full: number
  /** How many entries there are in all, as the source says. */
  total: number | undefined
}

/**
 * Whether a page that was asked for by its offset is the last. Sources shorten pages as they like and their totals
 * change: only an empty page is sure. A total that is reached saves asking for it, unless the page was full.
 */
export function isLastPage({ at, count, full, total }: PageReach): boolean {
  return count === 0 || (total !== undefined && at + count >= total && count < full)
}

/** A total as a source writes it, as a number or as text. */
export function totalOf(value: unknown): number | undefined {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : ''
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}
