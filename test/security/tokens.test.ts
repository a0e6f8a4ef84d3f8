// A token may at most what its member may, and a restricted one only what it was made for.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeApiToken } from '../../src/accounts/api-tokens.ts'
import { permissions } from '../../src/accounts/permissions.ts'
import { type Scope, scopes } from '../../src/accounts/roles.ts'
import { assertNone } from '../invariants/violations.ts'
import { eachDatabase } from '../support/database.ts'
import { formBody, testOrigin } from '../support/members.ts'
import { noon } from '../support/site.ts'
import { type Door, openDoor } from './door.ts'
import type { RouteLine } from './route-line.ts'
import { methodOf, routeTable } from './route-table.ts'

const guarded = routeTable.filter(({ needs }) => needs !== 'sign-in' && needs !== 'read')
const changing = guarded.filter(({ route }) => !route.startsWith('GET '))

eachDatabase('tokens', (open) => {
  test('restricted ones do only what they were made for', async () => {
    const door = await openDoor(await open())
    const found: string[] = []
    for (const scope of scopes) {
      const token = await tokenOf(door, 'admin', [scope])
      for (const line of guarded.filter(({ needs }) => permissions[needs].scope !== scope)) {
        const { status } = await send(door, line, token)
        if (status !== 403) found.push(`${line.route} (${line.needs}) by a token for ${scope}: ${status}`)
      }
    }
    const vote = { method: 'PUT', headers: { host: '127.0.0.1:8080', authorization: '' } }
    for (const chosen of [['vote'], []] as Scope[][]) {
      vote.headers.authorization = `Bearer ${await tokenOf(door, 'reader', chosen)}`
      assert.equal((await door.site.request(`${testOrigin}/papers/${door.paperId}/vote`, vote)).status, 200)
    }
    assertNone(found, 'A token that leaks must not do more than it was made for:')
  })

  test('a reader’s token does nothing that a reader may not', async () => {
    const door = await openDoor(await open())
    const token = await tokenOf(door, 'reader', [])
    for (const line of changing) {
      const rule = permissions[line.needs]
      const mayReaders = 'from' in rule && (rule.from === 'reader' || rule.from === 'nobody')
      if (mayReaders || line.needs.startsWith('own-')) continue
      const { status } = await send(door, line, token)
      assert.ok(status === 403 || status === 404, `${line.route} (${line.needs}): ${status}`)
    }
  })

  test('those of members who are banned or suspended do nothing', async () => {
    const door = await openDoor(await open())
    const [reader, suspended] = [await tokenOf(door, 'reader', []), await tokenOf(door, 'suspended', [])]
    const ban = { step: 'ban', kind: 'person', id: door.people.reader.id, reason: 'Spam.' }
    assert.equal((await door.ask('POST', '/moderation/steps', 'moderator', ban)).status, 303)
    const vote = routeTable.find(({ route, needs }) => needs === 'vote' && route.startsWith('PUT'))
    assert.ok(vote)
    for (const token of [reader, suspended, 'bsht_guessed', '']) {
      const { status } = await send(door, vote, token)
      assert.ok(status === 401 || status === 403, `${token.slice(0, 8)}: ${status}`)
    }
  })

  test('a cookie beside one names nobody, whatever the token is: pages elsewhere could send both', async () => {
    const door = await openDoor(await open())
    const cookie = door.people.reader.headers.cookie ?? ''
    assert.match(cookie, /=/)
    for (const authorization of [
      `Bearer ${'x'.repeat(301)}`,
      'Bearer\tguessed',
      `bearer ${'\u00e9'.repeat(400)}`,
    ]) {
      const headers = { host: '127.0.0.1:8080', cookie, authorization, origin: 'https://elsewhere.example' }
      for (const path of [`/papers/${door.paperId}/vote`, `/api/papers/${door.paperId}/upvote`]) {
        const { status } = await door.site.request(`${testOrigin}${path}`, { method: 'PUT', headers })
        assert.equal(status, 401, `${path}: ${authorization.slice(0, 12)}`)
      }
    }
    assert.deepEqual(await door.db.selectFrom('vote').selectAll().execute(), [])
  })

  test('no token changes settings or makes tokens', async () => {
    const door = await openDoor(await open())
    const token = await tokenOf(door, 'admin', [])
    for (const line of changing.filter(({ needs }) => needs === 'own-settings')) {
      if (line.owned) continue
      assert.equal((await send(door, line, token)).status, 403, line.route)
    }
  })
})

const tokenOf = ({ db, people }: Door, who: keyof Door['people'], chosen: Scope[]): Promise<string> =>
  makeApiToken(db, { memberId: people[who].id, name: 'bot', scopes: chosen }, Date.parse(noon))

/** As a program sends it: no page, no cookie. */
async function send(door: Door, line: RouteLine, token: string): Promise<Response> {
  const headers = {
    ...{ host: '127.0.0.1:8080', authorization: `Bearer ${token}` },
    'content-type': 'application/x-www-form-urlencoded',
  }
  const method = methodOf(line)
  const body = method === 'GET' ? {} : { body: formBody((await line.fields?.(door)) ?? {}) }
  return door.site.request(testOrigin + (await line.path(door)), { method, headers, ...body })
}
