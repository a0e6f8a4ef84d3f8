// What the browser keeps for this site. Browsers may forbid it: then nothing is kept.

export function stored(storage: Storage, key: string): string | null {
  try {
    return storage.getItem(key)
  } catch {
    return null
  }
}

/** What a form left before it was sent, where the server took it: then it led on to another page. */
export function takenSince(key: string): string | null {
  const sent = stored(sessionStorage, key)
  store(sessionStorage, key, null)
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return navigation && navigation.redirectCount > 0 ? sent : null
}

/** Null: forgets it. */
export function store(storage: Storage, key: string, value: string | null): void {
  try {
    if (value === null) storage.removeItem(key)
    else storage.setItem(key, value)
  } catch {
    // Full or forbidden.
  }
}
