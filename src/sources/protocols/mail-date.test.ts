import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseMailDate } from './mail-date.ts'

test('a date as mails write it', () => {
  assert.deepEqual(parseMailDate('Mon, 22 Oct 2018 22:41:50 GMT'), {
    time: '2018-10-22T22:41:50.000Z',
    localDay: '2018-10-22',
  })
  assert.deepEqual(parseMailDate(' Wed, 4 Mar 2026 00:00:00 -0500 '), {
    time: '2026-03-04T05:00:00.000Z',
    localDay: '2026-03-04',
  })
  assert.equal(parseMailDate('4 Mar 2026 23:30 +0100')?.time, '2026-03-04T22:30:00.000Z')
})

test('other texts are none', () => {
  for (const text of ['', '2026-03-04', 'Mon, 31 Feb 2018 22:41:50 GMT', 'Mon, 22 Okt 2018 22:41:50 GMT'])
    assert.equal(parseMailDate(text), null)
  for (const text of [
    'Mon, 22 Oct 2018 25:41:50 GMT',
    'Mon, 22 Oct 2018 22:41:50 +9999',
    'Mon, 22 Oct 0018 22:41:50 GMT',
  ])
    assert.equal(parseMailDate(text), null)
})

test('every second is read again', () => {
  const seconds = fc.integer({ min: Date.UTC(1991, 0) / 1000, max: Date.UTC(2099, 0) / 1000 })
  fc.assert(
    fc.property(seconds, (second) => {
      const date = new Date(second * 1000)
      assert.equal(parseMailDate(date.toUTCString())?.time, date.toISOString())
    }),
  )
})
