import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { aMember } from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { putChosenEntry } from '../../community/curation/entry-queries.ts'
import { submitPaper } from '../../community/submissions/submit.ts'
import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/write.ts'
import { aPaper } from '../paper.fixture.ts'
import type { PaperRecord } from '../paper.ts'
import { saveRecordsIn } from '../save.ts'
import { editionOf } from './editions.ts'
import { chooseEditions, type RuleSettings } from './rule-edition.ts'
import { ruleScore } from './rule-score.ts'

const code = { kind: 'code' as const, url: 'https://example.org/code' }

describe('the score of a paper', () => {
  const score = (parts: Parameters<typeof aPaper>[0], isNew = true) =>
    ruleScore({ paper: aPaper(parts), isNew }, ['cs.AI', 'math'])
  const cases: [string, Parameters<typeof aPaper>[0], number][] = [
    ['nothing known', {}, 0.5],
    ['a preferred category', { categories: ['cs.AI'] }, 1.5],
    ['a subject of a preferred archive', { categories: ['math.CO'] }, 1.5],
    ['code', { links: [code] }, 2],
    ['code with 999 stars', { links: [{ ...code, stars: 999 }] }, 5],
    [
      'a project page and a film',
      { links: [{ kind: 'project', url: 'https://example.org/' }], media: ['https://example.org/a.mp4'] },
      2,
    ],
    ['7 votes and 3 comments', { recordedVotes: 7, recordedComments: 3 }, 13.5],
  ]
  for (const [what, parts, expected] of cases) {
    test(`${what}: ${expected}`, () => assert.equal(score(parts), expected))
  }
  test('cross-listed: half a point less', () => assert.equal(score({}, false), 0))
})

