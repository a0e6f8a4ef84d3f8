// Backups and looks for damage in a thread of its own: both read the whole store, and would hold up pages. The thread is gone
// when it is done, and its memory too.

import type { Clock } from '../clock.ts'
import type { DatabaseHome } from '../db/connect.ts'
import { Conflict } from '../errors.ts'
import { programBeside, replyOfThread } from '../one-shot-thread.ts'
import type { BackupKeep } from './kept-backups.ts'
import type { ScheduledBackup } from './scheduled-backup.ts'

/** Makes the day's backup and lets older ones go. @throws with a sentence where it is not made */
export type MakeBackup = (signal: AbortSignal) => Promise<ScheduledBackup>

/** Damage that the database finds in itself, some sentences of it; empty: none. */
export type FindDamage = (signal: AbortSignal) => Promise<string[]>

export interface BackupThreadSetup {
  store: DatabaseHome
  /** Absent: it only looks for damage. */
  backup?: { folder: string; keep: BackupKeep; version: string; now: number }
}

export type BackupReply =
  | { kind: 'made'; backup: ScheduledBackup }
  | { kind: 'looked'; problems: string[] }
  /** `known`: thrown on purpose, with a sentence. */
  | { kind: 'failed'; why: string; known: boolean }

export interface BackupParts {
  store: DatabaseHome
  clock: Clock
  folder: string
  keep: BackupKeep
  /** Of the program. */
  version: string
}

export const threadedBackups =
  ({ store, clock, ...parts }: BackupParts): MakeBackup =>
  async (signal) => {
    const reply = await ask({ store, backup: { ...parts, now: clock.now() } }, signal)
    if (reply.kind === 'made') return reply.backup
    throw new Error('The thread of the backup made none.')
  }

export const threadedDamage =
  (store: DatabaseHome): FindDamage =>
  async (signal) => {
    const reply = await ask({ store }, signal)
    if (reply.kind === 'looked') return reply.problems
    throw new Error('The thread that looks for damage did not look.')
  }

async function ask(
  setup: BackupThreadSetup,
  signal: AbortSignal,
): Promise<Exclude<BackupReply, { kind: 'failed' }>> {
  const thread = {
    program: programBeside(import.meta.url, 'backup-thread'),
    setup,
    signal,
    name: 'the backup',
  }
  const reply = await replyOfThread<BackupReply>(thread)
  if (reply.kind !== 'failed') return reply
  throw reply.known ? new Conflict(reply.why) : new Error(reply.why)
}
