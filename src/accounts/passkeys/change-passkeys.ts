import type { Db } from '../../db/connect.ts'
import { inTransaction, nextChangeSeq } from '../../db/write.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { addLetter, letters, type MailSite } from '../account-mails.ts'
import type { Viewer } from '../roles.ts'
import { hasOtherWayIn, type SiteWays } from '../ways-in.ts'
import { readPasskeyName } from './passkey-name.ts'
import { deletePasskey, passkeysOf, setPasskeyName } from './passkey-queries.ts'

/** @throws Invalid, NotFound */
export async function renamePasskey(
  db: Db,
  viewer: Viewer,
  { id, name }: { id: string; name: string },
): Promise<void> {
  if (!(await setPasskeyName(db, viewer.id, id, readPasskeyName(name)))) throw isGone()
}

/** Not where it is the last way to sign in. @throws NotFound, Conflict */
export function removePasskey(
  db: Db,
  site: MailSite & SiteWays,
  viewer: Viewer,
  { id, settings }: { id: string; settings: string },
): Promise<void> {
  return inTransaction(db, async (tx) => {
    // Two that are removed at the same moment would each find the other.
    await nextChangeSeq(tx, 0)
    const passkeys = await passkeysOf(tx, viewer.id)
    const passkey = passkeys.find((one) => one.id === id)
    if (!passkey) throw isGone()
    if (passkeys.length === 1 && !(await hasOtherWayIn(tx, viewer.id, site))) {
      throw new Conflict(
        'This passkey is your last way to sign in. Choose a password or add another passkey first.',
      )
    }
    await deletePasskey(tx, viewer.id, id)
    const letter = letters.passkeyRemoved(site.name, passkey.name, settings)
    await addLetter(tx, viewer.email, 'passkeyRemoved', letter, site.now)
  })
}

const isGone = () => new NotFound('You have no such passkey any more. Load the page again.')