eachDatabase('editions by rule', (open) => {
  const now = Date.parse('2026-03-04T12:00:00Z')
  const settings: RuleSettings = {
    ...{ timezone: 'UTC', cutoff: '00:00', size: 2, categories: ['cs.LG'], hasCurator: false },
  }
  const papers = [1, 2, 3].map((number) => paperRecord({ id: `2603.0000${number}` }))

  async function announced(day: string, records: PaperRecord[] = papers): Promise<Db> {
    const db = await open()
    await inTransaction(db, (tx) => saveRecordsIn(tx, records, 'arxiv-feed'))
    const rows = records.map(({ id }, at) => ({ day, paper_id: id, kind: at === 0 ? 'cross' : 'new' }))
    await db.insertInto('announcement').values(rows).execute()
    return db
  }

  const entriesOf = async (db: Db, day: string) => {
    const rows = await db
      .selectFrom('edition_entry')
      .selectAll()
      .where('day', '=', day)
      .orderBy('place')
      .execute()
    return rows.map(({ paper_id, chosen_by }) => `${paper_id} ${chosen_by}`)
  }

  test('the best of what was announced, again and again while the day is open', async () => {
    const db = await announced('2026-03-04')
    assert.deepEqual(await chooseEditions(db, now, settings), ['2026-03-04'])
    assert.deepEqual(await entriesOf(db, '2026-03-04'), ['2603.00002 rule', '2603.00003 rule'])
    assert.deepEqual(await chooseEditions(db, now, settings), [])
    await inTransaction(db, (tx) =>
      saveRecordsIn(tx, [paperRecord({ id: '2603.00001', links: [code] })], 'github'),
    )
    assert.deepEqual(await chooseEditions(db, now, settings), ['2026-03-04'])
    assert.deepEqual(await entriesOf(db, '2026-03-04'), ['2603.00001 rule', '2603.00002 rule'])
    assert.deepEqual(await chooseEditions(db, now + 86_400_000, settings), [], 'a closed day stays as it was')
  })

  test('people go before the rule, and take its place', async () => {
    const db = await announced('2026-03-04')
    await chooseEditions(db, now, settings)
    await fill(db, [
      paperRecord({ id: '2603.00003', entries: [{ day: '2026-03-04', submittedBy: { name: 'ada' } }] }),
    ])
    assert.deepEqual(await chooseEditions(db, now, settings), ['2026-03-04'])
    assert.deepEqual(await entriesOf(db, '2026-03-04'), ['2603.00003 null'])
  })

  test('what members submit by themselves stands beside what the rule chose', async () => {
    const db = await announced('2026-03-04')
    await chooseEditions(db, now, settings)
    const { id, name } = await aMember(db, 'kim')
    const submit = (paperId: string) =>
      submitPaper(db, {
        ...{ paperId, note: '', media: '', now, today: '2026-03-04' },
        viewer: { id, name, role: 'reader', email: '', emailVerified: true, joinedAt: 0, vouched: true },
        rules: { ...settings, mode: 'direct', oldestDays: 0, perDay: 5 },
      })
    assert.deepEqual(await submit('2603.00003'), { state: 'listed', day: '2026-03-04' })
    assert.deepEqual(await chooseEditions(db, now, settings), ['2026-03-04'])
    const all = ['2603.00001 rule', '2603.00002 rule', '2603.00003 null']
    assert.deepEqual((await entriesOf(db, '2026-03-04')).sort(), all)
    assert.deepEqual(await chooseEditions(db, now, settings), [])
    const question = { period: 'day', key: '2026-03-04', page: 1, today: '2026-03-04' } as const
    assert.equal((await editionOf(db, { ...question, holidayOn: () => null })).byRule, true)

    await fill(db, [paperRecord({ id: '2603.00001', entries: [{ day: '2026-03-04' }] })])
    assert.deepEqual(await chooseEditions(db, now, settings), ['2026-03-04'])
    assert.deepEqual((await entriesOf(db, '2026-03-04')).sort(), ['2603.00001 null', '2603.00003 null'])
  })

  test('where somebody chooses, a submitted paper makes a day that is not made up for', async () => {
    const db = await announced('2026-03-04')
    const { id } = await aMember(db, 'kim')
    await db
      .insertInto('submission')
      .values({
        ...{ id: '0'.repeat(24), paper_id: '2603.00003', person_id: id, day: '2026-03-04', state: 'listed' },
        ...{ note: null, media: '[]', reason: null, decided_by: id, created_at: now, decided_at: null },
      })
      .execute()
    await inTransaction(db, (tx) =>
      putChosenEntry(tx, { day: '2026-03-04', paperId: '2603.00003', submittedBy: id, enteredAt: now }),
    )
    const tomorrow = now + 86_400_000
    assert.deepEqual(await chooseEditions(db, tomorrow, { ...settings, hasCurator: true }), [])
    assert.deepEqual(await chooseEditions(db, tomorrow, settings), ['2026-03-04'])
  })

  test('where somebody chooses, the rule waits until the day has closed without a paper', async () => {
    const db = await announced('2026-03-04')
    const curated = { ...settings, hasCurator: true }
    assert.deepEqual(await chooseEditions(db, now, curated), [])
    assert.deepEqual(await chooseEditions(db, now + 86_400_000, curated), ['2026-03-04'])
  })

  test('a list that comes long after its day takes the rule’s place all the same', async () => {
    const db = await announced('2026-03-04')
    await chooseEditions(db, now, settings)
    await fill(db, [paperRecord({ id: '2603.00003', entries: [{ day: '2026-03-04', place: 0 }] })])
    assert.deepEqual(await chooseEditions(db, now + 20 * 86_400_000, settings), ['2026-03-04'])
    assert.deepEqual(await entriesOf(db, '2026-03-04'), ['2603.00003 null'])
  })

  test('nothing for weekends, long ago, or where it is switched off', async () => {
    assert.deepEqual(
      await chooseEditions(await announced('2026-02-28'), Date.parse('2026-02-28T12:00:00Z'), settings),
      [],
    )
    assert.deepEqual(await chooseEditions(await announced('2026-02-02'), now, settings), [])
    assert.deepEqual(await chooseEditions(await announced('2026-03-04'), now, { ...settings, size: 0 }), [])
  })
})
