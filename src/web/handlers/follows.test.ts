import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { finderOfStore } from '../../../test/support/local-finder.ts'
import { aMember, formBody, type TestMember, testOrigin } from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { siteOver } from '../../../test/support/site.ts'
import { deleteMember } from '../../accounts/delete-member.ts'
import { exportPerson } from '../../accounts/export-person.ts'
import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/write.ts'
import { MOST_FOLLOWS } from '../../follows/follow.ts'
import { noteNewPapers } from '../../papers/new-paper-queries.ts'
import { routes } from '../routes.ts'

const records = [
  paperRecord({
    ...{ id: '2603.00001', title: 'Weaving gardens', published: '2026-03-02T10:00:00.000Z' },
    ...{ categories: ['cs.CL'], keywords: ['Loops', 'loops!'], authors: [{ name: 'Ada Example' }] },
    organization: { id: 'o'.repeat(24), name: 'example-lab', fullname: 'Example Lab' },
    entries: [{ day: '2026-03-03', submittedBy: { name: 'grace' }, recordedVotes: 3 }],
  }),
  paperRecord({
    ...{ id: '2603.00002', title: 'Counting stones', published: '2026-03-03T10:00:00.000Z' },
    ...{ categories: ['cs.CV'], authors: [{ name: 'Ben Sample' }] },
  }),
]

async function start(open: () => Promise<Db>) {
  const db = await open()
  await fill(db, records)
  let now = Date.parse('2026-03-04T12:00:00.000Z')
  const clock = { now: () => now, wait: async () => {} }
  const at = (iso: string) => {
    now = Date.parse(iso)
  }
  const site = siteOver(db, { finder: finderOfStore(db), clock })
  const get = (path: string, who?: TestMember, headers: Record<string, string> = {}) =>
    site.request(`${testOrigin}${path}`, { headers: { host: '127.0.0.1:8080', ...who?.headers, ...headers } })
  const page = async (path: string, who?: TestMember) => {
    const answer = await get(path, who)
    assert.equal(answer.status, 200, path)
    return answer.text()
  }
  const post = (fields: Record<string, string>, who: TestMember, from = routes.ownFollows()) =>
    site.request(`${testOrigin}${routes.ownFollows()}`, {
      method: 'POST',
      headers: { ...who.headers, referer: `${testOrigin}${from}` },
      body: formBody(fields),
    })
  const press = async (html: string, name: string, who: TestMember, from: string) => {
    const form = formsIn(html).find((one) => one.button === name)
    assert.ok(form, `no button ${name} among ${formsIn(html).map(({ button }) => button)}`)
    const answer = await post(form.fields, who, from)
    const [back] = (answer.headers.get('location') ?? '').split('#')
    assert.deepEqual([answer.status, back], [303, from], await answer.text())
    return page(from, who)
  }
  return { db, at, get, page, post, press }
}

