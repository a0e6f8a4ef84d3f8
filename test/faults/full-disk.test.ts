// A disk without a byte left, under the store or under the search index, and what happens when there is space again.

import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { atEnd, temporaryFolder } from '../support/database.ts'
import { memberAt, millisecondsUntil } from '../support/nodes.ts'
import { startSite } from '../support/program.ts'
import { doctorSays, found, look, vote, voteBook } from '../support/reader.ts'
import { fill, paperRecord } from '../support/records.ts'
import { smallDisk, withoutSmallDisks } from '../support/small-disk.ts'

const ids = Array.from({ length: 30 }, (_, at) => `2603.${String(at + 1).padStart(5, '0')}`)

async function filledStore(data: string) {
  const database = openDatabase({ data })
  atEnd(() => database.close().catch(() => {}))
  await migrate(database)
  await fill(
    database.db,
    ids.map((id) => paperRecord({ id })),
  )
  return database
}

describe('a full disk', { skip: withoutSmallDisks, timeout: 240_000 }, () => {
  test('under the store refuses what is written, and nothing else; with space again all goes on', async () => {
    const disk = smallDisk(40)
    const { db } = await filledStore(disk.folder)
    const site = await startSite(['--data', disk.folder])
    const headers = await memberAt(db, site.url, 'voter-one')
    await millisecondsUntil(async () => (await found(site.url, 'matter')) === ids.length)
    const book = voteBook()
    const cast = async (round: number) => {
      for (const id of ids) {
        const up = round % 2 === 0
        const seen = await vote(site.url, id, headers, up)
        book.note(id, up, seen)
        if (seen.status !== 303) return seen
      }
      return null
    }

    assert.equal(await cast(0), null)
    disk.fill()
    // What is left of its log may take some writes yet.
    let refused = null
    for (let round = 1; round < 60 && refused === null; round++) refused = await cast(round)
    assert.equal(refused?.status, 503)
    assert.ok(refused.retryAfter > 0)
    assert.match(site.said(), /The disk is full: free some space, nothing was lost\./)
    for (const path of ['/papers/new', `/papers/${ids[0]}`, '/papers?q=matter', '/api/papers', '/healthz'])
      assert.equal((await look(`${site.url}${path}`)).status, 200, path)
    assert.match(await doctorSays('disk', disk.folder), /^failed: /)
    assert.deepEqual(await book.wrong(site.url), [])

    disk.empty()
    await millisecondsUntil(async () => (await cast(0)) === null)
    assert.deepEqual(await book.wrong(site.url), [])
    assert.equal(site.process.exitCode, null)
    assert.doesNotMatch(site.said(), /a bug/)

    await site.stop()
    const again = await startSite(['--data', disk.folder])
    assert.deepEqual(await book.wrong(again.url), [])
  })

  test('under the index leaves the search as it is; with space again the index is written', async () => {
    const data = temporaryFolder()
    const folder = join(data, 'search')
    mkdirSync(folder)
    const { db } = await filledStore(data)
    const disk = smallDisk(16, folder)
    disk.fill()
    const site = await startSite(['--data', data])
    await millisecondsUntil(async () => (await found(site.url, 'matter')) === ids.length)
    // More than memory should hold: the folder has to take it.
    const many = Array.from({ length: 1_600 }, (_, at) => `2604.${String(at + 1).padStart(5, '0')}`)
    await fill(
      db,
      many.map((id) => paperRecord({ id, title: 'About thatching' })),
    )
    await millisecondsUntil(async () => /search index could not be written/.test(site.said()), 60_000)
    assert.match(site.said(), /ENOSPC|disk is full/)
    assert.ok((await found(site.url, 'thatching')) > 0)
    assert.equal((await look(`${site.url}/readyz`)).status, 200)

    disk.empty()
    await millisecondsUntil(async () => /^ok: It holds/.test(await doctorSays('search index', data)), 90_000)
    assert.ok((await found(site.url, 'thatching')) > 0)
    assert.doesNotMatch(site.said(), /a bug/)
  })
})
