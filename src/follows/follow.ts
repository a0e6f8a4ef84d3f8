// A member follows something, or no longer does. Nobody is told, and nobody else can see it.

import { countAttempt } from '../accounts/limits.ts'
import type { Db } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import { Conflict } from '../errors.ts'
import { personNamed } from '../papers/lists/listings.ts'
import { categories } from '../papers/lists/newest.ts'
import { type Follow, type FollowKind, readFollow } from './follow-kinds.ts'
import { countFollows, insertFollow } from './follow-queries.ts'

export const MOST_FOLLOWS = 500

const limit = {
  ...{ what: 'follow', most: 600, windowMs: 10 * 60_000 },
  sentence: 'You have followed, or no longer followed, too often in a short time.',
}

interface FollowOrder {
  memberId: string
  kind: FollowKind
  /** As it was typed or stands on a page; of a person the handle. */
  text: string
  now: number
}

/** Done twice it changes nothing more. @throws Invalid, NotFound, Conflict, RateLimited */
export async function follow(db: Db, { memberId, kind, text, now }: FollowOrder): Promise<Follow> {
  const one = await readOne(db, kind, text)
  await inTransaction(db, async (tx) => {
    await countAttempt(tx, limit, memberId, now)
    await insertFollow(tx, { member_id: memberId, ...one, created_at: now })
    if ((await countFollows(tx, memberId)) > MOST_FOLLOWS)
      throw new Conflict(
        `You follow ${MOST_FOLLOWS} already, which is as many as there can be. Take one away first, in your settings.`,
      )
  })
  return one
}

/** @throws Invalid, NotFound */
async function readOne(db: Db, kind: FollowKind, text: string): Promise<Follow> {
  if (kind === 'person') return readPerson(db, text)
  const one = readFollow(kind, text)
  if (kind !== 'category') return one
  const known = (await categories(db)).find((name) => name.toLowerCase() === one.value.toLowerCase())
  return known === undefined ? one : { kind, value: known, label: known }
}

/** @throws NotFound */
async function readPerson(db: Db, handle: string): Promise<Follow> {
  const { person } = await personNamed(db, handle.trim().replace(/^@/, ''))
  return { kind: 'person', value: person.id, label: person.name }
}
