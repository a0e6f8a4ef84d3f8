// Parts of files: RFC 9110, section 14. One range is answered; several at once are answered by the whole file, as it allows.

export interface ByteRange {
  /** Both inclusive. */
  first: number
  last: number
}

/**
 * What `Range` asks of a file of `size` bytes: a part; `null`: the whole, also where the header makes no sense;
 * `unsatisfiable`: it begins behind the end.
 */
export function rangeAsked(header: string | undefined, size: number): ByteRange | null | 'unsatisfiable' {
  const match = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/.exec(header ?? '')
  if (!match) return null
  const [, from = '', to = ''] = match
  if (from === '') return to === '' ? null : lastBytes(Number(to), size)
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < first) return null
  return first >= size ? 'unsatisfiable' : { first, last }
}

function lastBytes(count: number, size: number): ByteRange | 'unsatisfiable' {
  if (count === 0 || size === 0) return 'unsatisfiable'
  return { first: Math.max(0, size - count), last: size - 1 }
}
