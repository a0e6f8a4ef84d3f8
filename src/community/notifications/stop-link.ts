// The link in mails to members that ends those of one kind without signing in: it names the member and the kind, and is
// signed. It doesn't expire: who finds an old mail must still be able to end what it came from.

import { isSignedBy, signatureOf } from '../../accounts/signature.ts'
import { Forbidden } from '../../errors.ts'
import { isMailKind, type MailKind } from './mail-kinds.ts'

export interface StopLink {
  personId: string
  kind: MailKind
  token: string
}

export function makeStopLink(key: string, personId: string, kind: MailKind): StopLink {
  return { personId, kind, token: signatureOf(key, signed(personId, kind)) }
}

/** `keys`: all that are accepted. @throws Forbidden */
export function readStopLink(
  keys: readonly string[],
  { personId, kind, token }: { [part in keyof StopLink]: string },
): StopLink {
  if (isMailKind(kind) && isSignedBy(keys, signed(personId, kind), token)) return { personId, kind, token }
  throw new Forbidden('This link is not whole. Copy all of it, or choose in your settings which mails come.')
}

/** Where mail programs go to end these mails; made without the pages, and compared with theirs by a test. */
export const stopAddress = (site: string, { personId, kind, token }: StopLink): string =>
  `${site}/notifications/stop?${new URLSearchParams({ person: personId, kind, token })}`

const signed = (personId: string, kind: MailKind): string => `stop ${kind} ${personId}`
