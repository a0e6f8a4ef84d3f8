// Answers that cost something, asked for as rarely as they can bear.

/** Of the time that passes, at most this share is spent on asking. */
const SHARE = 0.01
const LEAST_MS = 5_000
/** Nobody is told what is older. */
const MOST_MS = 300_000
/** What was asked longer ago is asked again: it may never be answered. */
const GIVEN_UP_MS = 60_000

/**
 * Keeps an answer for a hundred times as long as it took, at least 5 seconds and at most 5 minutes. Those who ask at once
 * share one answer; one that failed is not kept.
 */
export function rarely<T>(ask: () => Promise<T>): () => Promise<T> {
  let kept: { answer: Promise<T>; until: number } | null = null
  return () => {
    const now = performance.now()
    if (kept && now < kept.until) return kept.answer
    const answer = ask()
    const mine = { answer, until: now + GIVEN_UP_MS }
    kept = mine
    answer.then(
      () => {
        const took = performance.now() - now
        mine.until = performance.now() + Math.min(MOST_MS, Math.max(LEAST_MS, took / SHARE))
      },
      () => {
        if (kept === mine) kept = null
      },
    )
    return answer
  }
}
