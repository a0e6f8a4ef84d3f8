import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { RateLimited } from '../errors.ts'
import { countAttempt, forgetOldAttempts, type Limit } from './limits.ts'

const limit: Limit = { what: 'sign-in', most: 3, windowMs: 600_000, sentence: 'Too many attempts.' }

eachDatabase('limits', (open) => {
  test('hold for one, for a while, whoever counts', async () => {
    const db = await open()
    const now = Date.parse('2026-03-04T12:00:30Z')
    const attempts = await Promise.allSettled(
      Array.from({ length: 5 }, () => countAttempt(db, limit, 'ada', now)),
    )
    assert.deepEqual(attempts.map(({ status }) => status).sort(), [
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ])
    await countAttempt(db, limit, 'eve', now)
    await assert.rejects(
      countAttempt(db, limit, 'ada', now),
      (error) =>
        error instanceof RateLimited &&
        error.retryAfterSeconds === 570 &&
        /in 10 minutes/.test(error.message),
    )
    await countAttempt(db, limit, 'ada', now + limit.windowMs)
    await forgetOldAttempts(db, now + 40 * 86_400_000)
    assert.deepEqual(await db.selectFrom('attempt').selectAll().execute(), [])
  })
})
