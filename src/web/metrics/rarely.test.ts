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

test('what is not answered within a minute is asked again, and is nobody’s answer when it comes after all', async () => {
  let now = 0
  mock.method(performance, 'now', () => now)
  try {
    const answers = [Promise.withResolvers<string>(), Promise.withResolvers<string>()]
    let asked = 0
    const ask = rarely(() => answers[asked++]?.promise ?? Promise.resolve('third'))
    const first = ask()
    now = 59_999
    assert.equal(ask(), first)
    now = 60_000
    const second = ask()
    answers[1]?.resolve('new')
    assert.equal(await second, 'new')
    answers[0]?.resolve('old')
    assert.deepEqual([await first, await ask(), asked], ['old', 'new', 2])
  } finally {
    mock.restoreAll()
  }
})
