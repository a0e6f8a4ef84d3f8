// What the site has acknowledged and must have at the end, and what it owes: mails and events that come by themselves.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../../src/db/connect.ts'

export interface Ledger {
  /** It was acknowledged: at the end it must hold. */
  keep(what: string, holds: (db: Db) => Promise<boolean>): void
  /** It comes by itself. `recipient`: of a mail, which may be in doubt. */
  expect(what: string, hasCome: () => boolean, recipient?: string): void
  /** Somebody could not go on. */
  fail(what: string, recipient?: string): void
  counts(): { kept: number; expected: number }
  /** A sentence for each that is not so, except where nobody can know whether a mail was sent. */
  judge(db: Db, inDoubt: ReadonlySet<string>): Promise<string[]>
}

/** Jobs of the schedule run each minute; a request that failed is made again a minute later. */
const PATIENCE_MS = 150_000

export function openLedger(): Ledger {
  const kept: { what: string; holds: (db: Db) => Promise<boolean> }[] = []
  const expected: { what: string; hasCome: () => boolean; recipient: string | undefined }[] = []
  const failures: { what: string; recipient: string | undefined }[] = []
  return {
    keep: (what, holds) => void kept.push({ what, holds }),
    expect: (what, hasCome, recipient) => void expected.push({ what, hasCome, recipient }),
    fail: (what, recipient) => void failures.push({ what, recipient }),
    counts: () => ({ kept: kept.length, expected: expected.length }),
    async judge(db, inDoubt) {
      const isExcused = ({ recipient }: { recipient: string | undefined }) =>
        recipient !== undefined && inDoubt.has(recipient)
      const missing = () => expected.filter((one) => !one.hasCome() && !isExcused(one))
      for (const until = Date.now() + PATIENCE_MS; missing().length > 0 && Date.now() < until; )
        await sleep(500)
      const gone: string[] = []
      for (const { what, holds } of kept)
        if (!(await holds(db))) gone.push(`Acknowledged, and gone: ${what}.`)
      return [
        ...failures.filter((one) => !isExcused(one)).map(({ what }) => what),
        ...gone,
        ...missing().map(({ what }) => `It never came: ${what}.`),
      ]
    },
  }
}
