import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { pack } from 'tar-stream'
import { eachDatabase, temporaryFolder } from '../../../test/support/database.ts'
import {
  changeCounter,
  countsOfDays,
  importInto,
  line,
  linesFile,
  manyLines,
} from '../../../test/support/imports.ts'
import { contentOf } from '../../../test/support/store-content.ts'
import { type Database, openDatabase } from '../../db/connect.ts'

eachDatabase('an import that is not alone or not undisturbed', (open, openWhole) => {
  test('asked to stop it saves what it read, and the next run goes on there', async () => {
    const db = await open()
    const file = linesFile(manyLines(1_000, (n) => (n === 7 ? { title: '' } : {})))
    const stop = new AbortController()
    const first = await importInto(db, [file], { signal: stop.signal, onProgress: () => stop.abort() })
    assert.equal(first.interrupted, true)
    const done = first.files[0]?.records ?? 0
    assert.ok(done > 0 && done < 1_000)
    const [second] = (await importInto(db, [file])).files
    assert.equal(second?.resumedAt, done)
    assert.deepEqual([second?.records, second?.bad], [1_000, 1])
    assert.equal((second?.added ?? 0) + (first.files[0]?.added ?? 0), 999)
    const [third] = (await importInto(db, [file])).files
    assert.equal(third?.resumedAt, undefined)
    assert.equal(third?.unchanged, 999)
  })

  test('asked to stop it leaves no half of a day', async () => {
    const db = await open()
    const item = (number: number) => ({ paper: { ...JSON.parse(line(number)), summary: 'An abstract.' } })
    const archive = pack()
    for (const [at, day] of ['2026-03-02', '2026-03-03', '2026-03-04'].entries()) {
      const list = Array.from({ length: 150 }, (_, place) => item(1 + at * 150 + place))
      archive.entry({ name: `${day}.json` }, JSON.stringify(list))
    }
    archive.finalize()
    const file = join(temporaryFolder(), 'lists.tar')
    writeFileSync(file, await buffer(archive))
    const stop = new AbortController()
    const { files, interrupted } = await importInto(db, [file], {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    })
    assert.deepEqual([interrupted, files[0]?.error], [true, undefined])
    const counts = Object.values(await countsOfDays(db))
    assert.ok(counts.length < 3 && counts.every((count) => count === 150), JSON.stringify(counts))
    await importInto(db, [file])
    assert.deepEqual(Object.values(await countsOfDays(db)), [150, 150, 150])
  })

  test('a file that was mended meanwhile is read from its beginning', async () => {
    const db = await open()
    // Far enough from both ends that only the time tells.
    const lines = manyLines(4_000, (n) => ({
      comment: 'x'.repeat(100),
      ...(n === 2_000 ? { title: ' ' } : {}),
    }))
    const file = linesFile(lines)
    const stop = new AbortController()
    const onProgress = ({ records }: { records: number }) => records > 3_000 && stop.abort()
    assert.equal((await importInto(db, [file], { signal: stop.signal, onProgress })).files[0]?.bad, 1)
    writeFileSync(file, `${lines.join('\n').replace('"title":" "', '"title":"T"')}\n`)
    utimesSync(file, 1, 1)
    const [second] = (await importInto(db, [file])).files
    assert.deepEqual([second?.resumedAt, second?.bad, second?.records], [undefined, 0, 4_000])
  })

  test('two importers at once both succeed', async () => {
    const home = await openWhole()
    const other = openDatabase(homeOf(home))
    const file = linesFile(manyLines(600))
    try {
      const results = await Promise.all([importInto(home.db, [file]), importInto(other.db, [file])])
      assert.deepEqual(
        results.map(({ files }) => [files[0]?.records, files[0]?.error]),
        [
          [600, undefined],
          [600, undefined],
        ],
      )
      assert.equal((await home.db.selectFrom('paper').select('id').execute()).length, 600)
    } finally {
      await other.close()
    }
  })

  test('killed at any moment and started again it ends in the same store', { timeout: 120_000 }, async () => {
    const file = linesFile(
      manyLines(3_000, (n) => ({
        authors: [`Author ${n % 50}`],
        categories: ['cs.LG', 'cs.CL'],
        doi: `10.1000/${n}`,
        ...(n > 2_000
          ? { daily_date: `2026-02-${10 + Math.floor(n / 300)}`, submitted_by: `user${n % 9}` }
          : {}),
      })),
    )
    const expected = await open()
    await importInto(expected, [file])

    const killed = await openWhole()
    for (const afterBatches of [1, 3, 6]) await importAndKill(killed, file, afterBatches)
    const [last] = (await importInto(killed.db, [file])).files
    assert.ok((last?.resumedAt ?? 0) > 0, 'the last run went on where the killed ones were')
    assert.equal(last?.records, 3_000)
    assert.deepEqual(await contentOf(killed.db), await contentOf(expected))
    assert.equal(await changeCounter(killed.db), await changeCounter(expected))
  })
})

/** Runs the import in another process and kills it (SIGKILL) after so many transactions. */
async function importAndKill(database: Database, file: string, afterBatches: number): Promise<void> {
  const modules = (path: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, path)).href)
  const script = `
    const { openDatabase } = await import(${modules('../../db/connect.ts')})
    const { importFiles } = await import(${modules('import-files.ts')})
    const database = openDatabase(${JSON.stringify(homeOf(database))})
    await importFiles(database.db, [${JSON.stringify(file)}], {
      format: 'auto', clock: { now: () => 0 }, stdin: process.stdin,
      onProgress: () => process.stdout.write('.'),
    })`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let batches = 0
  child.stdout.on('data', (dots: Buffer) => {
    batches += dots.length
    if (batches >= afterBatches) child.kill('SIGKILL')
  })
  const [, signal] = await once(child, 'close')
  assert.equal(signal, 'SIGKILL', 'the import was still running when it was killed')
}

const homeOf = ({ kind, at }: Database) =>
  kind === 'sqlite' ? { data: join(at, '..') } : { data: '', url: at }
