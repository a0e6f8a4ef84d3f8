import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { doorOf } from '../../../test/support/door.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import { finderOfStore } from '../../../test/support/local-finder.ts'
import { aMember, browserHeaders, testOrigin } from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { arrive, aSavedSearch, searchJobs } from '../../../test/support/saved-searches.ts'
import { siteOver } from '../../../test/support/site.ts'
import { secretKeys } from '../../accounts/secret.ts'
import type { Db } from '../../db/connect.ts'
import { searchAddresses } from '../../saved-searches/search-addresses.ts'
import { searchToken } from '../../saved-searches/search-link.ts'
import { routes } from '../routes.ts'

const paper = (number: number, title: string) =>
  paperRecord({ id: `2603.${String(number).padStart(5, '0')}`, title, published: '2026-03-03' })

async function start(open: () => Promise<Db>) {
  const db = await open()
  await fill(db, [paper(1, 'Weaving nets of old')])
  const [ada, ben] = [await aMember(db, 'ada'), await aMember(db, 'ben')]
  const door = doorOf(db, { finder: finderOfStore(db) })
  const rows = () => db.selectFrom('saved_search').selectAll().orderBy('created_at').orderBy('id').execute()
  const page = async (path: string, who = ada) => {
    const answer = await door.get(path, who)
    assert.equal(answer.status, 200, path)
    const html = await answer.text()
    await assertValidHtml(html)
    return html
  }
  const tokenFor = async (id: string) => searchToken((await secretKeys(db, 1, undefined))[0] ?? '', id)
  return { db, ada, ben, ...door, rows, page, tokenFor }
}

