// No text of anybody becomes markup in a feed: neither of the feed itself nor of what its readers show.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { feedFormats } from '../../src/web/feeds/feed.ts'
import { routes } from '../../src/web/routes.ts'
import { assertNone } from '../invariants/violations.ts'
import { aComment } from '../support/comments.ts'
import { eachDatabase } from '../support/database.ts'
import { offences } from '../support/feed-rules.ts'
import { fill, paperRecord } from '../support/records.ts'
import { childrenOf, readXml, textOf } from '../support/xml.ts'
import { openDoor } from './door.ts'
import { madeMarkup } from './made-markup.ts'
import { markupPayloads } from './markup-payloads.ts'

/** Over, so that it is a past digest, too. */
const day = '2026-03-03'

eachDatabase('texts of others', (open) => {
  test('stay texts in every feed', async () => {
    const door = await openDoor(await open())
    const { owner } = door.people
    await fill(door.db, markupPayloads.map(payloadPaper))
    for (const body of markupPayloads)
      await aComment(door.db, { paper_id: '2603.10000', person_id: owner.id, body })
    await door.db
      .updateTable('person')
      .set({ fullname: markupPayloads[7] ?? '' })
      .where('id', '=', owner.id)
      .execute()
    const found: string[] = []
    let entries = 0
    const lists = [
      routes.day(day),
      routes.archive('daily'),
      routes.newest(),
      routes.discussion('2603.10000'),
      routes.person('some-owner'),
    ]
    for (const list of lists) {
      for (const format of feedFormats) {
        // Feeds of digests have at most twenty.
        const path = `${routes.feed(list, format)}?limit=${list === routes.archive('daily') ? 20 : 100}`
        const answer = await door.ask('GET', path)
        const text = await answer.text()
        assert.equal(answer.status, 200, path)
        found.push(...offences(format, text).map((offence) => `${path}: ${offence}`))
        for (const html of contentsOf(format, text)) {
          entries++
          found.push(...madeMarkup(asPage(html)).map((made) => `${path}: ${made}`))
        }
      }
    }
    assert.ok(entries > 400, `only ${entries} entries were looked at`)
    assertNone(found, 'A text became markup:')
  })

  test('stay texts where a feed says what it was asked', async () => {
    const door = await openDoor(await open())
    const found: string[] = []
    for (const payload of markupPayloads) {
      for (const format of feedFormats) {
        const path = `/papers/search.${format}?q=${encodeURIComponent(payload)}`
        const answer = await door.ask('GET', path)
        const text = await answer.text()
        assert.ok(answer.status < 500, `${path}: ${answer.status}`)
        if (answer.status === 200)
          found.push(...offences(format, text).map((offence) => `${path}: ${offence}`))
      }
    }
    assertNone(found, 'A feed is not valid:')
  })
})

const payloadPaper = (payload: string, i: number) =>
  paperRecord({
    ...{
      id: `2603.${String(10_000 + i)}`,
      title: `A ${payload}`,
      abstract: `On ${payload} and\n\n${payload}`,
    },
    ...{ authors: [{ name: payload }], keywords: [payload], comment: payload, venues: [payload] },
    ...{ categories: [payload.slice(0, 40)], published: '2026-03-03', url: payload },
    links: [{ kind: 'code', url: payload }],
    entries: [{ day, place: i, submittedBy: { name: 'some-owner' } }],
  })

/** The markup of all entries. */
function contentsOf(format: string, text: string): string[] {
  if (format === 'json') {
    const { items } = JSON.parse(text) as { items: { content_html: string }[] }
    return items.map(({ content_html }) => content_html)
  }
  const root = readXml(text)
  if (format === 'atom') return childrenOf(root, 'entry').map((entry) => textOf(entry, 'content') ?? '')
  const [channel] = childrenOf(root, 'channel')
  return channel ? childrenOf(channel, 'item').map((item) => textOf(item, 'description') ?? '') : []
}

const asPage = (html: string): string =>
  `<!doctype html><html lang="en"><head><title>x</title></head><body>${html}</body></html>`
