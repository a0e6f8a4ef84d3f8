/** A part of a list, and where it goes on. */
export interface Part<T> {
  items: T[]
  /** Asks for the next part; absent at the end. */
  next?: () => Promise<Part<T>>
}

/**
 * A list that comes in parts: `await` gives the first part, `for await` goes through all of them and asks for each when
 * it comes to it. Nothing is asked before either.
 */
export class Listing<T> implements PromiseLike<T[]>, AsyncIterable<T> {
  readonly #first: () => Promise<Part<T>>

  constructor(first: () => Promise<Part<T>>) {
    this.#first = first
  }

  // biome-ignore lint/suspicious/noThenProperty: that it can be awaited is what it is for
  then<A = T[], B = never>(
    well?: ((items: T[]) => A | PromiseLike<A>) | null,
    ill?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#first()
      .then(({ items }) => items)
      .then(well, ill)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    let part: Part<T> | undefined = await this.#first()
    while (part) {
      yield* part.items
      part = await part.next?.()
    }
  }
}
