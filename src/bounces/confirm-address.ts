// Amazon SNS asks for an address to be opened before it tells anything. An admin opens it: nothing is fetched because
// somebody posted an address.

import type { Db } from '../db/connect.ts'
import { getMark, putMark } from '../db/marks.ts'

const MARK = 'bounces confirm at'

export const noteConfirmAddress = (db: Db, address: string): Promise<void> => putMark(db, MARK, address)

/** Null where none was asked for. */
export const confirmAddress = async (db: Db): Promise<string | null> => (await getMark(db, MARK)) || null

/** It was opened: something was told. */
export async function forgetConfirmAddress(db: Db): Promise<void> {
  if ((await confirmAddress(db)) !== null) await putMark(db, MARK, '')
}
