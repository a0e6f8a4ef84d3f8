import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { eachDatabase } from '../../../test/support/database.ts'
import { aMember, formBody } from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { noon, siteOver } from '../../../test/support/site.ts'
import { steppedClock } from '../../clock.ts'
import { openStoreVersion } from '../../db/store-version.ts'
import type { WebEnvironment } from '../environment.ts'
import { routes } from '../routes.ts'
import { keptAnswers } from './kept-answers.ts'

const host = 'http://127.0.0.1:8080'
const day = '2026-03-04'
const listed = (id: string, title: string) =>
  paperRecord({ id, title, entries: [{ day, recordedVotes: 3, recordedComments: 0 }] })

eachDatabase('answers that are kept', (_open, openWhole) => {
  async function openSite() {
    const database = await openWhole()
    await fill(database.db, [listed('2603.00001', 'The first title')])
    const version = openStoreVersion(database)
    let asked = 0
    const storeVersion = {
      now: () => {
        asked += 1
        return version.now()
      },
      source: () => 'primary' as const,
      close: () => version.close(),
    }
    const clock = steppedClock(noon)
    const site = siteOver(database.db, { clock, storeVersion })
    const get = (path: string, headers: Record<string, string> = {}) =>
      site.request(`${host}${path}`, { headers: { host: '127.0.0.1:8080', ...headers } })
    const close = () => version.close()
    return { db: database.db, storeVersion, site, get, clock, asked: () => asked, close }
  }

  test('the second answer is the first, with a number of its own', async () => {
    const { get, close } = await openSite()
    const [first, second] = [await get(`/papers/date/${day}`), await get(`/papers/date/${day}`)]
    assert.equal(await first.text(), await second.text())
    assert.equal(first.headers.get('etag'), second.headers.get('etag'))
    assert.equal(second.headers.get('content-security-policy'), first.headers.get('content-security-policy'))
    assert.notEqual(first.headers.get('x-request-id'), second.headers.get('x-request-id'))
    close()
  })

  test('whatever is written shows at once', async () => {
    const { db, site, get, close } = await openSite()
    const before = await get(`/api/daily_papers?date=${day}`)
    assert.equal((await before.json())[0].paper.upvotes, 3)
    const ada = await aMember(db, 'ada')
    const voted = await site.request(`${host}/papers/2603.00001/vote`, {
      ...{ method: 'POST', headers: ada.headers, body: formBody({ vote: 'up' }) },
    })
    assert.equal(voted.status, 303)
    const after = await get(`/api/daily_papers?date=${day}`)
    assert.equal((await after.json())[0].paper.upvotes, 4)
    await fill(db, [listed('2603.00002', 'Another title')])
    assert.match(await (await get(`/papers/date/${day}`)).text(), /Another title/)
    close()
  })

  test('who is signed in is given what is theirs, and it is kept for nobody', async () => {
    const { db, site, get, close } = await openSite()
    const ada = await aMember(db, 'ada')
    const own = await site.request(`${host}/papers/date/${day}`, { headers: ada.headers })
    assert.match(await own.text(), /Sign out/)
    assert.doesNotMatch(await (await get(`/papers/date/${day}`)).text(), /Sign out/)
    close()
  })

  test('what the asker has is not sent again, also where it was not kept yet', async () => {
    const { get, clock, close } = await openSite()
    const path = `/api/papers/2603.00001`
    const first = await get(path)
    const etag = first.headers.get('etag') ?? ''
    assert.notEqual(etag, '')
    const again = await get(path, { 'if-none-match': etag })
    assert.deepEqual([again.status, await again.text(), again.headers.get('etag')], [304, '', etag])
    assert.equal(again.headers.get('content-type'), null)
    const compressed = await get(path, { 'if-none-match': etag, 'accept-encoding': 'br' })
    assert.equal(compressed.status, 304)
    assert.equal((await get(path, { 'if-none-match': '"other"' })).status, 200)

    await clock.wait(6_000)
    const later = await get(path)
    const since = later.headers.get('last-modified') ?? ''
    assert.ok(Date.parse(since) <= clock.now() && Date.parse(since) >= Date.parse(noon), since)
    assert.equal((await get(path, { 'if-modified-since': since })).status, 304)
    const earlier = new Date(Date.parse(since) - 1_000).toUTCString()
    assert.equal((await get(path, { 'if-modified-since': earlier })).status, 200)
    close()
  })

  test('who has what another node gave for a while is sent what is there now', async () => {
    const { db, storeVersion, close } = await openSite()
    const at = (time: string) => {
      const clock = steppedClock(`2026-03-04T${time}.000Z`)
      const site = siteOver(db, { clock, storeVersion })
      const ask = (path: string, since?: string | null) =>
        site.request(host + path, { headers: { ...(since && { 'if-modified-since': since }) } })
      return { clock, site, ask }
    }
    const [one, other, ada] = [at('12:00:00'), at('12:05:00'), await aMember(db, 'ada')]
    const vote = (body: Record<string, string>) =>
      one.site.request(`${host}${routes.vote('2603.00001')}`, {
        ...{ method: 'POST', headers: ada.headers, body: formBody(body) },
      })
    const [path, votes] = ['/api/papers/2603.00001', /"upvotes":3/]
    assert.match(await (await one.ask(path)).text(), votes)
    assert.equal((await vote({ vote: 'up' })).status, 303)
    await other.ask(path)
    await other.clock.wait(6_000)
    const between = await other.ask(path)
    assert.doesNotMatch(await between.text(), votes)
    assert.equal((await vote({ vote: 'none' })).status, 303)
    await one.clock.wait(600_000)
    const since = between.headers.get('last-modified')
    assert.match(since ?? '', /12:05:0\d GMT/)
    const now = await one.ask(path, since)
    assert.equal(now.status, 200)
    assert.match(await now.text(), votes)
    assert.equal((await one.ask(path, now.headers.get('last-modified'))).status, 304)
    close()
  })

  test('of what is not kept, what the asker has is not sent again either', async () => {
    const { get, close } = await openSite()
    for (const path of ['/papers/2603.00001.bib', '/papers/2603.00001.ris']) {
      const first = await get(path)
      const etag = first.headers.get('etag') ?? ''
      const again = await get(path, { 'if-none-match': `"other", ${etag}` })
      assert.deepEqual([again.status, await again.text(), again.headers.get('etag')], [304, '', etag], path)
      assert.equal((await get(path, { 'if-none-match': '"other"' })).status, 200)
    }
    close()
  })

  test('a database that can’t be asked for its version leaves the answer to what reads it', async () => {
    const database = await openWhole()
    await fill(database.db, [listed('2603.00001', 'The first title')])
    const away = {
      now: () => Promise.reject(new Error('away')),
      close() {},
      source: () => 'primary' as const,
    }
    const site = siteOver(database.db, { storeVersion: away })
    const answer = await site.request(`${host}/papers/date/${day}`)
    assert.equal(answer.status, 200)
    assert.notEqual(answer.headers.get('content-security-policy'), null)
    assert.match(await answer.text(), /The first title/)
  })

  test('searches, forms, pictures and writing calls are never kept', async () => {
    const { get, site, asked, close } = await openSite()
    for (const path of [
      '/papers?q=title',
      '/papers/submit',
      '/papers/2603.00001/card.png',
      '/sign-in',
      '/metrics',
    ])
      await get(path)
    await site.request(`${host}/papers/date/${day}`, { method: 'HEAD' })
    await get(`/papers/date/${day}`, { authorization: 'Bearer none' })
    assert.equal(asked(), 0)
    close()
  })

  test('many who ask at the same time as others write never see what was before', async () => {
    const { db, get, close } = await openSite()
    for (let round = 0; round < 10; round++) {
      const reading = Promise.all(Array.from({ length: 20 }, () => get(`/papers/date/${day}`)))
      await fill(db, [listed(`2603.1${String(round).padStart(4, '0')}`, `Round ${round} of many`)])
      const after = await Promise.all(Array.from({ length: 5 }, () => get(`/papers/date/${day}`)))
      for (const answer of after) assert.match(await answer.text(), new RegExp(`Round ${round} of many`))
      await reading
    }
    close()
  })
})

test('what many ask for at once is made once; what is not kept, or broke, by each', async () => {
  let made = 0
  const app = new Hono<WebEnvironment>()
  app.use(
    keptAnswers({ now: () => '1', close() {}, source: () => 'primary' as const }, steppedClock(noon), {
      hits: 0,
      misses: 0,
      bytes: 0,
    }),
  )
  app.get('/papers/:name', async (c) => {
    made += 1
    await sleep(20)
    if (c.req.param('name') === 'broken') throw new Error('It broke.')
    return c.html(`${made}`, c.req.param('name') === 'gone' ? 404 : 200)
  })
  app.onError((_error, c) => c.text('broken', 500))
  const many = async (path: string) => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => app.request(`${host}${path}`)))
    return Promise.all(answers.map(async (answer) => `${answer.status} ${await answer.text()}`))
  }
  assert.deepEqual(new Set(await many('/papers/date')), new Set(['200 1']))
  assert.equal(made, 1)
  assert.equal((await many('/papers/gone')).filter((text) => text.startsWith('404')).length, 20)
  assert.deepEqual(new Set(await many('/papers/broken')), new Set(['500 broken']))
  assert.deepEqual(new Set(await many('/papers/date')), new Set(['200 1']))
})
