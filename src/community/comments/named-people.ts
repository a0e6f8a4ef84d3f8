// Who is named in what members write: only names that somebody has become links.

import type { Db } from '../../db/connect.ts'
import { possibleNames } from '../markdown/references.ts'
import { namesTaken } from './named-people-queries.ts'

/** Names in lower case. */
export type KnownNames = ReadonlySet<string>

/** A page shows some hundred comments; more names in them are a way to be slow. */
const MOST_NAMES = 2_000

/** The names after an `@` in these texts that somebody has here. */
export async function knownNamesIn(db: Db, texts: readonly string[]): Promise<KnownNames> {
  const names = new Set(texts.flatMap(possibleNames))
  return names.size === 0 ? names : namesTaken(db, [...names].slice(0, MOST_NAMES))
}
