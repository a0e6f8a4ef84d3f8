import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiDoor } from '../../../test/support/api.ts'
import { fillApiStore, fullPaper, proceedings } from '../../../test/support/api-store.ts'
import { eachDatabase } from '../../../test/support/database.ts'
import { aMember, testOrigin } from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import type { EditionEntry } from '../../papers/paper.ts'

const idsOf = (items: { paper: { id: string } }[]) => items.map(({ paper }) => paper.id)

/** Papers `2603.10000` and on, one an entry. */
const listed = (entries: EditionEntry[]) =>
  entries.map((entry, at) => paperRecord({ id: `2603.${10_000 + at}`, entries: [entry] }))

eachDatabase('the daily list for programs', (open) => {
  test('an item holds everything, in both places where clients look', async () => {
    const db = await open()
    await fillApiStore(db)
    const { read } = await apiDoor(db)
    const [item, bare] = await read('/api/daily_papers?date=2026-03-03')
    assert.deepEqual(item.paper.authors[1], {
      _id: item.paper.authors[1]._id,
      name: 'Ben Sample',
      hidden: true,
    })
    assert.equal(item.paper.authors[0].user.fullname, 'Grace Sample')
    assert.deepEqual(
      [item.publishedAt, item.paper.publishedAt, item.paper.submittedOnDailyAt],
      ['2026-03-03T08:00:00.000Z', '2026-03-02T17:59:01.000Z', '2026-03-03T08:00:00.000Z'],
    )
    for (const key of [
      'ai_summary',
      'ai_keywords',
      'organization',
      'projectPage',
      'githubRepo',
      'githubStars',
    ])
      assert.deepEqual(item[key], item.paper[key], key)
    assert.deepEqual([item.githubStars, item.numComments, item.paper.upvotes], [12, 2, 9])
    assert.equal(item.isAuthorParticipating, true)
    assert.equal(item.submittedBy.followerCount, 7)
    assert.equal(item.thumbnail, `${testOrigin}/papers/2603.00001/card.png`)
    assert.deepEqual(Object.keys(bare.paper).sort(), [
      ...['authors', 'id', 'publishedAt', 'summary', 'title', 'upvotes'],
    ])
    assert.partialDeepStrictEqual(bare.submittedBy, {
      ...{ fullname: 'Daily Papers', name: 'daily-papers', type: 'org', isMod: false },
    })
    assert.equal(bare.paper.submittedOnDailyBy, undefined)
  })

  test('days, weeks and months, with and without leading zeros, to the 53rd week', async () => {
    const db = await open()
    await fill(
      db,
      listed([
        { day: '2026-01-05', recordedVotes: 1 },
        { day: '2026-01-06', recordedVotes: 8 },
        { day: '2020-12-31', recordedVotes: 2 },
        { day: '2021-01-01', recordedVotes: 3 },
      ]),
    )
    const { read } = await apiDoor(db)
    const expected: [string, string[]][] = [
      ['date=2026-01-05', ['2603.10000']],
      ['date=2026-1-5', ['2603.10000']],
      ['week=2026-W02', ['2603.10001', '2603.10000']],
      ['week=2026-W2', ['2603.10001', '2603.10000']],
      ['month=2026-01', ['2603.10001', '2603.10000']],
      ['month=2026-1', ['2603.10001', '2603.10000']],
      ['week=2020-W53', ['2603.10003', '2603.10002']],
      ['date=2026-01-07', []],
      ['', ['2603.10001', '2603.10000', '2603.10003', '2603.10002']],
    ]
    for (const [query, ids] of expected)
      assert.deepEqual(idsOf(await read(`/api/daily_papers?${query}`)), ids, query)
  })

  test('a list goes on where its Link leads, and ends with an empty part', async () => {
    const db = await open()
    await fill(db, listed(Array.from({ length: 7 }, (_, at) => ({ day: '2026-03-03', recordedVotes: at }))))
    const { ask, read } = await apiDoor(db)
    for (const start of ['date=2026-03-03', 'week=2026-W10', 'sort=trending', '']) {
      const seen: string[] = []
      let next: string | undefined = `/api/daily_papers?${start}&limit=3`
      const parts: number[] = []
      while (next !== undefined) {
        const { body, headers } = await ask('GET', next)
        seen.push(...idsOf(body))
        parts.push(body.length)
        next = /^<http:\/\/127\.0\.0\.1:8080(\/[^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1]
      }
      assert.deepEqual(parts, [3, 3, 1], start)
      assert.equal(new Set(seen).size, 7, start)
      assert.deepEqual(await read(`/api/daily_papers?${start}&limit=3&p=3`), [])
      assert.deepEqual(await read(`/api/daily_papers?${start}&p=100000`), [])
    }
    assert.equal((await read('/api/daily_papers?limit=1')).length, 1)
    assert.equal((await read('/api/daily_papers?limit=100')).length, 7)
  })

  test('what can’t be read is refused with the name of the field', async () => {
    const { ask } = await apiDoor(await open())
    const bad: [string, string][] = [
      ['date=2025-13-40', 'date'],
      ['date=2025-02-30', 'date'],
      ['date=yesterday', 'date'],
      ['week=2021-W53', 'week'],
      ['week=2025-W00', 'week'],
      ['month=2025-13', 'month'],
      ['limit=0', 'limit'],
      ['limit=101', 'limit'],
      ['limit=ten', 'limit'],
      ['limit=-1', 'limit'],
      ['limit=1.5', 'limit'],
      ['p=-1', 'p'],
      ['p=9999999999999999', 'p'],
      ['sort=votes', 'sort'],
      [`submitter=${'x'.repeat(101)}`, 'submitter'],
    ]
    for (const [query, field] of bad) {
      const { status, body, headers } = await ask('GET', `/api/daily_papers?${query}`)
      assert.equal(status, 400, query)
      assert.deepEqual(Object.keys(body.fields), [field], query)
      assert.equal(headers.get('x-error-code'), 'Invalid')
      assert.match(headers.get('x-error-message') ?? '', new RegExp(`"${field}" must be`), query)
    }
    const two = await ask('GET', '/api/daily_papers?date=2025-10-29&week=2025-W44')
    assert.equal(two.status, 400)
  })

  test('of one submitter: recorded, member, and recorded who is a member here', async () => {
    const db = await open()
    const ada = await aMember(db, 'ada')
    await fill(
      db,
      listed([
        { day: '2026-03-03', submittedBy: { name: 'Grace', id: 'a'.repeat(24) } },
        { day: '2026-03-03', submittedBy: { name: 'ada', id: ada.id } },
        { day: '2026-03-03', submittedBy: { name: 'ada-elsewhere', id: 'b'.repeat(24) } },
        { day: '2026-03-03' },
      ]),
    )
    const link = { recorded_id: 'b'.repeat(24), member_id: ada.id }
    await db
      .insertInto('person_link')
      .values({ ...link, linked_by: ada.id, linked_at: 1 } as never)
      .execute()
    const { read } = await apiDoor(db)
    const of = async (query: string) => idsOf(await read(`/api/daily_papers?${query}`)).sort()
    assert.deepEqual(await of('submitter=grace'), ['2603.10000'])
    assert.deepEqual(await of('submitter=ada'), ['2603.10001', '2603.10002'])
    assert.deepEqual(await of('submitter=ada&date=2026-03-03&sort=trending'), ['2603.10001', '2603.10002'])
    assert.deepEqual(await of('submitter=nobody-known'), [])
    const [first] = await read('/api/daily_papers?submitter=ada&limit=1')
    assert.deepEqual([first.submittedBy.name, first.submittedBy.user], ['ada', 'ada'])
  })

  test('the editions of tomorrow are not told before', async () => {
    const db = await open()
    await fill(db, listed([{ day: '2026-03-04' }, { day: '2026-03-05' }]))
    const { read } = await apiDoor(db)
    assert.deepEqual(idsOf(await read('/api/daily_papers')), ['2603.10000'])
    assert.deepEqual(await read('/api/daily_papers?date=2026-03-05'), [])
    assert.deepEqual(idsOf(await read('/api/daily_papers?month=2026-03')), ['2603.10000'])
  })

  test('what trends comes first, and is the same list with another order', async () => {
    const db = await open()
    await fillApiStore(db)
    const { read } = await apiDoor(db)
    const trending = idsOf(await read('/api/daily_papers?sort=trending'))
    assert.deepEqual(trending.slice(0, 2), [fullPaper.id, proceedings.id])
  })
})
