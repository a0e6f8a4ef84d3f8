import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import type { Db } from '../../db/connect.ts'
import { Invalid, NotFound } from '../../errors.ts'
import { addDays } from '../calendar.ts'
import { papersOfPerson, paperWithEditions, trendingPapers } from './listings.ts'
import { categories, type NewestAnswer, type NewestQuestion, newestPapers } from './newest.ts'
import { createTotals } from './totals.ts'

const today = '2026-03-04'

const idsOf = ({ papers }: { papers: { id: string }[] }) => papers.map(({ id }) => id)
const idOf = (number: number) => `2601.${String(number).padStart(5, '0')}`

/** 130 papers: several a day, some of whole months, ten without a date; every third in cs.CL. */
async function fillMany(db: Db): Promise<void> {
  const records = Array.from({ length: 130 }, (_, index) => {
    const published = index % 17 === 0 ? '2026-01' : addDays('2026-01-01', index % 40)
    return paperRecord({
      id: idOf(index),
      categories: index % 3 === 0 ? ['cs.CL', 'cs.LG'] : ['cs.CV'],
      ...(index % 13 === 5 ? {} : { published }),
    })
  })
  await fill(db, records)
}

/** All pages from the first to the last, then back to the first. */
async function walk(
  db: Db,
  question: NewestQuestion,
): Promise<{ forth: NewestAnswer[]; back: NewestAnswer[] }> {
  const forth = [await newestPapers(db, question)]
  for (let mark = forth.at(-1)?.older; mark !== undefined; mark = forth.at(-1)?.older) {
    forth.push(await newestPapers(db, { ...question, before: mark }))
  }
  const back = forth.slice(-1)
  for (let mark = back[0]?.newer; mark !== undefined; mark = back[0]?.newer) {
    back.unshift(await newestPapers(db, { ...question, after: mark }))
  }
  return { forth, back }
}

