import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { eachDatabase } from '../../test/support/database.ts'
import { aMember } from '../../test/support/members.ts'
import { afterLook, PAUSE_MS, visitList } from './list-visits.ts'

const MINUTE = 60_000

eachDatabase('visits of a list', (open) => {
  test('begin after a pause; looks within one see the same, however many', async () => {
    const db = await open()
    const { id: memberId } = await aMember(db, 'ada')
    const look = (minute: number, list = 'new') => visitList(db, { memberId, list, now: minute * MINUTE })
    assert.equal(await look(100), null)
    assert.equal(await look(120), null)
    assert.equal(await look(151), 120 * MINUTE)
    for (const minute of [152, 160, 189, 200]) assert.equal(await look(minute), 120 * MINUTE, String(minute))
    assert.equal(await look(240), 200 * MINUTE)
    assert.equal(await look(240, 'trending'), null)
    assert.equal(await look(239), 200 * MINUTE)
    const looks = await Promise.all([400, 400, 400].map((minute) => look(minute)))
    assert.deepEqual(new Set(looks), new Set([240 * MINUTE]))
  })
})

test('whenever somebody looks: what is new never grows within a visit, and looks that are near are one', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 * MINUTE }), { minLength: 1 }), (pauses) => {
      let visit = { member_id: 'x', list: 'new', seen_at: 0, before_at: null as number | null }
      let now = 0
      let last = 0
      for (const pause of pauses) {
        now += pause
        const next = afterLook(visit, now)
        if (now - last <= PAUSE_MS && next.before_at !== visit.before_at) {
          // Only the looks that were not noted may end it: those of the last five minutes.
          assert.ok(now - visit.seen_at > PAUSE_MS)
          assert.ok(last - visit.seen_at < 5 * MINUTE)
        }
        assert.ok(next.before_at === null || next.before_at <= next.seen_at)
        visit = next
        last = now
      }
    }),
  )
})
