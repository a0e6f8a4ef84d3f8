// No mail stays for ever: what waits is given up when it is worth nothing any more, what ended is forgotten after a while.

import type { Db } from '../db/connect.ts'
import { withDeadLinks } from './dead-links.ts'
import { deleteEndedMails, giveUpMails } from './mail-queries.ts'

const DAY_MS = 86_400_000
const KEPT_MS = 30 * DAY_MS
/** Of all that holds no link which ends sooner: later it is no news. */
const WORTH_SENDING_MS = 14 * DAY_MS

export async function forgetMails(db: Db, now: number): Promise<void> {
  await deleteEndedMails(db, now - KEPT_MS)
  await giveUpMails(db, {
    // Not when it was written: who has a mail sent again gives it as long once more.
    dueBefore: now - WORTH_SENDING_MS,
    // Those that a server refuses each minute with all others are due again each time.
    writtenBefore: now - KEPT_MS,
    dead: withDeadLinks(now),
    problem: 'It could not be sent in time: the link in it works no more, or it is no news.',
  })
}
