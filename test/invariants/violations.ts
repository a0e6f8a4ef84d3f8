import assert from 'node:assert/strict'

/** Fails with the reason of the rule and one line for each place that breaks it. */
export function assertNone(found: string[], why: string): void {
  assert.equal(found.length, 0, `${why}\n  ${found.join('\n  ')}`)
}
