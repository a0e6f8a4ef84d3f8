// From an event to the bytes that tell of it. They are kept, so that each try and each replay sends the same; those of a
// comment that was taken back or hidden are composed anew, without its text.

import type { Db, Tx } from '../db/connect.ts'
import type { WebhookEventTable } from '../db/schema-webhooks.ts'
import { inTransaction } from '../db/write.ts'
import { standingsBetween } from '../papers/lists/edition-queries.ts'
import { listEntries, listPapers } from '../papers/lists/listed.ts'
import { rankDay } from '../papers/lists/ranking.ts'
import { commentToTell, composedBody, lockEvent, setBody } from './event-queries.ts'
import type { EventContent } from './event-types.ts'
import { type Payload, paperUrl, payloadComment, payloadPaper } from './payload.ts'

/** Papers of a closed edition; longer lists are cut, and say how long they are. */
const MOST_LISTED = 500

/** `site`: the address of the site, without a slash at its end. */
export async function bodyOf(db: Db, site: string, eventId: string): Promise<string> {
  const known = await composedBody(db, eventId)
  if (known !== null) return known
  return inTransaction(db, async (tx) => {
    const event = await lockEvent(tx, eventId)
    if (!event) throw new Error(`There is no event ${eventId}.`)
    if (event.body !== null) return event.body
    const body = JSON.stringify(await payloadOf(tx, site, event))
    await setBody(tx, event.id, body)
    return body
  })
}

async function payloadOf(tx: Tx, site: string, event: WebhookEventTable): Promise<Payload> {
  const content = JSON.parse(event.content) as EventContent
  const data = await dataOf(tx, site, content)
  return { id: event.id, type: event.type, timestamp: new Date(event.at).toISOString(), data }
}

async function dataOf(tx: Tx, site: string, content: EventContent): Promise<object> {
  if (content.type === 'ping') return { site, message: 'This is a test: webhooks of this site arrive.' }
  if (content.type === 'edition.closed') {
    const ranked = rankDay(await standingsBetween(tx, content.day, content.day))
    const papers = await listEntries(tx, ranked.slice(0, MOST_LISTED))
    const edition = { day: content.day, url: editionUrl(site, content.day), total: ranked.length }
    return { ...edition, papers: papers.map((paper) => payloadPaper(site, paper)) }
  }
  if ('commentId' in content) return commentData(tx, site, content.commentId)
  const papers = (await listPapers(tx, content.paperIds)).map((paper) => payloadPaper(site, paper))
  if (content.type === 'paper.added') return { papers }
  return { day: content.day, url: editionUrl(site, content.day), papers }
}

async function commentData(tx: Tx, site: string, id: string): Promise<object> {
  const comment = await commentToTell(tx, id)
  if (!comment) return { comment: { id } }
  const { paperId, title } = comment
  const paper = { id: paperId, url: paperUrl(site, paperId), title }
  return { comment: payloadComment(site, comment), paper }
}

const editionUrl = (site: string, day: string): string => `${site}/papers/date/${day}`
