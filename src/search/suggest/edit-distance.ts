// How many slips of the fingers lie between two words.

/**
 * Counts letters left out, put in or replaced, and neighbours exchanged (Damerau 1964, in the variant that touches no
 * place twice) between one word and many others. Works on bytes, so words of a table need not become strings first.
 */
export class EditDistance {
  readonly #word: Uint8Array
  readonly #most: number
  /** The row of the table at hand and the two above it, by letters of the other word; only places near the diagonal. */
  #rows: [Uint8Array, Uint8Array, Uint8Array]

  /** Distances above `most` are all alike. At most 250 letters. */
  constructor(word: string, most: number) {
    this.#word = Buffer.from(word)
    this.#most = most
    const length = this.#word.length + most + 2
    this.#rows = [new Uint8Array(length), new Uint8Array(length), new Uint8Array(length)]
  }

  /** To the word at bytes[from .. to]; `most + 1` where it is more than `most`. */
  to(bytes: Uint8Array, from: number, to: number): number {
    const [own, length, most] = [this.#word.length, to - from, this.#most]
    if (Math.abs(own - length) > most) return most + 1
    const [, , top] = this.#rows
    for (let column = 0; column <= length; column++) top[column] = column
    for (let row = 1; row <= own; row++) {
      this.#turn()
      if (this.#fill(row, bytes, from, length) > most) return most + 1
    }
    return Math.min(this.#rows[2][length] ?? 0, most + 1)
  }

  #turn(): void {
    const [oldest, before, above] = this.#rows
    this.#rows = [before, above, oldest]
  }

  /** Returns the least of the row. */
  #fill(row: number, bytes: Uint8Array, from: number, length: number): number {
    const [before, above, current] = this.#rows
    const [first, last] = [Math.max(1, row - this.#most), Math.min(length, row + this.#most)]
    const far = this.#most + 1
    const [letter, letterBefore] = [this.#word[row - 1], this.#word[row - 2]]
    current[first - 1] = first === 1 ? row : far
    let leastOfRow = current[first - 1] ?? far
    for (let column = first; column <= last; column++) {
      const [other, otherBefore] = [
        bytes[from + column - 1],
        column > 1 ? bytes[from + column - 2] : undefined,
      ]
      let least = (above[column - 1] ?? far) + (letter === other ? 0 : 1)
      least = Math.min(least, (above[column] ?? far) + 1, (current[column - 1] ?? far) + 1)
      if (row > 1 && letter === otherBefore && letterBefore === other) {
        least = Math.min(least, (before[column - 2] ?? far) + 1)
      }
      current[column] = least
      leastOfRow = Math.min(leastOfRow, least)
    }
    // The next row looks one place further.
    current[last + 1] = far
    return leastOfRow
  }
}
