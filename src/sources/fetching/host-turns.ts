// One request at a time to a host, and a pause after it, for all processes and nodes that share a store.

import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/connect.ts'
import { hasDied } from './holder.ts'
import type { Manners } from './manners.ts'

/** A holder elsewhere that died is waited for this long, in real time: longer than any request may take. */
const HELD_MS = 180_000
/** How often the end of another's request is looked for. */
const LOOK_MS = 150

export interface TurnParts {
  db: Db
  clock: Clock
  /** Tells this process from others. */
  holder: string
  signal?: AbortSignal | undefined
}

/** Waits for the host to be free, does `work`, and keeps the pause. Rejects when the signal is aborted. */
export async function inTurn<T>(parts: TurnParts, manners: Manners, work: () => Promise<T>): Promise<T> {
  await takeTurn(parts, manners)
  try {
    return await work()
  } finally {
    await releaseTurn(parts, manners)
  }
}

/** Nobody asks the host before that moment (milliseconds UTC). */
export async function keepAway(db: Db, host: string, until: number): Promise<void> {
  await addHost(db, host)
  await db
    .updateTable('host_turn')
    .set({ next_at: until })
    .where('host', '=', host)
    .where('next_at', '<', until)
    .execute()
}

/** The moment from which the host may be asked, as far as it is known. */
export async function freeFrom(db: Db, host: string): Promise<number> {
  const row = await db.selectFrom('host_turn').select('next_at').where('host', '=', host).executeTakeFirst()
  return row?.next_at ?? 0
}

async function takeTurn({ db, clock, holder, signal }: TurnParts, { host, pauseMs }: Manners): Promise<void> {
  await addHost(db, host)
  for (;;) {
    signal?.throwIfAborted()
    const now = clock.now()
    const taken = await db
      .updateTable('host_turn')
      .set({ held_by: holder, held_until: Date.now() + HELD_MS })
      .where('host', '=', host)
      .where('next_at', '<=', now)
      .where((is) => is.or([is('held_by', 'is', null), is('held_until', '<', Date.now())]))
      .executeTakeFirst()
    if (taken.numUpdatedRows > 0n) return
    const next = await nextTurn(db, host, now + pauseMs)
    await clock.wait(next > now ? next - now : Math.min(LOOK_MS, Math.max(1, pauseMs)), signal)
  }
}

async function releaseTurn({ db, clock, holder }: TurnParts, { host, pauseMs }: Manners): Promise<void> {
  const next = clock.now() + pauseMs
  await db
    .updateTable('host_turn')
    .set(({ eb, ref }) => ({
      held_by: null,
      held_until: null,
      next_at: eb.case().when('next_at', '>', next).then(ref('next_at')).else(next).end(),
    }))
    .where('host', '=', host)
    .where('held_by', '=', holder)
    .execute()
}

async function addHost(db: Db, host: string): Promise<void> {
  await db
    .insertInto('host_turn')
    .values({ host, next_at: 0, held_by: null, held_until: null })
    .onConflict((conflict) => conflict.column('host').doNothing())
    .execute()
}

/** When to look again. A process of this machine that was killed can't give its turn back: that is done for it. */
async function nextTurn(db: Db, host: string, afterDead: number): Promise<number> {
  const row = await db
    .selectFrom('host_turn')
    .select(['next_at', 'held_by'])
    .where('host', '=', host)
    .executeTakeFirst()
  if (!row?.held_by || !hasDied(row.held_by)) return row?.next_at ?? 0
  await db
    .updateTable('host_turn')
    // Its last request may have been a moment ago.
    .set({ held_by: null, held_until: null, next_at: afterDead })
    .where('host', '=', host)
    .where('held_by', '=', row.held_by)
    .execute()
  return afterDead
}
