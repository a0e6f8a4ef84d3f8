import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import type { Db } from '../../db/connect.ts'
import { Invalid, NotFound } from '../../errors.ts'
import type { Period } from '../calendar.ts'
import type { EditionEntry, PaperRecord } from '../paper.ts'
import { type Edition, editionOf, editionsOfPaper } from './editions.ts'

const today = '2026-03-04'
const noHoliday = () => null

const ask = (db: Db, key: string, more: { period?: Period; page?: number; today?: string } = {}) =>
  editionOf(db, { period: 'day', key, page: 1, today, holidayOn: noHoliday, ...more })

const listed = (id: string, ...entries: EditionEntry[]): PaperRecord => paperRecord({ id, entries })

const idsOf = ({ papers }: Edition) => papers.map(({ id }) => id)

eachDatabase('editions', (open) => {
  test('a day stands by votes, then place, time of entry and id, with its own numbers', async () => {
    const db = await open()
    await fill(db, [
      listed('2603.00003', { day: today, recordedVotes: 12 }),
      listed('2603.00004', { day: today, recordedVotes: 12, enteredAt: '2026-03-04T09:00:00.000Z' }),
      listed('2603.00005', { day: today, recordedVotes: 12, place: 4 }),
      listed('2603.00002', { day: today, recordedVotes: 12, place: 1, submittedBy: { name: 'ada' } }),
      listed(
        '2603.00001',
        { day: '2026-03-02', recordedVotes: 99 },
        { day: today, recordedVotes: 40, recordedComments: 3 },
      ),
    ])
    const edition = await ask(db, today)
    const order = ['2603.00001', '2603.00002', '2603.00005', '2603.00004', '2603.00003']
    assert.deepEqual(idsOf(edition), order)
    assert.deepEqual(
      [edition.papers[0]?.votes, edition.papers[0]?.comments, edition.papers[1]?.submittedBy],
      [40, 3, 'ada'],
    )
    assert.equal(edition.stillOpen, true)
    assert.equal(edition.previousKey, '2026-03-02')
    assert.equal(edition.nextKey, undefined)
    assert.deepEqual(edition.month, [
      { day: '2026-03-02', papers: 1 },
      { day: today, papers: 5 },
    ])
  })

  test('a week and a month count a paper once, with its larger votes, and leave out days to come', async () => {
    const db = await open()
    await fill(db, [
      listed(
        '2603.00001',
        { day: '2026-03-02', recordedVotes: 10 },
        { day: '2026-03-03', recordedVotes: 30 },
      ),
      listed('2603.00002', { day: '2026-03-02', recordedVotes: 25, place: 3 }),
      listed('2603.00003', { day: '2026-03-03', recordedVotes: 25, place: 0 }),
      listed('2603.00004', { day: '2026-03-05', recordedVotes: 99 }),
      listed('2602.00005', { day: '2026-02-27', recordedVotes: 50 }),
    ])
    const week = await ask(db, '2026-W10', { period: 'week' })
    assert.deepEqual(idsOf(week), ['2603.00001', '2603.00002', '2603.00003'])
    assert.deepEqual([week.previousKey, week.nextKey, week.papers[0]?.votes], ['2026-W09', undefined, 30])
    const month = await ask(db, '2026-02', { period: 'month' })
    assert.deepEqual([idsOf(month), month.nextKey, month.stillOpen], [['2602.00005'], '2026-03', false])
    assert.deepEqual(idsOf(await ask(db, '2026-03', { period: 'month' })), idsOf(week))
  })

  test('a day without papers shows the newest before it and says why', async () => {
    const db = await open()
    await fill(db, [
      listed('2602.00001', { day: '2026-02-26' }),
      listed('2602.00002', { day: '2026-02-27' }),
      listed('2603.00003', { day: '2026-03-03' }),
    ])
    const saturday = await ask(db, '2026-02-28')
    assert.deepEqual(saturday.empty, { day: '2026-02-28', reason: { kind: 'weekend' } })
    assert.deepEqual(
      [saturday.key, saturday.previousKey, saturday.nextKey],
      ['2026-02-27', '2026-02-26', '2026-03-03'],
    )
    const reasons: [string, Edition['empty']][] = [
      [today, { day: today, reason: { kind: 'notYet' } }],
      ['2026-03-02', { day: '2026-03-02', reason: { kind: 'gap' } }],
      ['2026-02-25', { day: '2026-02-25', reason: { kind: 'before', firstDay: '2026-02-26' } }],
    ]
    for (const [day, empty] of reasons) assert.deepEqual((await ask(db, day)).empty, empty)
    assert.equal((await ask(db, '2026-02-25')).key, '2026-02-26')
    const holidayOn = (day: string) => (day === '2026-03-02' ? 'Example Day' : null)
    const holiday = await editionOf(db, { period: 'day', key: '2026-03-02', page: 1, today, holidayOn })
    assert.deepEqual(holiday.empty?.reason, { kind: 'holiday', name: 'Example Day' })
    const week = await ask(db, '2026-W11', { period: 'week', today: '2026-03-09' })
    assert.deepEqual([week.key, week.empty?.reason], ['2026-W10', { kind: 'notYet' }])
  })

  test('the future and what is no day are refused', async () => {
    const db = await open()
    await fill(db, [listed('2603.00001', { day: '2026-03-05' })])
    await assert.rejects(ask(db, '2026-03-05'), NotFound)
    await assert.rejects(ask(db, '2026-W11', { period: 'week' }), NotFound)
    await assert.rejects(ask(db, '2025-13-40'), Invalid)
    await assert.rejects(ask(db, '2025-W53', { period: 'week' }), Invalid)
    await assert.rejects(ask(db, '2025-00', { period: 'month' }), Invalid)
  })

  test('without any edition the newest papers are shown', async () => {
    const db = await open()
    assert.deepEqual(idsOf(await ask(db, today)), [])
    await fill(db, [
      paperRecord({ id: '2603.00001', published: '2026-03-01' }),
      paperRecord({ id: '2603.00002', published: '2026-03-02' }),
    ])
    const edition = await ask(db, today)
    assert.deepEqual([edition.noEditions, idsOf(edition)], [true, ['2603.00002', '2603.00001']])
  })

  test('a day is one page up to 100 papers; longer lists page by 50', async () => {
    const db = await open()
    const many = (day: string, count: number) =>
      Array.from({ length: count }, (_, index) =>
        listed(`2603.${String(index + (count === 100 ? 1 : 1_001)).padStart(5, '0')}`, { day, place: index }),
      )
    await fill(db, [...many('2026-03-02', 100), ...many('2026-03-03', 101)])
    assert.equal((await ask(db, '2026-03-02')).papers.length, 100)
    const parts = await Promise.all([1, 2, 3].map((page) => ask(db, '2026-03-03', { page })))
    assert.deepEqual(
      parts.map(({ papers }) => papers.length),
      [50, 50, 1],
    )
    assert.equal(new Set(parts.flatMap(idsOf)).size, 101)
    assert.deepEqual(parts[2]?.part, { page: 3, pages: 3, from: 101, to: 101, total: 101 })
    await assert.rejects(ask(db, '2026-03-03', { page: 4 }), NotFound)
    assert.equal((await ask(db, '2026-W10', { period: 'week' })).papers.length, 50)
  })

  test('a paper knows its editions and its rank in each', async () => {
    const db = await open()
    await fill(db, [
      listed(
        '2603.00001',
        { day: '2026-03-02', recordedVotes: 1, submittedBy: { name: 'ada' } },
        { day: '2026-03-03', recordedVotes: 9, enteredAt: '2026-03-03T08:00:00.000Z' },
        { day: '2026-03-06', recordedVotes: 9 },
      ),
      listed('2603.00002', { day: '2026-03-02', recordedVotes: 5 }),
    ])
    assert.deepEqual(await editionsOfPaper(db, '2603.00001', today), [
      { day: '2026-03-02', rank: 2, votes: 1, submittedBy: 'ada' },
      { day: '2026-03-03', rank: 1, votes: 9 },
    ])
  })

  test('topics count every paper of the month, also those that stand on another page or on two days', async () => {
    const db = await open()
    const on = (day: string, n: number, categories: string[]) => ({
      ...listed(`2602.${String(n).padStart(5, '0')}`, { day }, { day: '2026-02-03' }),
      categories,
    })
    const records = Array.from({ length: 60 }, (_, n) =>
      on('2026-02-02', n, n < 7 ? ['cs.CL', 'cs.LG'] : ['cs.CL']),
    )
    await fill(db, records)
    const question = { period: 'month', key: '2026-02', page: 2, today, holidayOn: () => null } as const
    assert.deepEqual((await editionOf(db, question)).topics, [
      { category: 'cs.CL', papers: 60 },
      { category: 'cs.LG', papers: 7 },
    ])
  })

  test('readers don’t see authors whose names are to be hidden', async () => {
    const db = await open()
    const authors = [{ name: 'Ada Example' }, { name: 'Bo Hidden', hidden: true }, { name: 'Cy Sample' }]
    await fill(db, [{ ...listed('2603.00001', { day: today }), authors, authorCount: 5 }])
    const question = { period: 'day', key: today, page: 1, today, holidayOn: () => null } as const
    const [paper] = (await editionOf(db, question)).papers
    assert.deepEqual(
      paper?.authors.map(({ name }) => name),
      ['Ada Example', 'Cy Sample'],
    )
    assert.equal(paper?.authorCount, 4)
  })
})