/** The forms that follow and unfollow, by the words of their buttons. */
function formsIn(html: string) {
  return [...html.matchAll(/<form class="follow"[^>]*>(.*?)<\/form>/gs)].map(([, form = '']) => ({
    button: (/<button[^>]*>(.*?)<\/button>/s.exec(form)?.[1] ?? '').replace(/<[^>]+>/g, '').trim(),
    fields: Object.fromEntries(
      [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
    ),
  }))
}

const titlesIn = (html: string): string[] =>
  [...html.matchAll(/<h3[^>]*><a [^>]*>(.*?)<\/a>/g)].map(([, title = '']) => title)

eachDatabase('following', (open) => {
  test('begins and ends at a button of a paper, a category, a person and a search', async () => {
    const { db, page, press } = await start(open)
    const ada = await aMember(db, 'reader')
    const buttons: [string, string, string][] = [
      [routes.paper('2603.00001'), 'Ada Example', 'Ada Example'],
      [routes.paper('2603.00001'), 'Example Lab', 'Example Lab'],
      [routes.newest({ category: 'cs.CL' }), 'cs.CL', 'cs.CL'],
      [routes.person('grace'), 'grace', '@grace'],
      [routes.search({ q: 'weaving gardens' }), '“weaving gardens”', 'weaving gardens'],
      [routes.author('Ben Sample'), 'Ben Sample', 'Ben Sample'],
    ]
    for (const [path, name] of buttons) {
      const followed = await press(await page(path, ada), `Follow ${name}`, ada, path)
      assert.ok(formsIn(followed).some(({ button }) => button === `Following ${name}`))
    }
    const settings = await page(routes.ownFollows(), ada)
    for (const [, , shown] of buttons) assert.ok(settings.includes(`>${shown}</a>`), shown)
    for (const [path, name] of buttons) {
      const left = await press(await page(path, ada), `Following ${name}`, ada, path)
      assert.ok(formsIn(left).some(({ button }) => button === `Follow ${name}`))
    }
    assert.match(await page(routes.ownFollows(), ada), /You follow nothing yet/)
  })

  test('leads strangers to where they sign in, and is theirs alone', async () => {
    const { db, get, page, post } = await start(open)
    const [ada, ben] = [await aMember(db, 'reader'), await aMember(db, 'other')]
    for (const path of [
      routes.paper('2603.00001'),
      routes.newest({ category: 'cs.CL' }),
      routes.person('grace'),
    ])
      assert.match(await page(path), /<a class="button" href="\/sign-in\?next=[^"]*"[^>]*>Follow/)
    for (const path of [routes.following(), routes.ownFollows()]) {
      const { status, headers } = await get(path)
      assert.deepEqual([status, headers.get('location')], [303, routes.signIn(path)])
    }
    await post({ kind: 'keyword', value: 'gardens', wish: 'follow' }, ada)
    assert.doesNotMatch(await page(routes.ownFollows(), ben), /gardens/)
    assert.deepEqual(titlesIn(await page(routes.following(), ben)), [])
  })

  test('fills a list, each paper with the reason', async () => {
    const { db, page, post } = await start(open)
    const ada = await aMember(db, 'reader')
    assert.match(await page(routes.following(), ada), /You follow nothing yet/)
    for (const [kind, value] of [
      ['category', 'CS.cv'],
      ['author', 'ada example'],
    ] as const)
      assert.equal((await post({ kind, value, wish: 'follow' }, ada)).status, 303)
    const html = await page(routes.following(), ada)
    assert.deepEqual(titlesIn(html), ['Counting stones', 'Weaving gardens'])
    assert.match(html, /<p class="why">In cs\.CV<\/p>.*<p class="why">By ada example<\/p>/s)
    assert.match(html, /<a href="\/papers\/following" data-key="g f" aria-current="true">Following<\/a>/)
  })

  test('says what is wrong, and keeps what was typed', async () => {
    const { db, post } = await start(open)
    const ada = await aMember(db, 'reader')
    const refused = async (fields: Record<string, string>, status: number, reason: RegExp) => {
      const answer = await post({ wish: 'follow', ...fields }, ada)
      assert.equal(answer.status, status)
      assert.match(await answer.text(), reason)
    }
    await refused({ kind: 'category', value: '68T50 <b>' }, 400, /68T50 &lt;b>” is no category/)
    await refused({ kind: 'keyword', value: '!!' }, 400, /There is no word in this/)
    await refused({ kind: 'person', value: '@nobody' }, 404, /Nobody of that name[\s\S]*value="@nobody"/)
    await refused({ kind: 'planet', value: 'Mars' }, 400, /This can’t be followed/)
    await refused({ kind: 'keyword', value: 'gardens', wish: 'both' }, 400, /must be follow or unfollow/)
    await db
      .insertInto('follow')
      .values(
        Array.from({ length: MOST_FOLLOWS }, (_, at) => ({
          ...{ member_id: ada.id, kind: 'keyword', value: `word${at}`, label: `word${at}`, created_at: 1 },
        })),
      )
      .execute()
    await refused({ kind: 'keyword', value: 'one more' }, 409, /You follow 500 already/)
    const again = await post({ kind: 'keyword', value: 'word1', wish: 'follow' }, ada)
    assert.equal(again.status, 303)
  })

  test('goes with the account, and stands in what a member takes along', async () => {
    const { db, page, post } = await start(open)
    const [ada, ben] = [await aMember(db, 'reader'), await aMember(db, 'other')]
    await post({ kind: 'person', value: 'other', wish: 'follow' }, ada)
    await post({ kind: 'keyword', value: 'gardens', wish: 'follow' }, ben)
    await page(routes.newest(), ben)
    const exported = await exportPerson(db, ben.id, Date.now())
    assert.deepEqual(exported.follows, [
      {
        ...{ kind: 'keyword', value: 'gardens', label: 'gardens' },
        createdAt: '2026-03-04T12:00:00.000Z',
      },
    ])
    assert.deepEqual(exported.listVisits, [{ list: 'new', seenAt: '2026-03-04T12:00:00.000Z' }])
    assert.match(await page(routes.ownFollows(), ada), />@other</)
    const site = { name: 'Daily Papers', publicUrl: testOrigin, now: Date.now() }
    await deleteMember(db, site, ben.id)
    assert.deepEqual(await db.selectFrom('follow').selectAll().execute(), [])
    assert.deepEqual(
      (await db.selectFrom('list_visit').select('member_id').execute()).filter(
        ({ member_id }) => member_id === ben.id,
      ),
      [],
    )
  })

  test('shows nothing that looks like markup', async () => {
    const { db, page, post } = await start(open)
    const ada = await aMember(db, 'reader')
    await post({ kind: 'keyword', value: 'gardens <script>alert(1)</script>"', wish: 'follow' }, ada)
    const html = await page(routes.ownFollows(), ada)
    assert.match(html, /gardens &lt;script/)
    assert.doesNotMatch(html, /<script>alert/)
  })
})

const came = (db: Db, ids: string[], iso: string) =>
  inTransaction(db, (tx) => noteNewPapers(tx, ids, Date.parse(iso)))
const newIn = (html: string) =>
  [...html.matchAll(/<article class="entry"[^>]*>.*?<\/article>/gs)]
    .map(([entry]) => entry)
    .filter((entry) => entry.includes('class="new-mark"'))
    .flatMap(titlesIn)
const lineIn = (html: string) =>
  /<p class="new-since">(.*?)<\/p>/s
    .exec(html)?.[1]
    ?.replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')

eachDatabase('what is new', (open) => {
  test('since the last visit is marked and counted, and reloading changes nothing', async () => {
    const { db, at, page } = await start(open)
    const ada = await aMember(db, 'reader')
    await came(db, ['2603.00001'], '2026-03-03T08:00:00.000Z')
    const first = await page(routes.newest(), ada)
    assert.deepEqual([newIn(first), lineIn(first)], [[], undefined])
    await came(db, ['2603.00002'], '2026-03-05T08:00:00.000Z')
    for (const time of ['2026-03-05T09:00:00.000Z', '2026-03-05T09:20:00.000Z', '2026-03-05T09:45:00.000Z']) {
      at(time)
      const html = await page(routes.newest(), ada)
      assert.deepEqual(
        [newIn(html), lineIn(html)],
        [['Counting stones'], '1 new since your last visit on Mar 4'],
      )
    }
    at('2026-03-05T12:00:00.000Z')
    const later = await page(routes.newest(), ada)
    assert.deepEqual([newIn(later), lineIn(later)], [[], 'Nothing new since your last visit at 09:45 UTC'])
  })

  test('is told of each list by itself: trending, categories, following and today', async () => {
    const { db, at, page, post } = await start(open)
    const ada = await aMember(db, 'reader')
    await post({ kind: 'category', value: 'cs', wish: 'follow' }, ada)
    await fill(db, [paperRecord({ id: '2602.00001', entries: [{ day: '2026-03-01', recordedVotes: 1 }] })])
    const lists = [
      routes.front(),
      routes.trending(),
      routes.newest({ category: 'cs.CV' }),
      routes.following(),
    ]
    at('2026-03-02T12:00:00.000Z')
    for (const list of lists) await page(list, ada)
    await came(db, ['2603.00002'], '2026-03-03T10:00:00.000Z')
    at('2026-03-03T12:00:00.000Z')
    const [today = '', trending = '', category = '', following = ''] = await Promise.all(
      lists.map((list) => page(list, ada)),
    )
    assert.deepEqual(newIn(today), ['Weaving gardens'])
    assert.deepEqual(newIn(trending), ['Weaving gardens'])
    assert.deepEqual(newIn(category), ['Counting stones'])
    assert.deepEqual(newIn(following), ['Counting stones', 'Weaving gardens'])
    assert.equal(lineIn(following), '2 new since your last visit on Mar 2')
  })

  test('is no news to strangers and to browsers that only prepare a page', async () => {
    const { db, at, get, page } = await start(open)
    const ada = await aMember(db, 'reader')
    await get(routes.newest(), ada, { 'sec-purpose': 'prefetch;prerender' })
    assert.deepEqual(await db.selectFrom('list_visit').selectAll().execute(), [])
    await page(routes.newest(), ada)
    at('2026-03-06T12:00:00.000Z')
    assert.equal(lineIn(await page(routes.newest())), undefined)
    assert.equal((await db.selectFrom('list_visit').selectAll().execute()).length, 1)
  })
})