eachDatabase('lists across editions', (open) => {
  test('new papers page forth and back without loss or repeat, those without a date last', async () => {
    const db = await open()
    await fillMany(db)
    for (const category of [undefined, 'cs.CL', 'cs.LG']) {
      const { forth, back } = await walk(db, { category })
      const ids = forth.flatMap(idsOf)
      const size = category === undefined ? 130 : 44
      assert.equal(new Set(ids).size, size)
      assert.equal(ids.length, size)
      assert.deepEqual(back.flatMap(idsOf), ids)
      assert.deepEqual(
        forth.map(({ from }) => from),
        forth.map((_, index) => index * 50 + 1),
      )
      const times = forth.flatMap(({ papers }) => papers.map(({ publishedAt }) => publishedAt ?? -1))
      assert.deepEqual(
        times,
        times.toSorted((a, b) => b - a),
      )
    }
  })

  test('a range of days includes both ends and leaves out papers without a date', async () => {
    const db = await open()
    await fill(db, [
      paperRecord({ id: '2601.00001', published: '2026-01-05' }),
      paperRecord({ id: '2601.00002', published: '2026-01-06T23:59:59.999Z' }),
      paperRecord({ id: '2601.00003', published: '2026-01-07' }),
      paperRecord({ id: '2601.00004' }),
    ])
    const range = { since: '2026-1-5', until: '2026-01-06' }
    assert.deepEqual(idsOf(await newestPapers(db, range)), ['2601.00002', '2601.00001'])
    assert.deepEqual(idsOf(await newestPapers(db, { since: '2026-01-07' })), ['2601.00003'])
    await assert.rejects(newestPapers(db, { since: 'yesterday' }), Invalid)
  })

  test('marks that were not made here are refused, and the list ends', async () => {
    const db = await open()
    await fillMany(db)
    for (const mark of ['', 'x', '1.2', '1.x.', '1.1e5.a', `1.1.${'a'.repeat(600)}`]) {
      await assert.rejects(newestPapers(db, { before: mark }), Invalid)
    }
    await assert.rejects(newestPapers(db, { before: '130.x.0' }), NotFound)
    const top = await newestPapers(db, {})
    assert.deepEqual(idsOf(await newestPapers(db, { after: '3.999999999999999.z' })), idsOf(top))
  })

  test('all categories, each once, by name', async () => {
    const db = await open()
    assert.deepEqual(await categories(db), [])
    await fillMany(db)
    await fill(db, [paperRecord({ id: '2603.99999', categories: ['I.2.7; I.2.6', '68T50 (Primary)'] })])
    assert.deepEqual(await categories(db), ['cs.CL', 'cs.CV', 'cs.LG'])
  })

  test('trending takes the last thirty days, by votes that fade, with nothing of the future', async () => {
    const db = await open()
    const on = (id: string, day: string, recordedVotes: number, enteredAt?: string) =>
      paperRecord({ id, entries: [{ day, recordedVotes, ...(enteredAt ? { enteredAt } : {}) }] })
    await fill(db, [
      on('2603.00001', today, 12),
      on('2603.00002', '2026-03-03', 30),
      on('2602.00003', '2026-03-02', 80),
      on('2603.00005', today, 0, '2026-03-04T15:00:00.000Z'),
      on('2603.00006', today, 0),
      on('2602.00007', '2026-02-03', 1),
      on('2602.00008', '2026-02-02', 9_999),
      on('2603.00009', '2026-03-05', 9_999),
      paperRecord({
        id: '2603.00010',
        entries: [
          { day: '2026-03-02', recordedVotes: 4 },
          { day: today, recordedVotes: 2 },
        ],
      }),
    ])
    const { papers, part } = await trendingPapers(db, { today, page: 1 })
    const order = [
      '2602.00003',
      '2603.00002',
      '2603.00001',
      '2603.00010',
      '2602.00007',
      '2603.00005',
      '2603.00006',
    ]
    assert.deepEqual(idsOf({ papers }), order)
    assert.equal(part.total, order.length)
    await assert.rejects(trendingPapers(db, { today, page: 2 }), NotFound)
    assert.deepEqual((await trendingPapers(await open(), { today, page: 1 })).papers, [])
  })

  test('a paper on no list trends by the votes it brought, from its publication on', async () => {
    const db = await open()
    const voted = (id: string, published: string, recordedVotes: number) =>
      paperRecord({ id, published, recordedVotes })
    await fill(db, [
      voted('2603.00001', '2026-03-03', 5),
      voted('2603.00002', '2026-03-03T09:00:00.000Z', 50),
      voted('2603.00003', '2026-03-03', 0),
      voted('2601.00004', '2026-01-20', 9_999),
      voted('2603.00005', '2026-03-05', 9_999),
    ])
    const { papers } = await trendingPapers(db, { today, page: 1 })
    assert.deepEqual(idsOf({ papers }), ['2603.00002', '2603.00001'])
    await fill(db, [paperRecord({ id: '2603.00006', entries: [{ day: '2026-03-03', recordedVotes: 20 }] })])
    const { papers: after } = await trendingPapers(db, { today, page: 1 })
    assert.deepEqual(idsOf({ papers: after }), ['2603.00002', '2603.00006', '2603.00001'])
  })

  test('a person’s page lists each paper once, the latest list first', async () => {
    const db = await open()
    const submittedBy = { name: 'AdaExample', fullname: 'Ada Example' }
    const papers = Array.from({ length: 60 }, (_, index) =>
      paperRecord({ id: idOf(index), entries: [{ day: addDays('2026-01-01', index), submittedBy }] }),
    )
    const twice = [
      { day: '2026-01-01', submittedBy },
      { day: '2026-03-03', submittedBy },
    ]
    await fill(db, [...papers, paperRecord({ id: idOf(99), entries: twice })])
    const first = await papersOfPerson(db, { name: 'adaexample', today, page: 1 })
    const second = await papersOfPerson(db, { name: 'AdaExample', today, page: 2 })
    const ids = [...idsOf(first), ...idsOf(second)]
    assert.equal(first.person.name, 'AdaExample')
    assert.equal(first.person.fullname, 'Ada Example')
    assert.deepEqual(ids.slice(0, 3), [idOf(99), idOf(59), idOf(58)])
    assert.equal(new Set(ids).size, 61)
    assert.deepEqual([first.hasNext, second.hasNext, second.from], [true, false, 51])
    await assert.rejects(papersOfPerson(db, { name: 'AdaExample', today, page: 3 }), NotFound)
    await assert.rejects(papersOfPerson(db, { name: 'nobody', today, page: 1 }), NotFound)
  })

  test('a paper comes with its editions, or is not found', async () => {
    const db = await open()
    await fill(db, [paperRecord({ id: '2603.00001', entries: [{ day: today, recordedVotes: 3 }] })])
    const { paper, editions } = await paperWithEditions(db, { id: '2603.00001', today })
    assert.deepEqual([paper.votes, editions], [3, [{ day: today, rank: 1, votes: 3 }]])
    await assert.rejects(paperWithEditions(db, { id: '2603.00002', today }), NotFound)
  })

  test('totals are counted again when papers change, at most once a minute', async () => {
    const db = await open()
    const totals = createTotals()
    assert.deepEqual(await totals(db, 0), { sources: [], editions: { days: 0 } })
    await fill(db, [
      paperRecord({ id: '2603.00001', published: '2026-03-01', entries: [{ day: today }] }),
      paperRecord({ id: '2603.00002', published: '2026-03-02' }),
      paperRecord({ id: 'doi:10.1000/xyz' }),
    ])
    assert.deepEqual((await totals(db, 59_999)).sources, [])
    assert.deepEqual(await totals(db, 60_000), {
      sources: [
        { source: 'arxiv', papers: 2, newest: '2026-03-02' },
        { source: 'doi', papers: 1 },
      ],
      editions: { days: 1, first: today, last: today },
    })
  })
})
