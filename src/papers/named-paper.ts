// A text that names one paper: an id, a DOI or an address, in any form that a person may paste.

import type { Db } from '../db/connect.ts'
import { type Identifier, parseIdentifier } from './identifiers/identifiers.ts'
import { knownIds, paperIdOfDoi } from './queries.ts'
import { aliasesOf } from './statement-queries.ts'

/** `known`: the collection holds the paper. */
export interface NamedPaper extends Identifier {
  known: boolean
}

/** The paper that the whole text names; null for words, which name none. Never throws for what was typed. */
export async function paperNamed(db: Db, text: string): Promise<NamedPaper | null> {
  const named = parseIdentifier(text)
  if (named === null) return null
  if ((await knownIds(db, [named.id])).has(named.id)) return { ...named, known: true }
  const merged = (await aliasesOf(db, [named.id])).get(named.id)
  if (merged !== undefined) return { id: merged, known: true }
  // Papers of other sources have DOIs that their ids don't show.
  const other = named.id.startsWith('doi:') ? await paperIdOfDoi(db, named.id.slice('doi:'.length)) : null
  return other === null ? { ...named, known: false } : { id: other, known: true }
}
