// An admin holds everything back.

import type { Db } from '../db/connect.ts'
import { getMark, putMark } from '../db/marks.ts'

const MARK = 'digests paused'

export const areDigestsPaused = async (db: Db): Promise<boolean> => (await getMark(db, MARK)) === 'yes'

export const setDigestsPaused = (db: Db, paused: boolean): Promise<void> =>
  putMark(db, MARK, paused ? 'yes' : 'no')
