// Getting in as somebody else: planted sessions, guesses, names and addresses that tell too much.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../support/database.ts'
import { browserHeaders, formBody, testAccounts, testOrigin } from '../support/members.ts'
import { type Door, openDoor } from './door.ts'

const password = 'a long password'

async function doorWithVictim(open: () => Promise<Door['db']>) {
  const door = await openDoor(await open())
  await testAccounts(door.db).addMember({
    name: 'victim',
    email: 'victim@example.org',
    password,
    vouched: true,
  })
  const post = (path: string, fields: Record<string, string>, headers = browserHeaders()) =>
    door.site.request(testOrigin + path, { method: 'POST', headers, body: formBody(fields) })
  const nameOf = async (cookie: string) => {
    const page = await door.site.request(`${testOrigin}/about`, { headers: browserHeaders(cookie) })
    return /@([\w-]+)</.exec(await page.text())?.[1]
  }
  return { ...door, post, nameOf }
}

const cookieOf = (answer: Response): string => answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''

eachDatabase('sessions', (open) => {
  test('one that was planted before signing in is not kept', async () => {
    const { post, nameOf, people } = await doorWithVictim(open)
    const attackers = people.reader.headers.cookie ?? ''
    for (const planted of [attackers, '__Host-session=planted', `${attackers}; __Host-session=planted`]) {
      const answer = await post('/sign-in', { who: 'victim', password }, browserHeaders(planted))
      assert.equal(answer.status, 303)
      const cookie = cookieOf(answer)
      assert.ok(!planted.includes(cookie), 'a new session begins')
      assert.equal(await nameOf(cookie), 'victim')
      assert.notEqual(await nameOf(planted), 'victim')
    }
    assert.equal(await nameOf(attackers), 'some-reader')
  })

  test('one that ended, was changed or is another’s value is nobody’s', async () => {
    const { post, nameOf, db } = await doorWithVictim(open)
    const cookie = cookieOf(await post('/sign-in', { who: 'victim', password }))
    assert.equal(await nameOf(cookie), 'victim')
    const [row] = await db.selectFrom('session').select('token').orderBy('created_at', 'desc').execute()
    const forged = [
      `__Host-session=${row?.token}`,
      `__Host-session=${row?.token}.`,
      `__Host-session=${row?.token}.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D`,
      `${cookie.slice(0, -8)}AAAA%3D`,
      cookie.replace('__Host-', ''),
    ]
    for (const value of forged) assert.equal(await nameOf(value), undefined, value)
    await post('/sign-out', {}, browserHeaders(cookie))
    assert.equal(await nameOf(cookie), undefined)
  })

  test('one that is used goes on: its cookie is renewed once a day, for its browser alone', async () => {
    const { post, db, site } = await doorWithVictim(open)
    const cookie = cookieOf(await post('/sign-in', { who: 'victim', password }))
    const openPage = (more: Record<string, string> = {}) =>
      site.request(`${testOrigin}/about`, { headers: { ...browserHeaders(cookie), ...more } })
    const letDaysPass = () =>
      db
        .updateTable('session')
        .set({ expires_at: new Date(Date.now() + 5 * 86_400_000).toISOString() })
        .execute()
    const first = await openPage()
    assert.deepEqual(first.headers.getSetCookie(), [])
    const etag = { 'if-none-match': first.headers.get('etag') ?? '' }
    for (const [headers, status] of [[{}, 200] as const, [etag, 304] as const]) {
      await letDaysPass()
      const answer = await openPage(headers)
      assert.equal(answer.status, status)
      const [renewed = '', ...others] = answer.headers.getSetCookie()
      assert.match(renewed, /^__Host-session=[^;]+;.*Max-Age=2592000;.*HttpOnly/)
      assert.equal(cookieOf(answer), cookie)
      assert.deepEqual(others, [])
      assert.equal(answer.headers.get('cache-control'), 'no-store')
      const again = await openPage(headers)
      assert.deepEqual(again.headers.getSetCookie(), [])
      assert.equal(again.headers.get('cache-control'), 'private, no-cache')
    }
    await letDaysPass()
    const ended = await post('/sign-out', {}, browserHeaders(cookie))
    assert.ok(ended.headers.getSetCookie().every((one) => /Max-Age=0/.test(one)))
    assert.deepEqual((await openPage()).headers.getSetCookie(), [])
  })

  test('who is banned is out at once and doesn’t come back', async () => {
    const { post, nameOf, people, db } = await doorWithVictim(open)
    const cookie = cookieOf(await post('/sign-in', { who: 'victim', password }))
    const { id } = await db
      .selectFrom('member')
      .select('id')
      .where('name', '=', 'victim')
      .executeTakeFirstOrThrow()
    const ban = { step: 'ban', kind: 'person', id, reason: 'Spam.' }
    assert.equal((await post('/moderation/steps', ban, people.moderator.headers)).status, 303)
    assert.equal(await nameOf(cookie), undefined)
    const again = await post('/sign-in', { who: 'victim', password })
    assert.ok(again.status === 403 && again.headers.getSetCookie().length === 0)
  })
})

