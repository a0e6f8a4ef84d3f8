// What a vote counts for in trending. `docs/ranking.md` says the same in words, with examples.

/** Earlier votes of new accounts on the paper within this time count against the next one: as long as accounts are new. */
export const CROWD_MS = 3 * 86_400_000

/** Those within this time count twice: so many strangers don’t come at once by chance. */
export const BURST_MS = 10 * 60_000

export interface Crowd {
  /** Votes of new accounts on the paper within `CROWD_MS`. */
  crowd: number
  /** Of these, within `BURST_MS`. */
  burst: number
}

/**
 * 1 for an ordinary vote; ½ / (1 + n)² for one of a new account. The sum over any number of them is below
 * ½ · π²/6 = 0.83: however many new accounts come together, they count for less than one ordinary vote.
 */
export function voteWeight(isNew: boolean, { crowd, burst }: Crowd): number {
  return isNew ? 0.5 / (1 + crowd + burst) ** 2 : 1
}
