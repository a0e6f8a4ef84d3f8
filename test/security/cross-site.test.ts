// What other sites make a browser send changes nothing, whatever the address.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutCookie } from '../../src/web/middleware/csrf.ts'
import { assertNone } from '../invariants/violations.ts'
import { eachDatabase } from '../support/database.ts'
import { formBody, testOrigin } from '../support/members.ts'
import { type Door, openDoor } from './door.ts'
import type { RouteLine } from './route-line.ts'
import { methodOf, routeTable } from './route-table.ts'

const changing = routeTable.filter((line) => methodOf(line) !== 'GET')

/** Headers that tell where a request comes from, as other sites, and programs that pretend, send them. */
const foreign: [string, Record<string, string | undefined>][] = [
  ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['another site, an old browser', { origin: 'https://evil.example', 'sec-fetch-site': undefined }],
  [
    'a site whose name begins like ours',
    { origin: `${testOrigin}.evil.example`, 'sec-fetch-site': undefined },
  ],
  ['another port', { origin: 'http://127.0.0.1:8081', 'sec-fetch-site': 'same-site' }],
  ['a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ['nowhere', { origin: undefined, 'sec-fetch-site': undefined }],
  ['a typed address', { origin: undefined, 'sec-fetch-site': 'none' }],
]

eachDatabase('forms of other sites', (open) => {
  test('are refused at every address that changes something', async () => {
    const door = await openDoor(await open())
    const found: string[] = []
    for (const line of changing) {
      const path = await line.path(door)
      if (withoutCookie.some((exception) => exception.test(path))) continue
      for (const [from, headers] of foreign) {
        const answer = await send(door, line, headers)
        const isRefused = answer.status === 403 && (await answer.text()).includes('from a page of this site')
        if (!isRefused) found.push(`${line.route} from ${from}: ${answer.status}`)
      }
    }
    assertNone(found, 'A page of another site could do this in the name of whoever looks at it:')
  })

  test('a header for tokens doesn’t let a cookie through', async () => {
    const door = await openDoor(await open())
    const found: string[] = []
    for (const line of changing.filter(({ needs }) => needs !== 'sign-in')) {
      const headers = { ...foreign[0]?.[1], authorization: 'Bearer guessed' }
      const { status } = await send(door, line, headers)
      if (status !== 401 && status !== 403) found.push(`${line.route}: ${status}`)
    }
    assertNone(found, 'The cookie counted although the request said that it comes by token:')
  })
})

test('addresses that look at no cookie are few and known', () => {
  assert.deepEqual(
    withoutCookie.map(String),
    // Agents bring a token; that a cookie shows nobody there is tested in src/web/mcp/mcp.test.ts.
    // What unsubscribes is signed by its address, as each mail has it: src/web/handlers/subscriptions.test.ts and
    // saved-searches.test.ts.
    // Who tells what came back shows a secret, and no member: src/web/handlers/bounce-reports.test.ts.
    [
      '/^\\/mcp$/',
      '/^\\/mail\\/bounces$/',
      '/^\\/notifications\\/stop$/',
      '/^\\/(subscriptions|searches)\\/[0-9a-f]{24}[\\w-]{43}$/',
    ],
    'Each exception is a decision: name it here, and test that it changes nothing in anybody’s name.',
  )
})

eachDatabase('methods', (open) => {
  test('reading an address that changes something changes nothing', async () => {
    const door = await openDoor(await open())
    const reads = new Set(routeTable.filter((line) => methodOf(line) === 'GET').map(({ route }) => route))
    for (const line of changing) {
      if (reads.has(line.route.replace(/^\w+/, 'GET'))) continue
      const { status } = await door.ask('GET', await line.path(door), 'admin')
      assert.ok(status === 405 || status === 404, `GET ${line.route}: ${status}`)
    }
  })

  test('a method is what it is, whatever a form or a header pretends', async () => {
    const door = await openDoor(await open())
    const path = `/papers/${door.paperId}/vote`
    const headers = {
      ...door.people.reader.headers,
      'x-http-method-override': 'DELETE',
      'x-method': 'DELETE',
    }
    const body = formBody({ vote: 'up', _method: 'DELETE' })
    const answer = await door.site.request(`${testOrigin}${path}?_method=DELETE`, {
      method: 'POST',
      headers,
      body,
    })
    assert.equal(answer.status, 303)
    assert.equal((await door.db.selectFrom('vote').selectAll().execute()).length, 1)
    const read = { headers: { ...headers, 'x-http-method-override': 'POST' } }
    assert.notEqual((await door.site.request(`${testOrigin}/sign-out?_method=POST`, read)).status, 303)
  })
})

/** As the admin’s browser would. */
async function send(
  { site, people, ...door }: Door,
  line: RouteLine,
  from: Record<string, string | undefined>,
): Promise<Response> {
  const whole = { site, people, ...door }
  const headers = new Headers(people.admin.headers)
  for (const [name, value] of Object.entries(from)) {
    if (value === undefined) headers.delete(name)
    else headers.set(name, value)
  }
  const body = formBody((await line.fields?.(whole)) ?? {})
  return site.request(testOrigin + (await line.path(whole)), { method: methodOf(line), headers, body })
}
