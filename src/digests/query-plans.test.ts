// What is asked each minute, or by an admin who looks, must not read all that there ever was.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { aSubscriber } from '../../test/support/digests.ts'
import { plansOf } from '../../test/support/query-plans.ts'
import { noon } from '../../test/support/site.ts'
import { countDigests, countFailedDigests, domainDue, troubledDigests } from './delivery-queries.ts'
import { isAnybodyDue } from './plan-digests.ts'

const WHOLE = /SCAN (subscription|digest_delivery)\b(?! USING (COVERING )?INDEX)|Seq Scan/

eachDatabase('an index answers', (_open, openWhole, kind) => {
  test('who is due, without looking at those who had theirs', async () => {
    const database = await openWhole()
    await aSubscriber(database.db, 'ada@example.org', { timezone: 'Europe/Berlin' })
    const plans = await plansOf(database, (db) => isAnybodyDue(db, Date.parse(noon)))
    assert.ok(plans.length >= 2, 'the zones, and who is due in one')
    for (const plan of plans) assert.doesNotMatch(plan, WHOLE)
    assert.match(
      plans[1] ?? '',
      kind === 'sqlite'
        ? /INDEX subscription_due \(state=\? AND timezone=\? AND period=\? AND <expr><\?\)/
        : /subscription_due.*\n.*Index Cond: .*COALESCE\(decided_on.*hour <=/,
    )
    assert.doesNotMatch(plans[1] ?? '', /TEMP B-TREE|Sort/)
  })

  test('how the last days went, what failed, and what is due', async () => {
    const database = await openWhole()
    const of = async (ask: Parameters<typeof plansOf>[1], wanted: RegExp) => {
      for (const plan of await plansOf(database, ask)) {
        assert.doesNotMatch(plan, WHOLE)
        assert.match(plan, wanted)
      }
    }
    await of((db) => countDigests(db, '2026-02-20'), /digest_delivery_by_day/)
    await of((db) => countFailedDigests(db, 0), /digest_delivery_due/)
    await of((db) => troubledDigests(db, 10), /digest_delivery_due/)
    await of((db) => domainDue(db, Date.parse(noon)), /digest_delivery_due/)
  })
})
