const MINUTE_MS = 60_000

/**
 * Asks at most once a minute of the site's clock or of real time, whichever is over first: a test clock may stand still
 * or run. What failed is asked again.
 */
export function onceAMinute<T>(ask: (now: number) => Promise<T>): (now: number) => Promise<T> {
  let kept: { answer: Promise<T>; now: number; at: number } | undefined
  return (now) => {
    const at = performance.now()
    if (kept && Math.abs(now - kept.now) < MINUTE_MS && at - kept.at < MINUTE_MS) return kept.answer
    const answer = ask(now)
    kept = { answer, now, at }
    answer.catch(() => {
      if (kept?.answer === answer) kept = undefined
    })
    return answer
  }
}