eachDatabase('saved searches', (open) => {
  test('are saved from the page of a search, which then says so', async () => {
    const { db, ada, ben, get, post, page, rows } = await start(open)
    const address = routes.search({ q: 'weaving  nets', mode: 'lexical' })
    assert.match(await (await get(address)).text(), /href="\/sign-in\?[^"]*"[^>]*>\s*Save this search/)
    const before = await page(address)
    const [form = ''] = /<details class="save-search">.*?<\/details>/s.exec(before) ?? []
    const fields = Object.fromEntries(
      [...form.matchAll(/type="hidden" name="(q|mode)" value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    ) as Record<string, string>
    assert.deepEqual(fields, { q: 'weaving  nets', mode: 'lexical' })
    const done = await post(routes.savedSearches(), { ...fields, name: 'Fishing', cadence: 'weekly' }, ada)
    assert.equal(done.status, 303)
    const [row] = await rows()
    assert.deepEqual(
      [row?.member_id, row?.query, row?.mode, row?.name, row?.cadence],
      [ada.id, 'weaving nets', 'lexical', 'Fishing', 'weekly'],
    )
    assert.equal(done.headers.get('location'), routes.savedSearches('saved', row?.id))
    assert.match(await page(address), /Saved as “Fishing”/)
    assert.match(await page(routes.search({ q: 'weaving nets', mode: 'lexical' })), /Saved as “Fishing”/)
    assert.match(await page(routes.search({ q: 'weaving nets' })), /Save this search/)
    assert.match(await page(address, ben), /Save this search/)
    await post(routes.savedSearches(), { ...fields, name: 'Again' }, ada)
    assert.equal((await db.selectFrom('saved_search').select('id').execute()).length, 1)
  })

  test('are listed with what they found, their feed, and when they tell', async () => {
    const { db, ada, ben, get, page } = await start(open)
    assert.match(await page(routes.savedSearches()), /You keep none yet/)
    await aSavedSearch(db, ada.id, 'nets', { name: 'Fishing <b>', cadence: 'daily' })
    await arrive(
      db,
      [2, 3, 4, 5].map((number) => paper(number, `Nets ${number}`)),
      1,
    )
    await searchJobs(db).run(5)
    const html = await page(routes.savedSearches())
    assert.match(html, /Fishing &lt;b>/)
    assert.match(html, /4 new papers, the last of them:/)
    assert.deepEqual(
      [...html.matchAll(/>Nets (\d)</g)].map(([, n]) => n),
      ['5', '4', '3'],
    )
    assert.match(html, /You are told once a day/)
    const feed = /href="([^"]+)">Feed/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const answer = await get(feed)
    assert.equal(answer.status, 200)
    assert.match(await answer.text(), /<title>Nets 5</)
    assert.doesNotMatch(await page(routes.savedSearches(), ben), /Fishing/)
    const stranger = await get(routes.savedSearches())
    assert.deepEqual(
      [stranger.status, stranger.headers.get('location')],
      [303, routes.signIn(routes.savedSearches())],
    )
  })

  test('are listed by as many queries as one is, each with its own newest', async () => {
    const { db, ada, ben } = await start(open)
    let queries = 0
    const counted = db.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        queries++
        return result
      },
    })
    const door = doorOf(counted, { finder: finderOfStore(db) })
    const queriesFor = async (who: typeof ada) => {
      queries = 0
      const html = await (await door.get(routes.savedSearches(), who)).text()
      return { queries, html }
    }
    await aSavedSearch(db, ben.id, 'nets')
    for (const query of ['nets', 'gardens', 'looms', 'wool', 'rope']) await aSavedSearch(db, ada.id, query)
    await arrive(
      db,
      [2, 3, 4, 5, 6].map((number) => paper(number, `${number < 6 ? 'Nets' : 'Gardens'} ${number}`)),
      1,
    )
    await searchJobs(db).run(5)
    // Begins the session.
    await queriesFor(ben)
    await queriesFor(ada)
    const [one, five] = [await queriesFor(ben), await queriesFor(ada)]
    assert.ok(one.queries > 0)
    assert.equal(five.queries, one.queries)
    assert.match(five.html, /4 new papers, the last of them:/)
    // Kept at one moment: which search stands first is nobody's wish.
    const found = (title: string) =>
      [...five.html.matchAll(new RegExp(`>${title} (\\d)<`, 'g'))].map(([, n]) => n)
    assert.deepEqual([found('Nets'), found('Gardens')], [['5', '4', '3'], ['6']])
  })

  test('are changed and deleted by who keeps them alone', async () => {
    const { db, ada, ben, post, rows } = await start(open)
    const id = await aSavedSearch(db, ada.id, 'nets')
    const change = (fields: Record<string, string>, who = ada) =>
      post(routes.changeSavedSearch(id, 'change'), fields, who)
    assert.equal((await change({ name: 'mine', cadence: 'off' }, ben)).status, 404)
    assert.equal((await post(routes.changeSavedSearch(id, 'delete'), {}, ben)).status, 404)
    assert.equal((await change({ name: '', cadence: 'weekly' })).status, 303)
    const [row] = await rows()
    assert.deepEqual([row?.name, row?.cadence], ['nets', 'weekly'])
    const wrong = await change({ name: 'x'.repeat(81), cadence: 'weekly' })
    assert.equal(wrong.status, 400)
    assert.match(await wrong.text(), /at most 80 characters/)
    assert.equal((await post(routes.changeSavedSearch(id, 'delete'), {}, ada)).status, 303)
    assert.deepEqual(await rows(), [])
  })

  test('must say something that can be looked for, in so many characters', async () => {
    const { ada, post, rows } = await start(open)
    const save = (fields: Record<string, string>) => post(routes.savedSearches(), fields, ada)
    for (const [fields, said] of [
      [{ q: '' }, /nothing in this/],
      [{ q: '+ -' }, /nothing in this/],
      [{ q: 'x'.repeat(251) }, /at most 250 characters/],
      [{ q: 'nets', mode: 'magic' }, /must be one of/],
      [{ q: 'nets', cadence: 'hourly' }, /must be one of/],
    ] as const) {
      const answer = await save(fields)
      assert.equal(answer.status, 400, JSON.stringify(fields))
      const html = await answer.text()
      assert.match(html, said)
      await assertValidHtml(html)
    }
    assert.deepEqual(await rows(), [])
    assert.equal((await save({ q: 'category:cs.LG' })).status, 303)
    assert.deepEqual([(await rows())[0]?.name, (await rows())[0]?.cadence], ['category:cs.LG', 'daily'])
  })

  test('a link of a mail changes and stops what comes, without a cookie', async () => {
    const { db, ada, get, post, rows, tokenFor } = await start(open)
    const id = await aSavedSearch(db, ada.id, 'nets')
    const token = await tokenFor(id)
    const shown = await get(routes.searchAlert(token))
    assert.equal(shown.status, 200)
    assert.equal(shown.headers.get('cache-control'), 'no-store')
    await assertValidHtml(await shown.text())
    assert.equal((await rows())[0]?.cadence, 'at-once', 'opening the link changes nothing')
    const changed = await post(routes.changeSearchAlert(token, 'cadence'), { cadence: 'weekly' })
    assert.equal(changed.headers.get('location'), routes.searchAlert(token, 'saved'))
    assert.deepEqual([(await rows())[0]?.cadence, (await rows())[0]?.name], ['weekly', 'nets'])
    const stopped = await post(routes.changeSearchAlert(token, 'stop'), {})
    assert.equal((await rows())[0]?.cadence, 'off')
    assert.match(await (await get(stopped.headers.get('location') ?? '')).text(), /These mails are stopped/)
    const other = `${'0'.repeat(24)}${token.slice(24)}`
    for (const wrong of [other, `${token}x`, 'x'])
      assert.equal((await get(routes.searchAlert(wrong))).status, 403, wrong)
    await db.deleteFrom('saved_search').execute()
    assert.equal((await get(routes.searchAlert(token))).status, 404)
  })

  test('mail programs stop it by themselves, as often as they like', async () => {
    const { db, ada, rows, tokenFor } = await start(open)
    const token = await tokenFor(await aSavedSearch(db, ada.id, 'nets'))
    const site = siteOver(db)
    const send = (body: string, headers: Record<string, string> = {}) =>
      site.request(testOrigin + routes.searchAlert(token), {
        method: 'POST',
        headers: { host: '127.0.0.1:8080', 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body,
      })
    assert.equal((await send('something=else')).status, 400)
    assert.equal((await rows())[0]?.cadence, 'at-once')
    for (let time = 0; time < 2; time++) assert.equal((await send('List-Unsubscribe=One-Click')).status, 200)
    assert.equal((await rows())[0]?.cadence, 'off')
    await db.deleteFrom('saved_search').execute()
    assert.equal((await send('List-Unsubscribe=One-Click')).status, 200)
  })

  test('are looked up at once when asked for, not too often', async () => {
    const { db, ada } = await start(open)
    let asked = 0
    const site = siteOver(db, { askForSearches: async () => void asked++ })
    const run = () =>
      site.request(testOrigin + routes.runSavedSearches(), { method: 'POST', headers: ada.headers, body: '' })
    for (let time = 0; time < 12; time++) assert.equal((await run()).status, 303)
    assert.equal((await run()).status, 429)
    assert.equal(asked, 12)
    const stranger = await site.request(testOrigin + routes.runSavedSearches(), {
      ...{ method: 'POST', headers: browserHeaders(), body: '' },
    })
    assert.equal(stranger.status, 403)
  })

  test('go with their member, and are in the export', async () => {
    const { db, ada, get, post } = await start(open)
    await aSavedSearch(db, ada.id, 'nets', { name: 'Fishing' })
    await arrive(db, [paper(2, 'Nets')], 1)
    await searchJobs(db).run(5)
    const exported = JSON.parse(await (await get(routes.exportMine(), ada)).text())
    assert.equal(exported.searches[0].name, 'Fishing')
    assert.equal(exported.searchFinds[0].paperId, '2603.00002')
    const { deleteMember } = await import('../../accounts/delete-member.ts')
    await deleteMember(db, { name: 'Papers', publicUrl: testOrigin, now: 1 }, ada.id)
    assert.deepEqual(await db.selectFrom('saved_search').selectAll().execute(), [])
    assert.deepEqual(await db.selectFrom('saved_search_paper').selectAll().execute(), [])
    assert.equal((await post(routes.savedSearches(), { q: 'x' }, ada)).status, 403)
  })
})

test('mails lead to the addresses of the site', () => {
  const addresses = searchAddresses(testOrigin)
  for (const mode of ['hybrid', 'lexical', 'semantic'] as const) {
    const query = 'a "b & c" category:cs.LG'
    assert.equal(
      addresses.search({ query, mode }),
      testOrigin + routes.search({ q: query, mode, sort: 'newest' }),
    )
  }
  assert.equal(addresses.own, testOrigin + routes.savedSearches())
  assert.equal(addresses.alert('x'), testOrigin + routes.searchAlert('x'))
})
