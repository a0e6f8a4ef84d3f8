// Tokens for programs: shown once, kept as a hash. A random value of this length needs no slow hash.

import type { Db } from '../db/connect.ts'
import { Invalid } from '../errors.ts'
import { insertToken, markTokenUsed, tokenByHash } from './api-token-queries.ts'
import { hashOfToken, newToken } from './links.ts'
import { newMemberId } from './member-id.ts'
import { viewerOf } from './member-queries.ts'
import { type Scope, scopes, type Viewer } from './roles.ts'

/** So that people, and programs that look for leaked secrets, know one when they see it. */
const PREFIX = 'bsht_'
/** When a token was used last is written down once in this time. */
const NOTED_EVERY_MS = 60_000

export interface NewToken {
  memberId: string
  name: string
  /** None: whatever its member may do. */
  scopes: readonly string[]
}

/** Returns the token: nobody can see it again. @throws Invalid */
export async function makeApiToken(db: Db, token: NewToken, now: number): Promise<string> {
  const name = token.name.replace(/\p{Cc}+/gu, ' ').trim()
  if (name === '' || name.length > 80) {
    throw new Invalid('Give the token a name of 1 to 80 characters.', { name: 'has 1 to 80 characters' })
  }
  const chosen = readScopes(token.scopes)
  const value = `${PREFIX}${newToken()}`
  await insertToken(db, {
    ...{ id: newMemberId(), person_id: token.memberId, name, token_hash: hashOfToken(value) },
    ...{ scopes: chosen.length > 0 ? JSON.stringify(chosen) : null, created_at: now },
    ...{ last_used_at: null, expires_at: null },
  })
  return value
}

/** Null for a token that is not known or revoked, or whose member may not act. */
export async function viewerOfToken(db: Db, value: string, now: number): Promise<Viewer | null> {
  const found = await tokenByHash(db, hashOfToken(value), now)
  const viewer = found && viewerOf(found.member, now)
  if (!found || !viewer) return null
  const { id, last_used_at, scopes: kept } = found.token
  if (now - (last_used_at ?? 0) >= NOTED_EVERY_MS) await markTokenUsed(db, id, now)
  return { ...viewer, scopes: kept === null ? null : readScopes(JSON.parse(kept) as string[]) }
}

function readScopes(words: readonly string[]): Scope[] {
  const wrong = words.find((word) => !scopes.some((scope) => scope === word))
  if (wrong !== undefined) {
    const problem = `must be one of ${scopes.join(', ')}`
    throw new Invalid(`There is no scope “${wrong.slice(0, 40)}”: it ${problem}.`, { scope: problem })
  }
  return scopes.filter((scope) => words.includes(scope))
}
