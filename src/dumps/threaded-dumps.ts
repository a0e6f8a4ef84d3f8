// Dumps in a thread of its own: printing hundreds of thousands of papers would hold up pages. The thread is gone when the
// dump is made, and its memory too.

import type { DatabaseHome } from '../db/connect.ts'
import { Conflict } from '../errors.ts'
import { programBeside, replyOfThread } from '../one-shot-thread.ts'
import type { DumpManifest } from './dump-format.ts'
import type { DumpParts } from './make-dump.ts'

/** Makes the day's dump where there is none yet. */
export type MakeDump = (signal: AbortSignal) => Promise<void>

export interface DumpThreadSetup extends Omit<DumpParts, 'clock'> {
  store: DatabaseHome
  /** Milliseconds UTC. */
  now: number
}

export type DumpReply =
  | { kind: 'done'; manifest: DumpManifest }
  /** `known`: thrown on purpose, with a sentence. */
  | { kind: 'failed'; why: string; known: boolean }

export function threadedDumps({
  clock,
  store,
  ...parts
}: DumpParts & Pick<DumpThreadSetup, 'store'>): MakeDump {
  return async (signal) => {
    const { settings, publicUrl, version } = parts
    const { BROADSHEET_DATA, SITE_NAME, EDITION_TIMEZONE, EDITION_CUTOFF } = settings
    const setup: DumpThreadSetup = {
      ...{ store, now: clock.now(), publicUrl, version },
      // What a thread is given is copied: only what it needs, no secrets.
      settings: { BROADSHEET_DATA, SITE_NAME, EDITION_TIMEZONE, EDITION_CUTOFF },
    }
    const thread = { program: programBeside(import.meta.url, 'dump-thread'), setup, signal, name: 'the dump' }
    const reply = await replyOfThread<DumpReply>(thread)
    if (reply.kind === 'done') return
    throw reply.known ? new Conflict(reply.why) : new Error(reply.why)
  }
}
