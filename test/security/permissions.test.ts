// Every address answers every role as src/accounts/permissions.ts says.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { may } from '../../src/accounts/permissions.ts'
import { filesIn, read } from '../invariants/source.ts'
import { assertNone } from '../invariants/violations.ts'
import { eachDatabase } from '../support/database.ts'
import { type Actor, actors, type Door, openDoor, registeredRoutes } from './door.ts'
import type { RouteLine } from './route-line.ts'
import { methodOf, ownerOf, routeTable } from './route-table.ts'

eachDatabase('each address by role', (open) => {
  for (const actor of actors) {
    test(`asked by ${actor}`, async () => {
      const door = await openDoor(await open())
      const found: string[] = []
      for (const line of routeTable) {
        const problem = await problemOf(door, line, actor)
        if (problem !== null) found.push(problem)
      }
      assertNone(found, 'These answer otherwise than docs/permissions.md says:')
    })
  }

  test('each address is in the table', async () => {
    const { site } = await openDoor(await open())
    const known = new Set(routeTable.map(({ route }) => route))
    const missing = registeredRoutes(site).filter((route) => !known.has(route))
    assertNone(missing, 'Who may use them is tested nowhere; add a line to test/security/route-table.ts:')
    const gone = [...known].filter((route) => !registeredRoutes(site).includes(route))
    assertNone(gone, 'The site has no such address any more; take the line out of route-table.ts:')
  })
})

test('each thing that can be done to a paper is in the table', async () => {
  const examples = await Promise.all(
    routeTable
      .filter(({ route }) => / \/papers\/\*$/.test(route))
      .map(async (line) => `${methodOf(line)} ${await line.path(asIfOpen)}`),
  )
  const declared = filesIn(['src/web/handlers'], ['.ts', '.tsx']).flatMap((path) =>
    [...read(path).matchAll(/method: '(\w+)',\s+path: \/\^(.+?)\$\//g)].map(([, method, source]) => ({
      at: `${path}: ${method} ${source}`,
      address: new RegExp(`^${method} /papers/2310\\.03059/${source}$`),
    })),
  )
  assert.ok(declared.length >= 3, 'what can be done to papers is declared in another way now')
  const missing = declared.filter(({ address }) => !examples.some((example) => address.test(example)))
  assertNone(
    missing.map(({ at }) => at),
    'Add a line with an example to test/security/route-table.ts:',
  )
})

/** Addresses alone are asked for: things of the owner have some id. */
const asIfOpen = {
  comment: async () => '0'.repeat(24),
  ownPaper: async () => '2310.03059',
} as Partial<Door> as Door

async function problemOf(door: Door, line: RouteLine, actor: Actor): Promise<string | null> {
  const [method, path] = [methodOf(line), await line.path(door)]
  const answer = line.json
    ? await door.askJson(method, path, actor, line.json(door))
    : await door.ask(method, path, actor, await line.fields?.(door))
  const expected = (line.answers ?? [method === 'GET' ? 200 : 303]).join(' or ')
  const isAllowed = may(viewerOf(door, actor), line.needs, ownerOf(line, door))
  const isRefused = [401, 403, 404].includes(answer.status) || leadsToSignIn(answer)
  const isLed = leadsToSignIn(answer) && line.needs !== 'sign-in'
  const isAsSaid = isAllowed ? expected.includes(String(answer.status)) && !isLed : isRefused
  if (isAsSaid) return null
  return `${method} ${path} (${line.needs}): ${isAllowed ? expected : 'a refusal'}, not ${answer.status}`
}

function viewerOf(door: Door, actor: Actor) {
  if (actor === 'nobody') return null
  const role = actor === 'owner' ? ('reader' as const) : actor === 'suspended' ? ('admin' as const) : actor
  return { id: door.people[actor].id, role, ...(actor === 'suspended' && { suspendedUntil: Infinity }) }
}

const leadsToSignIn = (answer: Response): boolean =>
  [302, 303].includes(answer.status) && (answer.headers.get('location') ?? '').startsWith('/sign-in')
