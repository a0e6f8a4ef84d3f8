import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { finderOver } from '../../test/support/finder.ts'
import { finderOfStore } from '../../test/support/local-finder.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import type { Db } from '../db/connect.ts'
import { NotFound } from '../errors.ts'
import type { PaperRecord } from '../papers/paper.ts'
import { personId } from '../papers/recorded-person.ts'
import { whyFollowed } from './follow-index.ts'
import { type Follow, readFollow } from './follow-kinds.ts'
import { followedPapers } from './followed-papers.ts'
import { whyText } from './why-text.ts'

const ada = { name: 'ada' }
const today = '2026-03-04'
const records: PaperRecord[] = [
  paperRecord({ id: '2603.00001', published: '2026-03-01T10:00:00.000Z', categories: ['cs.CL'] }),
  paperRecord({ id: '2603.00002', published: '2026-03-02T10:00:00.000Z', categories: ['cs.CV'] }),
  paperRecord({
    ...{ id: '2603.00003', published: '2026-03-03T10:00:00.000Z', title: 'Pretraining world models' },
    authors: [{ name: 'Grace Ó Sample' }],
  }),
  paperRecord({
    ...{ id: '2603.00004', published: '2026-02-20T10:00:00.000Z', categories: ['math.CO'] },
    entries: [
      { day: '2026-03-04', submittedBy: ada },
      { day: '2026-03-05', submittedBy: { name: 'later' } },
    ],
  }),
  paperRecord({
    ...{ id: '2603.00005', published: '2026-01-20T10:00:00.000Z' },
    organization: { id: 'o'.repeat(24), name: 'example-lab', fullname: 'The Example Laboratory' },
  }),
  paperRecord({ id: '2603.00006', categories: ['cs.CL'] }),
]

const person = (name: string): Follow => ({ kind: 'person', value: personId({ name }), label: name })

async function found(db: Db, follows: Follow[], page = 1) {
  const part = await followedPapers(db, finderOfStore(db), { follows, today, page })
  return part.papers.map(({ paper, why }) => `${paper.id} ${whyText(why)}`)
}

eachDatabase('papers of what is followed', (open) => {
  test('are the newest of all kinds, each once, with the reasons', async () => {
    const db = await open()
    await fill(db, records)
    const follows = [
      readFollow('category', 'cs'),
      readFollow('category', 'cs.CV'),
      readFollow('author', 'grace o sample'),
      readFollow('keyword', 'pre-training'),
      readFollow('keyword', 'world model'),
      readFollow('organisation', 'Example Lab'),
      person('ada'),
    ]
    assert.deepEqual(await found(db, follows), [
      '2603.00003 By grace o sample; speaks of “pre-training”; speaks of “world model”',
      '2603.00002 In cs; in cs.CV',
      '2603.00001 In cs',
      '2603.00004 Brought by @ada',
      '2603.00005 From Example Lab',
    ])
  })

  test('are none of what fits nothing, and none of lists to come', async () => {
    const db = await open()
    await fill(db, records)
    assert.deepEqual(await found(db, []), [])
    assert.deepEqual(await found(db, [person('later'), readFollow('keyword', 'nothing of this')]), [])
    await assert.rejects(found(db, [readFollow('category', 'cs')], 2), NotFound)
  })

  test('come in parts', async () => {
    const db = await open()
    const many = Array.from({ length: 120 }, (_, at) =>
      paperRecord({
        id: `2602.${String(10_000 + at)}`,
        published: new Date(Date.UTC(2026, 1, 1, 0, at)).toISOString(),
        ...(at % 2 === 0 ? { categories: ['cs.LG'] } : { title: `Gardens, part ${at}` }),
      }),
    )
    await fill(db, many)
    const follows = [readFollow('category', 'cs.LG'), readFollow('keyword', 'gardens')]
    const pages = [await found(db, follows), await found(db, follows, 2), await found(db, follows, 3)]
    assert.deepEqual(
      pages.flat().map((line) => line.slice(0, 10)),
      many.map(({ id }) => id).reverse(),
    )
    await assert.rejects(found(db, follows, 4), NotFound)
  })

  test('are those that fit in memory, too: the search and the digest agree', async () => {
    const db = await open()
    const words = [
      'sparse',
      'Graphs',
      'graph',
      'state-space',
      'state',
      'space',
      'pretraining',
      'pre-training',
      'of',
    ]
    const line = (seed: number) =>
      Array.from({ length: 5 }, (_, at) => words[(seed * 7 + at * (1 + (seed % 4))) % words.length]).join(' ')
    const papers = Array.from({ length: 60 }, (_, at) =>
      paperRecord({
        ...{ id: `2601.${10_000 + at}`, title: line(at), abstract: line(at + 31) },
        published: new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString(),
        authors: [{ name: `Ada ${at % 3 === 0 ? 'Graph' : 'Example'}` }],
      }),
    )
    await fill(db, papers)
    for (const text of [
      'graph',
      'sparse graph',
      'state space',
      'state-space',
      'pre-training',
      'pretraining of',
    ])
      for (const kind of ['keyword', 'author'] as const) {
        const follow = readFollow(kind, text)
        const alone = papers.filter((paper) => whyFollowed(paper, [follow]).length > 0).map(({ id }) => id)
        const listed = (await found(db, [follow])).map((line) => line.slice(0, 10))
        assert.deepEqual(listed, alone.reverse().slice(0, 50), `${kind} ${text}`)
      }
  })

  test('are those without words while the search is away', async () => {
    const db = await open()
    await fill(db, records)
    const away = finderOver([], { state: { kind: 'unavailable', why: 'being built' } })
    const follows = [readFollow('category', 'cs.CV'), readFollow('keyword', 'world models')]
    const part = await followedPapers(db, away, { follows, today, page: 1 })
    assert.deepEqual([part.papers.length, part.withoutSearch], [1, true])
  })
})
