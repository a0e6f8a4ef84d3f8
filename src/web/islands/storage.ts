// What the browser keeps for this site. Browsers may forbid it: then nothing is kept.

export function stored(storage: Storage, key: string): string | null {
  try {
    return storage.getItem(key)
  } catch {
    return null
  }
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
