// How often somebody called in the window of time that runs. Each node counts in memory; nodes of one PostgreSQL add what
// they counted to a row they share, a few calls at a time, and learn there what the others counted.

import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../../db/connect.ts'
import { LruCache } from '../lru-cache.ts'
import { addCalls, forgetCallWindows, type MergedWindow } from './call-window-queries.ts'

export interface CallWindow {
  /** Milliseconds UTC. */
  began: number
  /** Calls that this node counted. */
  own: number
  /** Calls that other nodes are known to have counted. */
  others: number
  /** Of its own, those that others don't know of yet. */
  unshared: number
}

export interface CallWindows {
  of(asker: string): CallWindow
  /** Counts one call; returns its number among those of all nodes in this window, from 1. */
  count(asker: string): Promise<number>
}

export const callsIn = ({ own, others }: CallWindow): number => own + others

export interface CallLimit {
  calls: number
  seconds: number
}

/** Askers that are remembered at once. */
const MOST_ASKERS = 100_000
/** What each node may let through unknown to the others: five of them together exceed a limit by a tenth at most. */
const UNSHARED_SHARE = 0.02
/** A store that fails is asked again after this time. */
const RETRY_MS = 1_000
/** A call waits no longer for what others counted; its answer would have to wait for the same store. */
const PATIENCE_MS = 2_000
const FORGET_EVERY_MS = 60_000

/** `shared`: where nodes count together; absent: this one counts alone. */
export function createCallWindows({ calls: most, seconds }: CallLimit, shared?: Db): CallWindows {
  const windowMs = seconds * 1_000
  const windows = new LruCache<string, CallWindow>(MOST_ASKERS)
  const mostUnshared = Math.max(1, Math.floor(most * UNSHARED_SHARE))
  const sharing = shared && createSharing(shared, windowMs)

  function windowOf(asker: string): CallWindow {
    const now = Date.now()
    const window = windows.getOrAdd(asker, () => ({ began: now, own: 0, others: 0, unshared: 0 }))
    // A clock that was set back begins anew, too.
    if (now - window.began >= windowMs || now < window.began)
      Object.assign(window, { began: now, own: 0, others: 0, unshared: 0 })
    return window
  }

  return {
    of: windowOf,
    async count(asker) {
      const window = windowOf(asker)
      window.own += 1
      const number = window.own
      // Who is over the limit costs the store nothing.
      if (!sharing || number + window.others > most) return number + window.others
      window.unshared += 1
      if (window.unshared >= mostUnshared) await sharing.share(asker, window)
      return number + window.others
    },
  }
}

/** Several windows go in one statement; those that come while one is on its way go together in the next. */
function createSharing(db: Db, windowMs: number) {
  let waiting = new Map<string, CallWindow>()
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  let forgotAt = Date.now()
  let notBefore = 0

  async function shareAll(): Promise<void> {
    const windows = waiting
    waiting = new Map()
    next = undefined
    await addTo(db, windows, windowMs)
    if (Date.now() - forgotAt < FORGET_EVERY_MS) return
    forgotAt = Date.now()
    await forgetCallWindows(db, forgotAt - windowMs)
  }

  return {
    /** Never fails: while the store is away, each node counts alone. */
    async share(asker: string, window: CallWindow): Promise<void> {
      waiting.set(keyOf(asker), window)
      if (Date.now() < notBefore) return
      next ??= running.then(shareAll).catch(() => {
        notBefore = Date.now() + RETRY_MS
      })
      running = next
      const patience = new AbortController()
      await Promise.race([next, sleep(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => {})])
      patience.abort()
    },
  }
}

async function addTo(db: Db, windows: ReadonlyMap<string, CallWindow>, windowMs: number): Promise<void> {
  const added = [...windows].map(([asker, { began, unshared }]) => ({ asker, began, calls: unshared }))
  for (const window of windows.values()) window.unshared = 0
  let merged: MergedWindow[]
  try {
    merged = await addCalls(db, added, windowMs)
  } catch (error) {
    for (const { asker, calls } of added) {
      const window = windows.get(asker)
      if (window) window.unshared += calls
    }
    throw error
  }
  for (const { asker, began, calls } of merged) {
    const window = windows.get(asker)
    if (window) Object.assign(window, { began, others: Math.max(0, calls - (window.own - window.unshared)) })
  }
}

/** Neither tokens nor addresses are stored, only their hash. */
const keyOf = (asker: string): string => createHash('sha256').update(asker).digest('base64url').slice(0, 22)
