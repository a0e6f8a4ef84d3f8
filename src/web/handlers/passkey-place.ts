import { type PasskeySite, passkeySiteOf } from '../../accounts/passkeys/passkey-site.ts'
import { NotFound } from '../../errors.ts'
import type { Ctx } from '../environment.ts'
import type { PasskeyPlace } from '../views/passkey-form.tsx'

/** Whether passkeys work at the address by which this request came. */
export function passkeyPlaceOf(c: Ctx): PasskeyPlace {
  const passkeys = passkeySiteOf(c.var.site.publicUrl)
  if (!passkeys) return { at: 'nowhere' }
  const isHere = new URL(passkeys.origin).host === c.req.header('host')
  return isHere ? { at: 'here' } : { at: 'elsewhere', origin: passkeys.origin }
}

/** @throws NotFound where the site can have none */
export function requirePasskeys(c: Ctx): PasskeySite {
  const passkeys = passkeySiteOf(c.var.site.publicUrl)
  if (passkeys) return passkeys
  throw new NotFound('Passkeys need an address that begins with https: this site has none.')
}
