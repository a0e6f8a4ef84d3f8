// The shortest harvester: asks, reads, and asks again where that failed.

import type { PaperRecord } from '../../../src/papers/paper.ts'
import { decodeText } from '../../../src/sources/fetching/decode-body.ts'
import type { Announcement, Answer, Ask, DayRange, Page, Protocol } from '../../../src/sources/protocol.ts'

export interface Harvest {
  /** The last record of each paper. */
  papers: Map<string, PaperRecord>
  /** All of them, in the order of their coming. */
  read: PaperRecord[]
  announcements: Announcement[]
}

/** `tries`: how often a page is asked for before its failure counts. */
export async function harvest<C extends object>(
  protocol: Protocol<C>,
  range: DayRange,
  tries = 1,
): Promise<Harvest> {
  const found: Harvest = { papers: new Map(), read: [], announcements: [] }
  let cursor: C | undefined = protocol.start(range)
  while (cursor) {
    const page: Page<C> = await pageOf(protocol, cursor, tries)
    for (const record of page.items.map((item) => item.read())) {
      found.read.push(record)
      found.papers.set(record.id, record)
    }
    found.announcements.push(...(page.announcements ?? []))
    cursor = page.next
  }
  return found
}

async function pageOf<C extends object>(protocol: Protocol<C>, cursor: C, tries: number): Promise<Page<C>> {
  try {
    return protocol.read(await answerTo(protocol.ask(cursor)), cursor)
  } catch (error) {
    if (tries <= 1) throw error
    return pageOf(protocol, cursor, tries - 1)
  }
}

const mostBytes = 20_000_000

/** @throws where nothing whole comes. */
export async function answerTo({ url, method = 'GET', headers = {}, body }: Ask): Promise<Answer> {
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) })
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.length
    if (size > mostBytes) throw new Error('Too large.')
    parts.push(part)
  }
  const text = decodeText(Buffer.concat(parts), answer.headers.get('content-type'))
  return { status: answer.status, headers: answer.headers, text, url: answer.url }
}
