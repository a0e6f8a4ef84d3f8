import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { temporaryFolder } from '../../test/support/database.ts'
import { addDays, weekOf } from '../papers/calendar.ts'
import { backupName, expiredDays, keptBackups } from './kept-backups.ts'

const daysFrom = (first: string, count: number) =>
  Array.from({ length: count }, (_, at) => addDays(first, at))

describe('which backups are kept', () => {
  test('the newest days, and of each week before them the newest', () => {
    // 2026-03-02 is a Monday.
    const days = daysFrom('2026-02-02', 31)
    const expired = new Set(expiredDays(days, '2026-03-04', { daily: 3, weekly: 3 }))
    assert.deepEqual(
      days.filter((day) => !expired.has(day)),
      ['2026-02-22', '2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'],
    )
  })

  test('a gap lets nothing go: days without a backup don’t count', () => {
    assert.deepEqual(expiredDays(['2020-01-01', '2026-03-04'], '2026-03-04', { daily: 2, weekly: 0 }), [])
  })

  test('a clock that ran ahead takes nothing from those of now', () => {
    const days = ['2026-03-02', '2026-03-03', '2026-03-04', '2027-01-01', '2027-01-02']
    assert.deepEqual(expiredDays(days, '2026-03-04', { daily: 1, weekly: 0 }), ['2026-03-03', '2026-03-02'])
  })

  test('always the newest, never more than asked for, and each night what is let go stays let go', () => {
    const someDays = fc.uniqueArray(fc.integer({ min: 0, max: 800 }), { maxLength: 60 })
    const keep = fc.record({
      daily: fc.integer({ min: 1, max: 10 }),
      weekly: fc.integer({ min: 0, max: 10 }),
    })
    fc.assert(
      fc.property(someDays, keep, (offsets, { daily, weekly }) => {
        const days = offsets.map((offset) => addDays('2024-01-01', offset))
        const expired = expiredDays(days, '2030-01-01', { daily, weekly })
        const kept = days.filter((day) => !expired.includes(day)).sort()
        assert.ok(kept.length <= daily + weekly)
        assert.ok(kept.length >= Math.min(days.length, daily))
        const newest = [...days].sort().at(-1)
        assert.equal(kept.at(-1), newest)
        const weeks = new Set(days.map(weekOf))
        assert.ok(new Set(kept.map(weekOf)).size >= Math.min(weeks.size, weekly))
        assert.deepEqual(expiredDays(kept, '2030-01-01', { daily, weekly }), [])
      }),
    )
  })

  test('other files in the folder are none', async () => {
    const folder = temporaryFolder()
    const names = [
      backupName('2026-03-04'),
      backupName('2026-02-30'),
      'broadsheet-2026-03-05.backup.unchecked',
      'notes',
    ]
    for (const name of names) writeFileSync(join(folder, name), 'x')
    assert.deepEqual(
      (await keptBackups(folder)).map(({ day, bytes }) => [day, bytes]),
      [['2026-03-04', 1]],
    )
  })
})
