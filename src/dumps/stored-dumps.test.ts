import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { eachDatabase, openMigrated, temporaryFolder } from '../../test/support/database.ts'
import { dumpParts, linesIn, textsIn } from '../../test/support/dumps.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import { fixedClock } from '../clock.ts'
import { makeDailyDump } from './make-dump.ts'
import { storeDump, storedDumps } from './stored-dumps.ts'
import { threadedDumps } from './threaded-dumps.ts'

const never = new AbortController().signal
const daysOf = async (data: string) => (await storedDumps(data)).map(({ day }) => day)

test('one dump a day, made once, of which the newest seven are kept', async () => {
  const database = await openMigrated('sqlite')
  await fill(database.db, [paperRecord({ id: '2603.00001' })])
  const data = temporaryFolder()
  for (let date = 1; date <= 9; date++)
    await makeDailyDump(database, dumpParts(data, `2026-03-0${date}T02:20:00Z`))
  const days = await daysOf(data)
  assert.deepEqual([days.length, days[0], days.at(-1)], [7, '2026-03-09', '2026-03-03'])
  await fill(database.db, [paperRecord({ id: '2603.00002' })])
  const again = await makeDailyDump(database, dumpParts(data, '2026-03-09T23:59:59Z'))
  assert.deepEqual([again.made, again.files[0]?.lines], ['2026-03-09T02:20:00.000Z', 1])
  assert.equal(linesIn(textsIn(join(data, 'dumps', '2026-03-09')).papers).length, 1)
})

test('what a killed process began is no dump, and is cleared away by the next', async () => {
  const database = await openMigrated('sqlite')
  const data = temporaryFolder()
  mkdirSync(join(data, 'dumps', '.2026-03-03.part'), { recursive: true })
  mkdirSync(join(data, 'dumps', '2026-03-02'))
  writeFileSync(join(data, 'dumps', '2026-03-02', 'manifest.json'), '{"format":"broadsheet-')
  assert.deepEqual(await daysOf(data), [])
  await makeDailyDump(database, dumpParts(data))
  assert.deepEqual(readdirSync(join(data, 'dumps')), ['2026-03-04'])
})

test('a dump that fails leaves nothing', async () => {
  const data = temporaryFolder()
  const failing = storeDump(data, '2026-03-04', async (folder) => {
    writeFileSync(join(folder, 'papers.jsonl.zst'), 'half')
    throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
  })
  await assert.rejects(failing, /no space/)
  assert.deepEqual(readdirSync(join(data, 'dumps')), [])
  assert.deepEqual(await daysOf(join(data, 'nowhere')), [])
})

eachDatabase('a thread', (_, openWhole) => {
  test('makes a dump from the store alone, and says why it can’t', async () => {
    const database = await openWhole()
    await fill(database.db, [paperRecord({ id: '2603.00001' })])
    const data = temporaryFolder()
    const store = database.kind === 'postgres' ? { data, url: database.at } : { data: dirname(database.at) }
    const { clock, ...parts } = dumpParts(data)
    await threadedDumps({ ...parts, clock, store })(never)
    assert.deepEqual(await daysOf(data), ['2026-03-04'])
    assert.equal(linesIn(textsIn(join(data, 'dumps', '2026-03-04')).papers).length, 1)
    await database.db.deleteFrom('migration').where('name', '=', '0005_community.sql').execute()
    const tomorrow = threadedDumps({ ...parts, clock: fixedClock('2026-03-05T02:20:00Z'), store })
    await assert.rejects(tomorrow(never), /not at this program’s version/)
    assert.equal(existsSync(join(data, 'dumps', '2026-03-05')), false)
  })
})
