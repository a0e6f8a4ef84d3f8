// The best k documents seen so far.

export interface Scored {
  /** Number of the document in the whole index. */
  document: number
  score: number
}

/** Best first: by score, equal scores by number. */
export const byScore = (a: Scored, b: Scored): number =>
  // A difference would be a new number on the heap for each of ten thousand comparisons.
  a.score > b.score ? -1 : a.score < b.score ? 1 : a.document - b.document

/** A binary heap with the worst on top. */
export class TopDocuments {
  readonly #limit: number
  readonly #scores: Float64Array
  readonly #documents: Uint32Array
  #count = 0

  constructor(limit: number) {
    this.#limit = limit
    this.#scores = new Float64Array(limit)
    this.#documents = new Uint32Array(limit)
  }

  /** What a document must reach to get in; -Infinity while there is room. */
  get threshold(): number {
    return this.#count < this.#limit ? Number.NEGATIVE_INFINITY : (this.#scores[0] ?? 0)
  }

  offer(document: number, score: number): void {
    if (this.#limit === 0) return
    if (this.#count < this.#limit) this.#rise(this.#count++, document, score)
    else if (this.#isWorse(0, document, score)) this.#sink(document, score)
  }

  /** Best first. */
  sorted(): Scored[] {
    return Array.from({ length: this.#count }, (_, at) => ({
      document: this.#documents[at] ?? 0,
      score: this.#scores[at] ?? 0,
    })).sort(byScore)
  }

  /** Whether the one at this place is worse than the one given. */
  #isWorse(at: number, document: number, score: number): boolean {
    const own = this.#scores[at] ?? 0
    return own < score || (own === score && (this.#documents[at] ?? 0) > document)
  }

  #rise(from: number, document: number, score: number): void {
    let at = from
    while (at > 0) {
      const parent = (at - 1) >>> 1
      if (this.#isWorse(parent, document, score)) break
      this.#move(parent, at)
      at = parent
    }
    this.#put(at, document, score)
  }

  #sink(document: number, score: number): void {
    let at = 0
    for (;;) {
      const child = this.#worseChild(at)
      if (child < 0 || !this.#isWorse(child, document, score)) break
      this.#move(child, at)
      at = child
    }
    this.#put(at, document, score)
  }

  #worseChild(at: number): number {
    const [left, right] = [2 * at + 1, 2 * at + 2]
    if (left >= this.#count) return -1
    if (right >= this.#count) return left
    return this.#isWorse(right, this.#documents[left] ?? 0, this.#scores[left] ?? 0) ? right : left
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#documents[from] ?? 0, this.#scores[from] ?? 0)
  }

  #put(at: number, document: number, score: number): void {
    this.#documents[at] = document
    this.#scores[at] = score
  }
}
