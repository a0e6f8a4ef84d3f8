// The link in a mail that mutes a discussion without signing in: it names the person and the paper, and is signed.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { Forbidden } from '../../errors.ts'
import type { PaperId } from '../../papers/paper.ts'

export interface MuteLink {
  personId: string
  paperId: PaperId
  token: string
}

export function makeMuteLink(key: string, personId: string, paperId: PaperId): MuteLink {
  return { personId, paperId, token: tokenOf(key, personId, paperId) }
}

/** `keys`: all that are accepted. @throws Forbidden */
export function checkMuteLink(keys: readonly string[], { personId, paperId, token }: MuteLink): void {
  const isRight = keys.some((key) => {
    const [right, given] = [Buffer.from(tokenOf(key, personId, paperId)), Buffer.from(token)]
    return right.length === given.length && timingSafeEqual(right, given)
  })
  if (!isRight)
    throw new Forbidden('This link is not whole. Copy all of it, or mute the discussion on its page.')
}

const tokenOf = (key: string, personId: string, paperId: PaperId): string =>
  createHmac('sha256', key).update(`mute ${personId} ${paperId}`).digest('base64url')
