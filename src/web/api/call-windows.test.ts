import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { databaseKinds, openMigrated } from '../../../test/support/database.ts'
import { forgetCallWindows } from './call-window-queries.ts'
import { createCallWindows } from './call-windows.ts'

const rate = { calls: 500, seconds: 300 }

test('a node alone counts exactly, and begins anew when the window is over', async () => {
  const windows = createCallWindows({ calls: 2, seconds: 0.05 })
  assert.deepEqual([await windows.count('a'), await windows.count('a'), await windows.count('b')], [1, 2, 1])
  await sleep(60)
  assert.equal(await windows.count('a'), 1)
})

test('nodes together let through a tenth more at most, however they are asked', {
  skip: !databaseKinds.includes('postgres') && 'TEST_DATABASE_URL is not set.',
}, async () => {
  const { db } = await openMigrated('postgres')
  const nodes = [1, 2, 3, 4, 5].map(() => createCallWindows(rate, db))
  /** Calls that pass of so many to each node, `atOnce` of them at a time. */
  const passed = async (asker: string, each: number, atOnce: number): Promise<number> => {
    const numbers = nodes.map(async (node) => {
      const all: number[] = []
      for (let at = 0; at < each; at += atOnce)
        all.push(...(await Promise.all(Array.from({ length: atOnce }, () => node.count(asker)))))
      return all
    })
    return (await Promise.all(numbers)).flat().filter((number) => number <= rate.calls).length
  }
  for (const [asker, each, atOnce] of [
    ['at once', 400, 400],
    ['in small groups', 400, 7],
    ['one after the other', 200, 1],
  ] as const) {
    const through = await passed(asker, each, atOnce)
    assert.ok(through >= 500 && through <= 550, `${asker}: ${through} of ${each * 5} passed`)
  }
  assert.equal(await passed('below the limit', 100, 10), 500)
  // Neither the name of an asker nor one row more than there are.
  const rows = await db.selectFrom('call_window').selectAll().execute()
  assert.deepEqual(
    rows.map(({ asker }) => asker.length),
    [22, 22, 22, 22],
  )
  await forgetCallWindows(db, Date.now() + 1)
  assert.equal((await db.selectFrom('call_window').selectAll().execute()).length, 0)
})

test('what is asked of few is exact, and whoever is over the limit costs the store nothing', {
  skip: !databaseKinds.includes('postgres') && 'TEST_DATABASE_URL is not set.',
}, async () => {
  const { db, close, onQuery } = await openMigrated('postgres')
  let asked = 0
  onQuery(() => asked++)
  const nodes = [1, 2, 3].map(() => createCallWindows({ calls: 10, seconds: 300 }, db))
  let through = 0
  for (let number = 0; number < 300; number++) {
    const counted = await nodes[number % 3]?.count('somebody')
    if (counted !== undefined && counted <= 10) through++
  }
  assert.equal(through, 10)
  assert.ok(asked <= 14, `${asked} questions`)

  // Where the store is away, each node counts alone.
  await close()
  const alone = nodes[0]
  const numbers = await Promise.all(Array.from({ length: 12 }, () => alone?.count('another')))
  assert.deepEqual(numbers, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
})
