// Typed arrays that grow: what a segment is gathered in before its size is known.

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array

/** Grows by half, so that appending costs constant time and at most a third stands empty. */
class Growable<A extends Numbers> {
  #items: A
  #length = 0
  readonly #make: (length: number) => A

  constructor(make: (length: number) => A, capacity = 1024) {
    this.#make = make
    this.#items = make(capacity)
  }

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    if (this.#length === this.#items.length) this.reserve(1)
    this.#items[this.#length++] = value
  }

  append(values: ArrayLike<number>): void {
    this.reserve(values.length)
    this.#items.set(values, this.#length)
    this.#length += values.length
  }

  /** Makes room for `more` further items. */
  reserve(more: number): void {
    const needed = this.#length + more
    if (needed <= this.#items.length) return
    const grown = this.#make(Math.max(needed, Math.ceil(this.#items.length * 1.5)))
    grown.set(this.#items)
    this.#items = grown
  }

  /** What is in it now: a view, valid until the next change. */
  view(): A {
    return this.#items.subarray(0, this.#length) as A
  }
}

export const growableBytes = () => new Growable<Uint8Array>((length) => new Uint8Array(length))
export const growableU16 = () => new Growable<Uint16Array>((length) => new Uint16Array(length))
export const growableU32 = () => new Growable<Uint32Array>((length) => new Uint32Array(length))
export const growableI32 = () => new Growable<Int32Array>((length) => new Int32Array(length))
export const growableF32 = () => new Growable<Float32Array>((length) => new Float32Array(length))
export const growableF64 = () => new Growable<Float64Array>((length) => new Float64Array(length))
