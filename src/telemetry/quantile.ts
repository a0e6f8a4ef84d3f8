/**
 * The time that a share `q` of all took at most, in seconds, from how many took at most as long as each bound: within a
 * bucket as if they were spread evenly. Undefined where there were none; what is beyond the last bound counts as that.
 */
export function quantileOf(
  q: number,
  bounds: readonly number[],
  { count, upTo }: { count: number; upTo: readonly number[] },
): number | undefined {
  if (count <= 0) return undefined
  const rank = q * count
  const place = upTo.findIndex((value) => value >= rank)
  if (place < 0) return bounds.at(-1)
  const [low, below] = place === 0 ? [0, 0] : [bounds[place - 1] ?? 0, upTo[place - 1] ?? 0]
  const inside = (upTo[place] ?? 0) - below
  return inside <= 0 ? (bounds[place] ?? 0) : low + ((bounds[place] ?? 0) - low) * ((rank - below) / inside)
}
