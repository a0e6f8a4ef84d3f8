/**
 * When all have ended, well or not. `Promise.all` is over with the first that fails: whoever waits for it would close what
 * the others are still using. @throws what the first of them threw
 */
export async function allEnded(works: readonly Promise<void>[]): Promise<void> {
  const ended = await Promise.allSettled(works)
  for (const end of ended) if (end.status === 'rejected') throw end.reason
}
