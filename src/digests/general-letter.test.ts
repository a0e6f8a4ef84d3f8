import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KyselyPlugin } from 'kysely'
import { eachDatabase } from '../../test/support/database.ts'
import { edition } from '../../test/support/digests.ts'
import { fill } from '../../test/support/records.ts'
import type { Db } from '../db/connect.ts'
import { generalLetter } from './general-letter.ts'

const day = '2026-03-03'
const site = { name: 'Daily Papers', publicUrl: 'https://papers.example.org' }

/** Counts the papers that are read whole. */
function counting(db: Db): { db: Db; read: () => number } {
  let rows = 0
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      rows += result.rows.filter((row) => 'abstract' in row).length
      return result
    },
  }
  return { db: db.withPlugin(plugin), read: () => rows }
}

eachDatabase('the letter for everybody', (open) => {
  test('reads little of a long edition, of a day and of a week', async () => {
    const db = await open()
    await fill(db, edition(day, 150))
    for (const period of ['daily', 'weekly'] as const) {
      const { db: watched, read } = counting(db)
      const general = await generalLetter(watched, site, { period, day })
      assert.deepEqual(
        general?.papers,
        edition(day, 20).map(({ id }) => id),
      )
      assert.ok(read() >= 20 && read() <= 40, `${read()} papers`)
    }
  })

  test('is full where many of the first were withdrawn, each with its place', async () => {
    const db = await open()
    const papers = edition(day, 90).map((paper, at) => ({ ...paper, withdrawn: at < 50 }))
    await fill(db, papers)
    const general = await generalLetter(db, site, { period: 'daily', day })
    assert.deepEqual(
      general?.papers,
      papers.slice(50, 70).map(({ id }) => id),
    )
    assert.match(general?.letter.items[0]?.why ?? '', /Number 51 of the day/)
  })

  test('leads to the archive once its edition is closed', async () => {
    const db = await open()
    await fill(db, edition(day, 2))
    const linkOn = async (today: string) =>
      (await generalLetter(db, site, { period: 'daily', day, today }))?.letter.browser?.url
    assert.equal(await linkOn(day), undefined)
    assert.equal(await linkOn('2026-03-04'), 'https://papers.example.org/digests/daily/2026-03-03')
  })
})
