// The most frequent of a range: a short beginning has thousands of words, of which a few can be shown.

/** Places of the `most` highest counts, highest first, equal ones in order. `countAt` takes places from 0. */
export function mostFrequent(total: number, countAt: (place: number) => number, most: number): number[] {
  const best: { place: number; count: number }[] = []
  // Nearly all are no better than the last that is kept, and cost one comparison.
  let least = -1
  for (let place = 0; place < total; place++) {
    const count = countAt(place)
    if (count <= least) continue
    const at = best.findIndex((other) => other.count < count)
    best.splice(at < 0 ? best.length : at, 0, { place, count })
    if (best.length > most) best.pop()
    if (best.length === most) least = best.at(-1)?.count ?? -1
  }
  return best.map(({ place }) => place)
}
