// An answer may hold hundreds of texts, and each of them hundreds of formulas: of all together only so many are set.

/** Characters of formulas that are set in one answer: setting a thousand takes some 4 ms. */
const MOST_CHARACTERS = 100_000

/** Says of one text after the other whether its formulas are set; those of the others stand as they were typed. */
export function formulaBudget(): (text: string) => boolean {
  let left = MOST_CHARACTERS
  return (text) => {
    // No formula of the text begins before the first dollar or ends behind the last.
    const longest = text.lastIndexOf('$') - Math.max(0, text.indexOf('$'))
    if (longest > left) return false
    left -= Math.max(0, longest)
    return true
  }
}
