// Forms as no browser of a well-meaning person sends them, at every address that reads one.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertNone } from '../invariants/violations.ts'
import { eachDatabase } from '../support/database.ts'
import { formBody, testOrigin } from '../support/members.ts'
import { type Actor, type Door, openDoor } from './door.ts'
import type { RouteLine } from './route-line.ts'
import { formLines } from './route-table.ts'

/** Who may, and isn’t signed out by it. */
const actorOf = (line: RouteLine): Actor =>
  line.owned && line.needs.match(/own|edit|delete|withdraw/) ? 'owner' : 'admin'

const lineBreaks = ['\r\nSet-Cookie: evil=1\n\n<b>', '\0\u2028evil']
const elsewhere = [
  'https://evil.example/',
  '//evil.example',
  '/..//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'javascript:alert(1)',
  '/\t/evil.example',
  ' //evil.example',
  'http:evil.example',
  '/%0d%0aX:1',
  '/@x//evil.example/..//',
]

eachDatabase('hostile forms', (open) => {
  test('no field reaches a header', async () => {
    const door = await openDoor(await open())
    const found: string[] = []
    for (const line of formLines) {
      const fields = (await line.fields?.(door)) ?? {}
      for (const name of [...Object.keys(fields), 'next', 'at']) {
        for (const tail of lineBreaks) {
          const answer = await post(
            door,
            line,
            formBody({ ...fields, [name]: `${fields[name] ?? '/'}${tail}` }),
          )
          const said = [...answer.headers].flat().join('\n')
          if (answer.status >= 500 || /evil/.test(said))
            found.push(`${line.route} ${name}: ${answer.status} ${said.match(/.*evil.*/)}`)
        }
      }
    }
    assertNone(found, 'What people type must not become a header, nor break the answer:')
  })

  test('no form leads to another site', async () => {
    const door = await openDoor(await open())
    const found: string[] = []
    for (const line of formLines) {
      for (const next of elsewhere.slice(0, 4)) {
        const fields = { ...(await line.fields?.(door)), next, at: next, returnTo: next, redirect: next }
        const headers = { ...headersOf(door, line), referer: next }
        const answer = await post(door, line, formBody(fields), headers)
        const location = answer.headers.get('location')
        if (location !== null && new URL(location, testOrigin).origin !== testOrigin)
          found.push(`${line.route} to ${location}`)
      }
    }
    assertNone(found, 'A link to this site must not end at another one:')
  })

  test('links that lead on lead to this site', async () => {
    const { ask } = await openDoor(await open())
    for (const next of elsewhere) {
      const page = await (await ask('GET', `/sign-in?next=${encodeURIComponent(next)}`)).text()
      const [, value = ''] = /name="next" value="([^"]*)"/.exec(page) ?? []
      assert.equal(new URL(value, testOrigin).origin, testOrigin, `${next} became ${value}`)
    }
  })

  test('what is too large, too much or no form is refused', async () => {
    const door = await openDoor(await open())
    const found: string[] = []
    for (const line of formLines) {
      const fields = (await line.fields?.(door)) ?? {}
      const [name = 'x'] = Object.keys(fields).slice(-1)
      const large = formBody({ ...fields, [name]: 'x'.repeat(300_000) })
      const many = `${formBody(fields)}${'&x=1'.repeat(100)}`
      const deep = `${'{"a":['.repeat(20_000)}1${']}'.repeat(20_000)}`
      const typed = (type: string) => ({ ...headersOf(door, line), 'content-type': type })
      const attempts: [string, string, Record<string, string>?][] = [
        ['300 kB', large],
        ['300 kB of lies about it', large, { ...headersOf(door, line), 'content-length': '10' }],
        ['100 fields', many],
        ['deep JSON', deep, typed('application/json')],
        ['deep XML', '<a>'.repeat(50_000), typed('text/xml')],
        ['parts', '--x\r\n\r\n--x--', typed('multipart/form-data; boundary=x')],
        ['no type', formBody(fields), typed('text/plain')],
      ]
      for (const [what, body, headers] of attempts) {
        const { status } = await post(door, line, body, headers)
        if (![400, 413, 415, 422].includes(status)) found.push(`${line.route}, ${what}: ${status}`)
      }
    }
    assertNone(found, 'These were taken, or broke something:')
  })

  test('fields that a form doesn’t have change nobody’s rights', async () => {
    const door = await openDoor(await open())
    const rights = () =>
      door.db.selectFrom('member').select(['id', 'role', 'vouched', 'email_verified']).orderBy('id').execute()
    const before = await rights()
    const extra = {
      ...{ role: 'admin', state: 'active', vouched: '1', email_verified: '1', emailVerified: 'true' },
      ...{ suspended_until: '', person_id: door.people.admin.id, personId: door.people.admin.id },
      ...{ created_at: '0', votes: '999', weight: '9', hidden_at: '', decided_by: door.people.admin.id },
    }
    for (const line of formLines) {
      for (const actor of ['owner', 'reader', 'nobody'] as const) {
        await post(
          door,
          line,
          formBody({ ...(await line.fields?.(door)), ...extra }),
          headersOf(door, line, actor),
        )
      }
    }
    const after = (await rights()).filter(({ id }) => before.some((row) => row.id === id))
    assert.deepEqual(after, before)
    const weights = await door.db.selectFrom('vote').select('weight').execute()
    assert.ok(weights.every(({ weight }) => weight <= 1))
    const foreign = await door.db
      .selectFrom('report')
      .selectAll()
      .where('person_id', '=', door.people.admin.id)
      .execute()
    assert.deepEqual(foreign, [])
  })
})

const headersOf = (door: Door, line: RouteLine, actor = actorOf(line)): Record<string, string> => {
  const { cookie, ...nobody } = door.people.reader.headers
  return actor === 'nobody' ? nobody : door.people[actor].headers
}

async function post(
  door: Door,
  line: RouteLine,
  body: string,
  headers = headersOf(door, line),
): Promise<Response> {
  return door.site.request(testOrigin + (await line.path(door)), { method: 'POST', headers, body })
}