eachDatabase('guesses', (open) => {
  test('of a password end soon, even with the right one', async () => {
    const { post } = await doorWithVictim(open)
    const statuses: number[] = []
    for (let i = 0; i < 12; i++) {
      statuses.push(
        (
          await post('/sign-in', {
            who: i % 2 ? 'victim' : 'VICTIM@example.org',
            password: `guess number ${i}`,
          })
        ).status,
      )
    }
    assert.equal(statuses[0], 403)
    assert.equal(statuses.at(-1), 429)
    const right = await post('/sign-in', { who: 'victim', password })
    assert.equal(right.status, 429)
    assert.ok(Number(right.headers.get('retry-after')) > 0)
    assert.equal(right.headers.getSetCookie().length, 0)
  })

  test('of a link’s token end, too', async () => {
    const { post } = await doorWithVictim(open)
    let last = 0
    for (let i = 0; i < 65; i++) last = (await post('/sign-in/confirm', { token: `guess-${i}` })).status
    assert.equal(last, 429)
  })
})

eachDatabase('what forms tell about others', (open) => {
  test('whether an address has an account is said to nobody but its owner', async () => {
    const { post } = await doorWithVictim(open)
    const answers = async (path: string, fields: (email: string) => Record<string, string>) => {
      const texts: string[] = []
      for (const email of ['victim@example.org', 'nobody@example.org']) {
        const answer = await post(path, fields(email))
        texts.push(
          `${answer.status} ${(await answer.text()).replaceAll(email, 'EMAIL').replace(/request-\S+/g, '')}`,
        )
      }
      return texts
    }
    for (const [path, fields] of [
      ['/sign-in', (email: string) => ({ who: email, password: 'a wrong password' })],
      ['/sign-in/link', (email: string) => ({ email })],
      ['/reset', (email: string) => ({ email })],
      ['/sign-up', (email: string) => ({ name: 'some-new-name', email, password })],
    ] as const) {
      const [known, unknown] = await answers(path, fields)
      assert.equal(known, unknown, path)
    }
  })

  test('nobody takes a name that looks like another’s', async () => {
    const { post } = await doorWithVictim(open)
    const names = [
      'victim',
      'VICTIM',
      'v1ctim',
      'vict-im',
      'vіctim',
      'ｖictim',
      'victim\u200b',
      'vi\u0441tim',
      'v!ctim',
      '@victim',
      'admin',
      'víctim',
    ]
    for (const name of names) {
      const answer = await post('/sign-up', { name, email: `x${names.indexOf(name)}@example.org`, password })
      assert.ok([400, 409].includes(answer.status), `${name}: ${answer.status}`)
    }
  })
})
