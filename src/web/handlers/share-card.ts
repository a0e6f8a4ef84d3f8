import { createHash } from 'node:crypto'
import { Invalid, NotFound } from '../../errors.ts'
import { listPaper } from '../../papers/lists/listed.ts'
import type { PaperId } from '../../papers/paper.ts'
import { paperById } from '../../papers/queries.ts'
import type { Ctx } from '../environment.ts'
import { LruCache } from '../lru-cache.ts'
import { createDrawingQueue } from '../share-card/drawing-queue.ts'
import { type CardWidth, cardWidths, shareCard } from '../share-card/share-card.ts'

/** Cards in memory, some 35 kB each: those of a day and of what is talked about. */
const KEPT_CARDS = 150

const cards = new LruCache<string, Promise<Uint8Array>>(KEPT_CARDS)
const inTurn = createDrawingQueue()

/** The picture of a paper. Drawn once; a changed paper has another tag, hence another picture. */
export async function sendShareCard(c: Ctx, id: PaperId): Promise<Response> {
  const { db, site } = c.var
  const width = widthAsked(c)
  const paper = await paperById(db, id)
  if (!paper) throw new NotFound('This paper is not in the collection of this site.')
  const facts = [paper.id, paper.changeSeq, paper.title, site.name, width]
  const tag = createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 22)
  return sendCard(c, tag, () => shareCard(listPaper(paper), { name: site.name }, width))
}

/** In which width, one of few: each is a picture to draw. @throws Invalid */
export function widthAsked(c: Ctx): CardWidth {
  const text = c.req.query('width')
  const width = text === undefined ? cardWidths[0] : cardWidths.find((one) => String(one) === text)
  if (width !== undefined) return width
  throw new Invalid(`“width” must be one of ${cardWidths.join(', ')}.`, { width: 'must be a width of cards' })
}

/** `tag` names all that the picture shows. */
export async function sendCard(c: Ctx, tag: string, draw: () => Promise<Uint8Array>): Promise<Response> {
  c.header('ETag', `"${tag}"`)
  c.header('Cache-Control', 'public, max-age=3600')
  // Other sites show the picture beside their links to us.
  c.header('Cross-Origin-Resource-Policy', 'cross-origin')
  if (c.req.header('if-none-match')?.includes(`"${tag}"`)) return c.body(null, 304)
  const card = await remembered(tag, () => inTurn(draw))
  return c.body(new Uint8Array(card), 200, { 'Content-Type': 'image/png' })
}

function remembered(key: string, draw: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const card = cards.getOrAdd(key, draw)
  card.catch(() => cards.forget(key))
  return card
}
