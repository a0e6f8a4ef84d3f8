// No mail stays for ever: what waits is given up when it is worth nothing any more, what ended is forgotten after a while.

import { linkLifetimes } from '../accounts/link-lifetimes.ts'
import type { Db } from '../db/connect.ts'
import { CONFIRMATION, LINK_MS } from '../digests/subscribe.ts'
import { deleteEndedMails, giveUpMails } from './mail-queries.ts'

const DAY_MS = 86_400_000
const KEPT_MS = 30 * DAY_MS
/** Of all that holds no link which ends sooner: later it is no news. */
const WORTH_SENDING_MS = 14 * DAY_MS

/** By kind. */
const worthSending = Object.entries({ ...linkLifetimes, [CONFIRMATION]: LINK_MS })

export async function forgetMails(db: Db, now: number): Promise<void> {
  await deleteEndedMails(db, now - KEPT_MS)
  await giveUpMails(db, {
    before: now - WORTH_SENDING_MS,
    kinds: worthSending.map(([kind, ms]) => ({ kind, before: now - ms })),
    problem: 'It could not be sent in time: the link in it works no more, or it is no news.',
  })
}
