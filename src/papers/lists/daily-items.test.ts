import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { dailyItems } from './daily-items.ts'

const ada = { id: 'a'.repeat(24), name: 'ada' }
const ben = { id: 'b'.repeat(24), name: 'ben' }

eachDatabase('the papers that somebody put on lists', (open) => {
  test('have what somebody else put on another list as well', async () => {
    const db = await open()
    const entries = [
      { day: '2026-03-02', submittedBy: ada, recordedVotes: 9, recordedComments: 2 },
      { day: '2026-03-03', submittedBy: ben, recordedVotes: 4, recordedComments: 1 },
      { day: '2026-03-04', submittedBy: ada, recordedVotes: 3, recordedComments: 0 },
    ]
    await fill(db, [paperRecord({ id: '2603.00001', entries })])
    const month = { period: 'month' as const, key: '2026-03' }
    const of = async (submitter: string, rest: { within?: typeof month; trending?: boolean }) => {
      const question = { submitter, trending: false, today: '2026-03-04', offset: 0, limit: 10, ...rest }
      const { items } = await dailyItems(db, question)
      return items.map(({ entry, votes, submitter }) => [entry?.day, votes, submitter?.name])
    }
    // The votes of a month are the larger ones of its days, whoever asks.
    assert.deepEqual(await of('ben', { within: month }), [['2026-03-03', 9, 'ben']])
    assert.deepEqual(await of('ada', { within: month }), [['2026-03-02', 9, 'ada']])
    assert.deepEqual(await of('ben', { within: month, trending: true }), [['2026-03-03', 9, 'ben']])
    assert.deepEqual(await of('ben', { trending: true }), [['2026-03-03', 4, 'ben']])
    assert.deepEqual(await of('ben', {}), [['2026-03-03', 4, 'ben']])
  })
})
