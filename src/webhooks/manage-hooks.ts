// Making webhooks, changing them, stopping and trying them. docs/decisions/0026-webhooks.md says why only admins do.

import { newMemberId } from '../accounts/member-id.ts'
import type { Db } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import { Conflict, NotFound } from '../errors.ts'
import { type Hook, hookOf } from './hook.ts'
import { allHooks, changeHook, deleteHook, hookRow, insertHook } from './hook-queries.ts'
import { type HookWish, readHookWish } from './hook-wish.ts'
import { newSecret } from './signature.ts'
import { tellThese } from './tell-hooks.ts'

/** Each event is written down once for each of them. */
const MOST_HOOKS = 50
/** How long both secrets sign when one takes the place of the other. */
const BOTH_SIGN_MS = 24 * 3_600_000

export interface Maker {
  /** The member; null: whoever runs the site, in the shell. */
  by: string | null
  now: number
  /** Hosts that may be in a private network: FETCH_ALLOW. */
  allowedHosts: readonly string[]
}

/** The secret is shown this once. @throws Invalid, Conflict */
export function addHook(
  db: Db,
  wish: HookWish,
  { by, now, allowedHosts }: Maker,
): Promise<{ id: string; secret: string }> {
  const { url, events, categories } = readHookWish(wish, allowedHosts)
  return inTransaction(db, async (tx) => {
    if ((await allHooks(tx)).length >= MOST_HOOKS) {
      throw new Conflict(`There are ${MOST_HOOKS} webhooks, as many as may be. Delete one first.`)
    }
    const [id, secret] = [newMemberId(), newSecret()]
    await insertHook(tx, {
      ...{ id, url, events: JSON.stringify(events), categories: JSON.stringify(categories) },
      ...{ state: 'active', reason: null, secret, previous_secret: null, previous_until: null },
      ...{ failing_since: null, created_by: by, created_at: now },
    })
    return { id, secret }
  })
}

/** @throws Invalid, NotFound */
export async function editHook(
  db: Db,
  id: string,
  wish: HookWish,
  allowedHosts: readonly string[],
): Promise<void> {
  const { url, events, categories } = readHookWish(wish, allowedHosts)
  const change = { url, events: JSON.stringify(events), categories: JSON.stringify(categories) }
  if (!(await changeHook(db, id, change))) throw noHook()
}

/** @throws NotFound */
export async function hookById(db: Db, id: string): Promise<Hook> {
  const row = await hookRow(db, id)
  if (!row) throw noHook()
  return hookOf(row)
}

/** It is told nothing of what happens until it is resumed; what was on its way waits. @throws NotFound */
export async function pauseHook(db: Db, id: string): Promise<void> {
  if (!(await changeHook(db, id, { state: 'paused', reason: null }))) throw noHook()
}

/** @throws NotFound */
export async function resumeHook(db: Db, id: string): Promise<void> {
  const change = { state: 'active', reason: null, failing_since: null }
  if (!(await changeHook(db, id, change))) throw noHook()
}

/** The new secret, shown this once; for a day the old one signs, too. @throws NotFound */
export function rotateSecret(db: Db, id: string, now: number): Promise<string> {
  return inTransaction(db, async (tx) => {
    const row = await hookRow(tx, id)
    if (!row) throw noHook()
    const secret = newSecret()
    const before = { previous_secret: row.secret, previous_until: now + BOTH_SIGN_MS }
    await changeHook(tx, id, { secret, ...before })
    return secret
  })
}

/** @throws NotFound */
export async function removeHook(db: Db, id: string): Promise<void> {
  if (!(await inTransaction(db, (tx) => deleteHook(tx, id)))) throw noHook()
}

/** Tells it that it is told. @throws NotFound, Conflict where it is told nothing */
export function pingHook(db: Db, id: string, now: number): Promise<void> {
  return inTransaction(db, async (tx) => {
    const row = await hookRow(tx, id)
    if (!row) throw noHook()
    if (row.state !== 'active') throw new Conflict('It is told nothing now. Resume it, then test it.')
    await tellThese(tx, [{ id }], { content: { type: 'ping' }, subject: '', now })
  })
}

const noHook = () => new NotFound('There is no such webhook. It may have been deleted.')
