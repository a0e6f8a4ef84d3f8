import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type EmptyDayReason, whyEmpty } from './empty-day.ts'

const holidayOn = (day: string) => (day === '2026-03-03' || day === '2026-03-04' ? 'Example Day' : null)

test('the reason for a day without papers', () => {
  const cases: [string, string, EmptyDayReason][] = [
    ['2026-03-05', '2026-03-04', { kind: 'future' }],
    ['2026-02-28', '2026-03-04', { kind: 'weekend' }],
    // Today is a Saturday: "not yet" would promise papers that won't come.
    ['2026-03-07', '2026-03-07', { kind: 'weekend' }],
    ['2026-03-03', '2026-03-04', { kind: 'holiday', name: 'Example Day' }],
    ['2026-03-04', '2026-03-04', { kind: 'holiday', name: 'Example Day' }],
    ['2026-03-05', '2026-03-05', { kind: 'notYet' }],
    ['2026-03-02', '2026-03-04', { kind: 'gap' }],
    ['2026-01-31', '2026-03-04', { kind: 'before', firstDay: '2026-02-02' }],
  ]
  for (const [day, today, reason] of cases) {
    assert.deepEqual(whyEmpty(day, { today, firstDay: '2026-02-02', holidayOn }), reason, day)
  }
  assert.deepEqual(whyEmpty('2026-03-05', { today: '2026-03-05', holidayOn }), { kind: 'notYet' })
})
