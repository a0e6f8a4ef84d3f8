import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { doorOf } from '../../../test/support/door.ts'
import { aMember } from '../../../test/support/members.ts'
import { outbox } from '../../../test/support/outbox.ts'
import { routes } from '../routes.ts'

const settings = { SMTP_URL: 'smtp://127.0.0.1', MAIL_FROM: 'papers@example.org' }
const ada = 'ada@example.org'

eachDatabase('whoever asks', (open) => {
  test('writes to an address no more than ten times a day, whichever form asks', async () => {
    const db = await open()
    for (let hour = 13; hour < 16; hour++) {
      const door = doorOf(db, { settings, at: `2026-03-04T${hour}:00:00.000Z` })
      const ask = async () => (await door.post(routes.subscribe(), { email: ada })).status
      for (let at = 0; at < (hour < 15 ? 4 : 2); at++) assert.equal(await ask(), 200)
      if (hour < 15) continue
      assert.equal(await ask(), 429)
      assert.equal((await door.post(routes.signInLink(), { who: ada })).status, 429)
    }
    assert.equal((await outbox(db)).length, 10)
    const byName = doorOf(db, { settings, at: '2026-03-04T16:30:00.000Z' })
    await aMember(db, 'ada')
    assert.equal((await byName.post(routes.signInLink(), { who: 'ada' })).status, 429)
    const tomorrow = doorOf(db, { settings, at: '2026-03-05T16:00:00Z' })
    assert.equal((await tomorrow.post(routes.subscribe(), { email: ada })).status, 200)
  })
})
