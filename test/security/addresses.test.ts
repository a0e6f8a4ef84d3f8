// Odd addresses that answer by a redirect: it stays on this site, and what stands in it becomes no header.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../support/database.ts'
import { browserHeaders, testOrigin } from '../support/members.ts'
import { doorPaper, openDoor } from './door.ts'

const odd = [
  ...['//evil.example/', '//evil.example//', '///evil.example/', '/\\evil.example/', '/%5cevil.example/'],
  ...['/%2fevil.example/', '//evil.example/%2f..', '/.//evil.example/', '/about//', '/papers//evil.example/'],
  ...[
    '/papers/date?day=//evil.example',
    '/papers/date?day=%0d%0aX-Evil:1',
    '/papers/new?category=//evil.example',
  ],
  ...[
    '/papers/new?category=%0d%0aX-Evil:1',
    '/papers/new?category=..%2f..%2f..%2fevil',
    '/papers?q=https://evil.example/',
  ],
  `/papers?q=arXiv:${doorPaper}%0d%0aX-Evil:1`,
  ...[
    `/papers/${doorPaper}v1%0d%0aX-Evil:1`,
    `/papers/arXiv:${doorPaper}%0d%0aX-Evil:1`,
    `/papers/${doorPaper}%2f`,
  ],
  ...[`/papers/https:%2f%2farxiv.org%2fabs%2f${doorPaper}`, '/papers/https:%2f%2fevil.example%2fabs%2f1'],
  ...['/@SOME-OWNER', '/@SOME-OWNER%0d%0aX-Evil:1', '/@..%2f..%2fevil.example', '/@%2f%2fevil.example'],
  ...[
    '/about/%0d%0aX-Evil:1/',
    '/%0d%0aX-Evil:1/',
    '/sign-in?next=%0d%0aX-Evil:1',
    '/welcome?next=//evil.example',
  ],
]

eachDatabase('odd addresses', (open) => {
  test('lead nowhere else', async () => {
    const { site, people } = await openDoor(await open())
    for (const address of odd) {
      for (const headers of [browserHeaders(), people.reader.headers]) {
        const answer = await site.request(`${testOrigin}${address}`, { headers })
        assert.ok(answer.status < 500, `${address}: ${answer.status}`)
        assert.equal(answer.headers.get('x-evil'), null, address)
        const location = answer.headers.get('location')
        if (location !== null)
          assert.equal(new URL(location, testOrigin).origin, testOrigin, `${address} to ${location}`)
      }
    }
  })
})

eachDatabase('names of this server that others make up', (open) => {
  test('are refused, and stand in no link', async () => {
    const { site } = await openDoor(await open())
    for (const host of [
      'evil.example',
      '127.0.0.1.evil.example',
      'evil.example:8080',
      '127.0.0.1:8080@evil.example',
    ]) {
      const headers = {
        ...browserHeaders(),
        host,
        'x-forwarded-host': 'evil.example',
        forwarded: 'host=evil.example',
      }
      const answer = await site.request(`${testOrigin}/about`, { headers })
      assert.equal(answer.status, 421, host)
    }
    const headers = { ...browserHeaders(), 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
    const page = await site.request(`${testOrigin}/about`, { headers })
    assert.doesNotMatch(await page.text(), /evil\.example/)
  })
})
