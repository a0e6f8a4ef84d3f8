// Questions to a thread that wait for their answers.

import { Unavailable } from '../errors.ts'

interface Pending<C> {
  call: C
  resolve(answer: unknown): void
  reject(error: unknown): void
  timer: NodeJS.Timeout | undefined
}

export class PendingCalls<C> {
  readonly #pending = new Map<number, Pending<C>>()
  #numbers = 0

  /** A new question with its number; after `patience` milliseconds, if given, its answer is that it took too long. */
  open<T>(call: C, patience?: number): { number: number; answer: Promise<T> } {
    const number = this.#numbers++
    const answer = new Promise<T>((resolve, reject) => {
      const giveUp = () =>
        this.fail(number, new Unavailable('The search has too much to do. Please try again in a moment.'))
      const timer = patience === undefined ? undefined : setTimeout(giveUp, patience)
      // The thread answers each kind of call with the type that its asker expects.
      this.#pending.set(number, { call, resolve: resolve as (answer: unknown) => void, reject, timer })
    })
    return { number, answer }
  }

  settle(number: number, answer: unknown): void {
    this.#take(number)?.resolve(answer)
  }

  fail(number: number, error: unknown): void {
    this.#take(number)?.reject(error)
  }

  failAll(error: unknown): void {
    for (const number of [...this.#pending.keys()]) this.fail(number, error)
  }

  /** Those that wait now. */
  *waiting(): Iterable<{ number: number; call: C }> {
    for (const [number, { call }] of this.#pending) yield { number, call }
  }

  #take(number: number): Pending<C> | undefined {
    const asked = this.#pending.get(number)
    clearTimeout(asked?.timer)
    this.#pending.delete(number)
    return asked
  }
}
