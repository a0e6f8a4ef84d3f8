import type { Db } from '../db/connect.ts'
import { forgetChannelMessages } from './delivery-queries.ts'

const KEPT_MS = 30 * 86_400_000

/** What was said more than 30 days ago; that it was sent, and which papers, stays known. */
export const forgetChannels = (db: Db, now: number): Promise<void> => forgetChannelMessages(db, now - KEPT_MS)
