// The most frequent of a range: a short beginning has thousands of words, of which a few can be shown.

/** Places of the `most` highest counts, highest first, equal ones in order. `counts` by place in the range. */
export function mostFrequent(total: number, countAt: (place: number) => number, most: number): number[] {
  const best: { place: number; count: number }[] = []
  for (let place = 0; place < total; place++) {
    const count = countAt(place)
    if (best.length === most && count <= (best.at(-1)?.count ?? 0)) continue
    const at = best.findIndex((other) => other.count < count)
    best.splice(at < 0 ? best.length : at, 0, { place, count })
    if (best.length > most) best.pop()
  }
  return best.map(({ place }) => place)
}
