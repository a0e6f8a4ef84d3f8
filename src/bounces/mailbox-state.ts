// How the last reading of the mailbox went, for admins and the doctor.

import type { Db } from '../db/connect.ts'
import { getMark, putMark } from '../db/marks.ts'
import type { TakenCounts } from './take-report.ts'

export interface Reading extends TakenCounts {
  /** Messages that were looked at. */
  messages: number
  /** Of these, left for a person. */
  left: number
  /** There may be more. */
  isFull: boolean
}

export interface MailboxState {
  /** Milliseconds UTC. */
  at: number
  /** Absent where it failed. */
  reading?: Reading
  problem?: string
}

const MARK = 'bounce mailbox'

export const noteState = (db: Db, state: MailboxState): Promise<void> =>
  putMark(db, MARK, JSON.stringify(state))

/** Null where it was never read. */
export async function mailboxState(db: Db): Promise<MailboxState | null> {
  const text = await getMark(db, MARK)
  return text === null ? null : (JSON.parse(text) as MailboxState)
}
