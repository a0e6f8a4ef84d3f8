import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyText, insteadText } from './empty-day-text.ts'

test('each reason has its sentence', () => {
  const day = '2025-12-25'
  const sentences = [
    [{ kind: 'weekend' }, /Saturdays and Sundays/],
    [{ kind: 'holiday', name: 'Christmas' }, /Thursday 25 December 2025.*\(Christmas\)/],
    [{ kind: 'notYet' }, /haven’t come yet/],
    [{ kind: 'future' }, /still to come/],
    [{ kind: 'before', firstDay: '2026-01-02' }, /before the first one here/],
    [{ kind: 'gap' }, /No papers were listed on Thursday 25 December 2025/],
  ] as const
  for (const [reason, sentence] of sentences)
    assert.match(emptyText('day', { day, reason, today: day }), sentence)
})

test('weeks and months speak of themselves', () => {
  const empty = { day: '2026-03-01', reason: { kind: 'weekend' } } as const
  assert.equal(emptyText('month', { ...empty, today: '2026-04-01' }), 'No papers were listed in that month.')
  for (const reason of [empty.reason, { kind: 'holiday', name: 'Example Day' }, { kind: 'notYet' }] as const)
    assert.equal(
      emptyText('month', { ...empty, reason, today: empty.day }),
      'No papers have been listed this month yet.',
    )
})

test('what stands instead is the newest of all, the last before it, or the first after it', () => {
  const friday = { period: 'day', shown: '2025-10-31', day: '2025-11-01', newest: false } as const
  assert.equal(insteadText(friday), 'Shown instead: the last edition before it, of Friday 31 October 2025.')
  assert.equal(
    insteadText({ ...friday, newest: true }),
    'Shown instead: the newest edition, of Friday 31 October 2025.',
  )
  assert.equal(
    insteadText({ period: 'month', shown: '2025-10', day: '2020-01-01', newest: false }),
    'Shown instead: the first month with papers, October 2025.',
  )
})
