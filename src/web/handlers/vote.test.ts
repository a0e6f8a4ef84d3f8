import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import {
  aMember,
  browserHeaders,
  formBody,
  type TestMember,
  testOrigin,
} from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { noon, siteOver } from '../../../test/support/site.ts'
import { voteCounts } from '../../../test/support/votes.ts'
import { putChosenEntry } from '../../community/curation/entry-queries.ts'
import { inTransaction } from '../../db/write.ts'
import { mergePapers } from '../../papers/same/merge-papers.ts'
import { routes } from '../routes.ts'

const paper = '2603.00001'
const url = (path: string) => `${testOrigin}${path}`
const form = (who: { headers: Record<string, string> }, fields: Record<string, string>) => ({
  method: 'POST',
  headers: { ...who.headers, referer: url('/papers/trending?p=1') },
  body: formBody(fields),
})
/** None that looks like another. */
const letters = [...'abcdefghjkmnpqrst']
const records = [
  paperRecord({ id: paper, entries: [{ day: '2026-03-03', recordedVotes: 5 }] }),
  paperRecord({ id: '2603.00002', entries: [{ day: '2026-03-03', recordedVotes: 5 }] }),
]

eachDatabase('votes', (open) => {
  test('are cast and taken back by a form, once for a person, however often it is sent', async () => {
    const db = await open()
    await fill(db, records)
    const site = siteOver(db)
    const [ada, ben] = [await aMember(db, 'ada'), await aMember(db, 'ben')]
    const vote = async (who: TestMember, wish: string) => {
      const answer = await site.request(url(routes.vote(paper)), form(who, { vote: wish, at: 'paper-1' }))
      assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/papers/trending?p=1#paper-1'])
      return voteCounts(db, paper)
    }
    assert.deepEqual(await vote(ada, 'up'), { shown: 1, rows: 1 })
    assert.deepEqual(await vote(ada, 'up'), { shown: 1, rows: 1 })
    assert.deepEqual(await vote(ben, 'up'), { shown: 2, rows: 2 })
    assert.deepEqual(await vote(ada, 'none'), { shown: 1, rows: 1 })
    assert.deepEqual(await vote(ada, 'none'), { shown: 1, rows: 1 })
    assert.equal((await site.request(url(routes.vote(paper)), form(ada, { vote: 'twice' }))).status, 400)
  })

  test('by PUT and DELETE, and as JSON for the script', async () => {
    const db = await open()
    await fill(db, records)
    const site = siteOver(db)
    const ada = await aMember(db, 'ada')
    const answer = async (init: RequestInit) => (await site.request(url(routes.vote(paper)), init)).json()
    const { headers } = ada
    assert.deepEqual(await answer({ method: 'PUT', headers }), { voted: true, votes: 6, text: '6' })
    assert.deepEqual(await answer({ method: 'DELETE', headers }), { voted: false, votes: 5, text: '5' })
    const sent = form({ headers: { ...headers, accept: 'application/json' } }, { vote: 'up' })
    assert.deepEqual(await answer(sent), { voted: true, votes: 6, text: '6' })
  })

  test('need somebody who is signed in and a page of this site', async () => {
    const db = await open()
    await fill(db, records)
    const site = siteOver(db)
    const ada = await aMember(db, 'ada')
    const nobody = { headers: browserHeaders() }
    assert.equal((await site.request(url(routes.vote(paper)), form(nobody, { vote: 'up' }))).status, 403)
    const elsewhere = {
      headers: { ...ada.headers, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    }
    assert.equal((await site.request(url(routes.vote(paper)), form(elsewhere, { vote: 'up' }))).status, 403)
    assert.equal((await site.request(url(routes.vote('2603.99999')), form(ada, { vote: 'up' }))).status, 404)
    await db.updateTable('member').set({ state: 'suspended' }).where('id', '=', ada.id).execute()
    assert.equal((await site.request(url(routes.vote(paper)), form(ada, { vote: 'up' }))).status, 403)
    assert.deepEqual(await voteCounts(db, paper), { shown: 0, rows: 0 })
  })

  test('are shown to the one who cast them in lists, and as faces on the page of the paper', async () => {
    const db = await open()
    await fill(db, records)
    const site = siteOver(db)
    const people = []
    for (const letter of letters.slice(0, 14)) people.push(await aMember(db, `voter-${letter}`))
    for (const who of people) await site.request(url(routes.vote(paper)), form(who, { vote: 'up' }))
    const page = async (path: string, headers: Record<string, string>) =>
      (await site.request(url(path), { headers })).text()
    const own = people[0]?.headers ?? {}
    for (const list of [routes.day('2026-03-03'), routes.trending(), routes.newest()]) {
      const html = await page(list, own)
      assert.equal(html.match(/aria-pressed="true"/g)?.length, 1, list)
      assert.equal(html.match(/aria-pressed="false"/g)?.length, 1, list)
      assert.doesNotMatch(await page(list, browserHeaders()), /data-vote/)
    }
    const html = await page(routes.paper(paper), own)
    assert.equal(html.match(/class="face face-\d"/g)?.length, 12)
    // 5 were recorded, 14 cast: 12 are shown.
    assert.match(html, />\+7</)
    assert.match(html, /data-votes="true">19</)
  })

  test('are told to the script as the list or the page shows them, which may have recorded other numbers', async () => {
    const db = await open()
    await fill(db, [{ ...paperRecord({ id: paper }), recordedVotes: 40 }])
    const [day, cur] = ['2026-03-03', await aMember(db, 'cur', 'curator')]
    await inTransaction(db, (tx) =>
      putChosenEntry(tx, { day, paperId: paper, submittedBy: cur.id, enteredAt: Date.parse(noon) }),
    )
    const site = siteOver(db)
    const shown = async (path: string) => {
      const html = await (await site.request(url(path), { headers: cur.headers })).text()
      const [, fields = ''] = /<form class="vote"(.*?)<button/s.exec(html) ?? []
      const hidden = [...fields.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value,
      ])
      const [, number] = /data-votes="true">(\d+)</.exec(html) ?? []
      return { number, fields: Object.fromEntries(hidden) as Record<string, string> }
    }
    const press = async (path: string) => {
      const { fields } = await shown(path)
      const headers = { ...cur.headers, accept: 'application/json' }
      const { text } = await (await site.request(url(routes.vote(paper)), form({ headers }, fields))).json()
      assert.equal((await shown(path)).number, text)
      return text
    }
    assert.deepEqual([await press(routes.day(day)), await press(routes.day(day))], ['1', '0'])
    assert.deepEqual([await press(routes.paper(paper)), await press(routes.paper(paper))], ['41', '40'])
    assert.deepEqual([await press(routes.newest()), await press(routes.newest())], ['41', '40'])
  })

  test('go with the paper when two are merged, and those of who voted for both count once', async () => {
    const db = await open()
    await fill(db, records)
    const site = siteOver(db)
    const [ada, ben] = [await aMember(db, 'ada'), await aMember(db, 'ben')]
    for (const id of [paper, '2603.00002'])
      await site.request(url(routes.vote(id)), form(ada, { vote: 'up' }))
    await site.request(url(routes.vote('2603.00002')), form(ben, { vote: 'up' }))
    await mergePapers(db, {
      alias: '2603.00002',
      into: paper,
      reason: 'person',
      by: ada.id,
      now: Date.parse(noon),
    })
    assert.deepEqual(await voteCounts(db, paper), { shown: 2, rows: 2 })
    await site.request(url(routes.vote('2603.00002')), form(ben, { vote: 'none' }))
    assert.deepEqual(await voteCounts(db, paper), { shown: 1, rows: 1 })
  })

  test('of decades ago count, and weigh nothing in trending', async () => {
    const db = await open()
    await fill(db, records)
    const [ada, ben] = [await aMember(db, 'ada'), await aMember(db, 'ben')]
    await db
      .insertInto('vote')
      .values({ paper_id: paper, person_id: ben.id, cast_at: -1e12, weight: 1 })
      .execute()
    await siteOver(db).request(url(routes.vote(paper)), form(ada, { vote: 'up' }))
    assert.deepEqual(await voteCounts(db, paper), { shown: 2, rows: 2 })
    const { counts_as_cast_at } = await db.selectFrom('trending_vote').selectAll().executeTakeFirstOrThrow()
    assert.equal(counts_as_cast_at, Date.parse(noon))
  })

  test('at once from many people leave a number that equals its rows', async () => {
    const db = await open()
    await fill(db, records)
    const site = siteOver(db)
    const people = []
    for (const letter of letters.slice(0, 12)) people.push(await aMember(db, `voter-${letter}`))
    const answers = await Promise.all(
      people.map((who, index) =>
        site.request(url(routes.vote(paper)), form(who, { vote: index % 4 === 3 ? 'none' : 'up' })),
      ),
    )
    assert.ok(answers.every(({ status }) => status === 303))
    assert.deepEqual(await voteCounts(db, paper), { shown: 9, rows: 9 })
  })

  test('lift papers in trending by their own time; new accounts hardly do', async () => {
    const db = await open()
    await fill(db, records)
    const site = siteOver(db)
    const order = async () => {
      const html = await (await site.request(url(routes.trending()), { headers: browserHeaders() })).text()
      return [...html.matchAll(/<h3 id="[^"]+"><a href="\/papers\/([^"]+)"/g)].map(([, id]) => id)
    }
    assert.deepEqual(await order(), [paper, '2603.00002'])
    const ada = await aMember(db, 'ada')
    await site.request(url(routes.vote('2603.00002')), form(ada, { vote: 'up' }))
    assert.deepEqual(await order(), ['2603.00002', paper])
    for (let number = 0; number < 8; number++) {
      const who = await aMember(db, `ring-${letters[number]}`)
      const joined = { vouched: 0, created_at: '2026-03-04T11:00:00.000Z' }
      await db.updateTable('member').set(joined).where('id', '=', who.id).execute()
      await site.request(url(routes.vote(paper)), form(who, { vote: 'up' }))
    }
    assert.deepEqual(await voteCounts(db, paper), { shown: 8, rows: 8 })
    assert.deepEqual(await order(), ['2603.00002', paper])
  })
})
