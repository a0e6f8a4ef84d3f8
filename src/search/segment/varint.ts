// Unsigned numbers below 2^28 in one to four bytes, low bits first; the highest bit says that more follow.

const LONGEST = 4

/** A list of bytes that grows by half. Written to for every token of every paper, so it makes one check a number. */
export class VarintList {
  #bytes = new Uint8Array(65_536)
  #length = 0

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    if (this.#length + LONGEST > this.#bytes.length) this.#grow()
    const bytes = this.#bytes
    let at = this.#length
    let rest = value
    while (rest > 0x7f) {
      bytes[at++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    bytes[at++] = rest
    this.#length = at
  }

  /** A copy of what was pushed. */
  toBytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  #grow(): void {
    const grown = new Uint8Array(this.#bytes.length + (this.#bytes.length >>> 1))
    grown.set(this.#bytes)
    this.#bytes = grown
  }
}
