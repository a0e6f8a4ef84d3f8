import { Conflict } from '../../errors.ts'

/** None of the sources that may know a paper can be asked now. */
export class SourcesBusy extends Conflict {
  /** The first of them, as a sentence names it. */
  readonly source: string
  /** Until when it is better left alone (milliseconds UTC). */
  readonly until: number

  constructor(source: string, until: number, now: number) {
    const minutes = Math.max(1, Math.ceil((until - now) / 60_000))
    const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`
    super(`${source} doesn’t answer at this moment, so the paper can’t be looked up. Try again in ${wait}.`)
    this.source = source
    this.until = until
  }
}
