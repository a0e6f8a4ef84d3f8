import type { Db } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import { Forbidden } from '../errors.ts'
import { addLetter, letters, type MailSite } from './account-mails.ts'
import { passwordHashOf, setPasswordHash } from './account-queries.ts'
import { checkPassword, hashPassword, isPassword } from './passwords.ts'
import type { Viewer } from './roles.ts'
import { endSessions } from './session-queries.ts'
import { deleteLinksOf } from './sign-in-link-queries.ts'

/** Signs all other browsers out. Who has no password yet needs no current one. @throws Forbidden, Invalid */
export async function changePassword(
  db: Db,
  site: MailSite,
  viewer: Viewer,
  { current, password, resetAddress }: { current: string; password: string; resetAddress: string },
): Promise<void> {
  await checkCurrentPassword(db, viewer.id, current)
  checkPassword(password)
  const hash = await hashPassword(password)
  await inTransaction(db, async (tx) => {
    await setPasswordHash(tx, viewer.id, hash, new Date(site.now).toISOString())
    await endSessions(tx, viewer.id, viewer.sessionId)
    await deleteLinksOf(tx, viewer.id)
    const letter = letters.passwordChanged(site.name, resetAddress)
    await addLetter(tx, viewer.email, 'passwordChanged', letter, site.now)
  })
}

/** Passes for who has none. @throws Forbidden */
export async function checkCurrentPassword(db: Db, memberId: string, password: string): Promise<void> {
  const hash = await passwordHashOf(db, memberId)
  if (hash !== null && !(await isPassword(password, hash)))
    throw new Forbidden('The current password is wrong. Try again.')
}
