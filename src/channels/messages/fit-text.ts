// Texts and lists within the limits of services.

/** At most `longest` characters (UTF-16 units), on one line. */
export function cut(text: string, longest: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= longest) return line
  return `${line
    .slice(0, longest - 1)
    .toWellFormed()
    .trimEnd()}…`
}

/** A name behind an `@` must not call anybody: a space without width stands between. */
export const withoutMentions = (text: string): string => text.replace(/@(?=[\p{L}\p{N}_])/gu, '@\u200b')

interface Room {
  /** Items in a part. */
  most: number
  /** Sum of the sizes of a part. */
  size: number
}

/** The items in their order, each part as full as it may be; one that is larger than the room stands alone. */
export function inParts<T>(items: readonly T[], sizeOf: (item: T) => number, { most, size }: Room): T[][] {
  const parts: T[][] = []
  let filled = 0
  for (const item of items) {
    const part = parts.at(-1)
    if (part && part.length < most && filled + sizeOf(item) <= size) {
      part.push(item)
      filled += sizeOf(item)
    } else {
      parts.push([item])
      filled = sizeOf(item)
    }
  }
  return parts
}
