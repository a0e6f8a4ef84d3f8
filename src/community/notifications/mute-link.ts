// The link in a mail that mutes a discussion without signing in: it names the person and the paper, and is signed.

import { isSignedBy, signatureOf } from '../../accounts/signature.ts'
import { Forbidden } from '../../errors.ts'
import type { PaperId } from '../../papers/paper.ts'

export interface MuteLink {
  personId: string
  paperId: PaperId
  token: string
}

export function makeMuteLink(key: string, personId: string, paperId: PaperId): MuteLink {
  return { personId, paperId, token: signatureOf(key, signed(personId, paperId)) }
}

/** `keys`: all that are accepted. @throws Forbidden */
export function checkMuteLink(keys: readonly string[], { personId, paperId, token }: MuteLink): void {
  if (!isSignedBy(keys, signed(personId, paperId), token))
    throw new Forbidden('This link is not whole. Copy all of it, or mute the discussion on its page.')
}

const signed = (personId: string, paperId: PaperId): string => `mute ${personId} ${paperId}`
