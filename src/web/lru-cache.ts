/** A map that forgets what was not asked for longest when its values grow too large together. */
export class LruCache<K, V> {
  readonly #entries = new Map<K, V>()
  readonly #limit: number
  readonly #sizeOf: (value: V, key: K) => number
  #size = 0

  /** `limit` is in the unit of `sizeOf`: the number of entries where that is not given. */
  constructor(limit: number, sizeOf: (value: V, key: K) => number = () => 1) {
    this.#limit = limit
    this.#sizeOf = sizeOf
  }

  get size(): number {
    return this.#size
  }

  /** The value of a key; made and kept where there is none. */
  getOrAdd(key: K, make: () => V): V {
    const known = this.#entries.get(key)
    if (known !== undefined) this.#entries.delete(key)
    const value = known ?? make()
    if (known === undefined) this.#size += this.#sizeOf(value, key)
    this.#entries.set(key, value)
    while (this.#size > this.#limit) this.#forgetOldest()
    return value
  }

  get(key: K): V | undefined {
    const value = this.#entries.get(key)
    if (value === undefined) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, value)
    return value
  }

  /** Instead of what was kept under that key. */
  replace(key: K, value: V): void {
    this.forget(key)
    this.getOrAdd(key, () => value)
  }

  forget(key: K): void {
    const value = this.#entries.get(key)
    if (value === undefined) return
    this.#entries.delete(key)
    this.#size -= this.#sizeOf(value, key)
  }

  #forgetOldest(): void {
    const [oldest] = this.#entries.keys()
    if (oldest !== undefined) this.forget(oldest)
  }
}
