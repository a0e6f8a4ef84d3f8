import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import type { TimedError } from '../../../bench/soak/downtimes.ts'
import { noBrowser, openBrowser } from '../browser.ts'
import { atEnd } from '../database.ts'
import { pointer, reads } from './hand.ts'
import { patient } from './patient.ts'

/** A page with a form and what was sent by it. `away`: how requests are met before anything is done, or after it was. */
async function wall() {
  const said: string[] = []
  const away = { get: 0, before: 0, after: 0 }
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: string, headers = {}) =>
      response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body)
    if (request.method === 'POST') {
      const form = new URLSearchParams(await text(request))
      if (away.before-- > 0) return answer(502, 'away')
      said.push(form.get('words') ?? '')
      if (away.after-- > 0) return answer(504, 'away')
      return answer(303, '', { location: '/' })
    }
    if (request.url === '/' && away.get-- > 0) return answer(503, 'away')
    const list = said.map((words) => `<li>${words}</li>`).join('')
    answer(
      200,
      `<main><ul>${list}</ul><details><summary>More</summary><form method="post" action="/">
      <label>Words <input name="words"></label><button>Send</button></form></details></main>`,
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  atEnd(async () => void server.close())
  return { said, away, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}

async function somebody() {
  const noted: TimedError[] = []
  const page = await (await openBrowser()).newPage()
  return { noted, hand: patient(pointer(page, true), { note: (error) => void noted.push(error) }) }
}

describe('a patient hand', { skip: noBrowser }, () => {
  test('loads a page until it comes', async () => {
    const { url, away } = await wall()
    const { hand, noted } = await somebody()
    away.get = 2
    assert.equal(await hand.open(url), 200)
    assert.deepEqual(
      noted.map(({ what }) => what),
      ['GET / answered 503', 'GET / answered 503'],
    )
    assert.equal(hand.interruptions, 2)
  })

  test('fills in again what was not taken', async () => {
    const { url, away, said } = await wall()
    const { hand } = await somebody()
    away.before = 2
    await hand.open(url)
    await hand.unfold('More')
    await hand.write('Words', 'It holds.')
    await hand.press('Send', { already: async () => said.length > 0 })
    await reads(hand, 'It holds.', 'li')
    assert.deepEqual(said, ['It holds.'])
  })

  test('does not send again what is there already', async () => {
    const { url, away, said } = await wall()
    const { hand, noted } = await somebody()
    away.after = 1
    await hand.open(url)
    await hand.unfold('More')
    await hand.write('Words', 'It holds.')
    await hand.press('Send', {
      already: async () => (await hand.page.locator('li', { hasText: 'It holds.' }).count()) > 0,
    })
    await reads(hand, 'It holds.', 'li')
    assert.deepEqual(said, ['It holds.'])
    assert.equal(noted.length, 1)
  })
})
