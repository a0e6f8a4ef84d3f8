import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { rarely } from './rarely.ts'

test('is asked again after a hundred times as long as it took, at least five seconds; all who wait share it', async () => {
  let now = 0
  mock.method(performance, 'now', () => now)
  try {
    let asked = 0
    const ask = rarely(async () => {
      now += 200
      return ++asked
    })
    assert.deepEqual(await Promise.all([ask(), ask()]), [1, 1])
    now = 200 + 19_999
    assert.equal(await ask(), 1)
    now = 200 + 20_000
    assert.equal(await ask(), 2)
  } finally {
    mock.restoreAll()
  }
})

test('what failed is asked again at once', async () => {
  let asked = 0
  const ask = rarely(async () => {
    if (++asked === 1) throw new Error('away')
    return asked
  })
  await assert.rejects(ask(), /away/)
  assert.equal(await ask(), 2)
})
