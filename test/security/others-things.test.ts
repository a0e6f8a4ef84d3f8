// What belongs to one member stays as it is, whatever another one sends with its id.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newMemberId } from '../../src/accounts/member-id.ts'
import { routes } from '../../src/web/routes.ts'
import { eachDatabase } from '../support/database.ts'
import { noon } from '../support/site.ts'
import { type Door, doorPaper, openDoor, registeredRoutes } from './door.ts'
import { routeTable } from './route-table.ts'

const at = Date.parse(noon)

eachDatabase('things of another member', (open) => {
  test('are neither changed nor deleted', async () => {
    const door = await openDoor(await open())
    const ids = await thingsOfOwner(door)
    const before = await rowsOfOwner(door)
    const attempts: [string, Record<string, string>][] = [
      [routes.sessions(), { id: ids.session }],
      [routes.tokens(), { revoke: ids.token }],
      [routes.passkeys(), { remove: ids.passkey }],
      [routes.passkeys(), { rename: ids.passkey, name: 'stolen' }],
      [routes.markRead(), { id: ids.notification }],
      [routes.withdrawSubmission(ids.submission), {}],
      [routes.showClaim(ids.claim), { shown: 'no' }],
      [routes.changeSavedSearch(ids.search, 'change'), { name: 'stolen', cadence: 'off' }],
      [routes.changeSavedSearch(ids.search, 'delete'), {}],
      [routes.ofComment(doorPaper, ids.comment, 'edit'), { body: 'I said something else, I am sure of it.' }],
      [routes.ofComment(doorPaper, ids.comment, 'delete'), {}],
    ]
    for (const [path, fields] of attempts) {
      for (const actor of ['nobody', 'reader', 'curator', 'moderator', 'admin'] as const) {
        const { status } = await door.ask('POST', path, actor, { ...fields, personId: door.people.owner.id })
        assert.ok(status < 500, `${path}: ${status}`)
      }
    }
    assert.deepEqual(await rowsOfOwner(door), before)
  })

  test('are shown on nobody else’s pages', async () => {
    const door = await openDoor(await open())
    await thingsOfOwner(door)
    const pages = [
      routes.tokens(),
      routes.passkeys(),
      routes.notifications(),
      routes.savedSearches(),
      routes.ownSubmissions(),
      routes.ownClaims(),
      routes.exportMine(),
      routes.sessions(),
      routes.settings(),
    ]
    for (const path of pages) {
      const own = await (await door.ask('GET', path, 'owner')).text()
      const others = await (await door.ask('GET', path, 'reader')).text()
      assert.doesNotMatch(others, /secret of the owner|some-owner@example\.org/, path)
      assert.ok(own.length > 0)
    }
    const mine = await (await door.ask('GET', routes.notifications(), 'owner')).text()
    assert.match(mine, /secret of the owner/)
  })

  test('a mail address is on no page but its member’s and the admin’s', async () => {
    const door = await openDoor(await open())
    await thingsOfOwner(door)
    for (const line of routeTable.filter(({ route }) => route.startsWith('GET '))) {
      for (const actor of ['nobody', 'reader', 'moderator'] as const) {
        const text = await (await door.ask('GET', await line.path(door), actor)).text()
        assert.doesNotMatch(text, /some-owner@example\.org/, `${line.route} as ${actor}`)
      }
    }
  })

  test('each address with an id says whose it is, or which role it needs', async () => {
    const { site } = await openDoor(await open())
    const withId = registeredRoutes(site).filter((route) => /:id\b/.test(route))
    assert.ok(withId.length > 0)
    for (const route of withId) {
      const lines = routeTable.filter((line) => line.route === route)
      assert.ok(
        lines.every(({ owned, needs }) => owned || /decide|approve|manage/.test(needs)),
        route,
      )
    }
  })
})

async function thingsOfOwner({ db, people, ...door }: Door) {
  const { id: person_id } = people.owner
  const [token, notification, passkey] = [newMemberId(), newMemberId(), newMemberId()]
  await db
    .insertInto('passkey')
    .values({
      ...{ id: passkey, member_id: person_id, name: 'secret of the owner', credential_id: passkey },
      ...{ public_key: 'x', counter: 0, transports: '[]', backed_up: 0, created_at: at, last_used_at: null },
    })
    .execute()
  await db
    .insertInto('api_token')
    .values({
      ...{ id: token, person_id, name: 'secret of the owner', token_hash: token, scopes: null },
      ...{ created_at: at, last_used_at: null, expires_at: null },
    })
    .execute()
  await db
    .insertInto('notification')
    .values({
      ...{
        id: notification,
        person_id,
        kind: 'moderation',
        actor_id: null,
        paper_id: null,
        comment_id: null,
      },
      ...{ sentence: 'A secret of the owner.', created_at: at, read_at: null, mailed_at: null },
    })
    .execute()
  const session = await db
    .selectFrom('session')
    .select('id')
    .where('user_id', '=', person_id)
    .executeTakeFirstOrThrow()
  return {
    ...{ token, notification, passkey, session: session.id },
    search: await door.savedSearch(),
    submission: await door.submission(),
    claim: await door.claim('approved'),
    comment: await door.comment(),
  }
}

async function rowsOfOwner({ db, people }: Door) {
  const { id } = people.owner
  return {
    sessions: await db.selectFrom('session').select('id').where('user_id', '=', id).execute(),
    tokens: await db.selectFrom('api_token').selectAll().where('person_id', '=', id).execute(),
    passkeys: await db.selectFrom('passkey').selectAll().where('member_id', '=', id).execute(),
    notifications: await db.selectFrom('notification').selectAll().where('person_id', '=', id).execute(),
    searches: await db.selectFrom('saved_search').selectAll().where('member_id', '=', id).execute(),
    submissions: await db.selectFrom('submission').selectAll().where('person_id', '=', id).execute(),
    claims: await db.selectFrom('claim').selectAll().where('person_id', '=', id).execute(),
    comments: await db.selectFrom('comment').selectAll().where('person_id', '=', id).execute(),
    member: await db.selectFrom('member').selectAll().where('id', '=', id).execute(),
  }
}
