// The link in each alert that ends it without signing in: it names the search and is signed. It doesn't expire: who finds
// an old mail must still be able to end what it came from.

import { isSignedBy, signatureOf } from '../accounts/signature.ts'
import { Forbidden } from '../errors.ts'

export const searchToken = (key: string, id: string): string => `${id}${signatureOf(key, signed(id))}`

/** The id of the search. `keys`: all that are accepted. @throws Forbidden */
export function readSearchToken(keys: readonly string[], token: string): string {
  const [, id = '', signature = ''] = /^([0-9a-f]{24})([\w-]{43})$/.exec(token) ?? []
  if (isSignedBy(keys, signed(id), signature)) return id
  throw new Forbidden('This link is not whole. Copy all of it from the mail.')
}

/** The ids of searches whose links stand in this text. */
export function searchesNamedIn(text: string, keys: readonly string[]): string[] {
  const found = text.matchAll(/\/searches\/([0-9a-f]{24})([\w-]{43})(?![\w-])/g).take(MOST_TOKENS)
  return [...found].flatMap(([, id = '', signature = '']) =>
    isSignedBy(keys, signed(id), signature) ? [id] : [],
  )
}

/** More in one text is no mail of ours. */
const MOST_TOKENS = 20

const signed = (id: string): string => `saved search ${id}`
