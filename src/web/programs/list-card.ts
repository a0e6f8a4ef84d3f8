import { createHash } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import type { Ctx } from '../environment.ts'
import { sendCard, widthAsked } from '../handlers/share-card.ts'
import { listCard } from '../share-card/share-card.ts'
import { findList, type ListName } from './found-list.ts'

/** The picture of a list. */
export function sendListCard(store: Db, nameOf: (c: Ctx) => ListName) {
  return async (c: Ctx): Promise<Response> => {
    const { heading, facts, papers } = await findList(c, store, nameOf(c))
    const { name } = c.var.site
    const width = widthAsked(c)
    const list = { heading, facts, titles: papers.slice(0, 3).map(({ title }) => title) }
    const tag = createHash('sha256').update(JSON.stringify([list, name, width]))
    return sendCard(c, tag.digest('base64url').slice(0, 22), () => listCard(list, { name }, width))
  }
}
