import { setTimeout as sleep } from 'node:timers/promises'

export interface Bell {
  /** How often it was rung: taken before a look, it tells `wait` what that look may have missed. */
  rings(): number
  ring(): void
  /** Ends after `ms`, when the signal is aborted, or as soon as it was rung more often than `heard` times. */
  wait(ms: number, heard: number, signal?: AbortSignal): Promise<void>
}

/** For those who look again and again: they look at once when somebody rings. */
export function createBell(): Bell {
  let rings = 0
  const waiting = new Set<() => void>()
  return {
    rings: () => rings,
    ring() {
      rings += 1
      for (const end of waiting) end()
    },
    async wait(ms, heard, signal) {
      if (rings !== heard || signal?.aborted) return
      const over = new AbortController()
      const end = () => over.abort()
      waiting.add(end)
      signal?.addEventListener('abort', end)
      await sleep(ms, null, { signal: over.signal }).catch(() => {})
      waiting.delete(end)
      signal?.removeEventListener('abort', end)
    },
  }
}
