import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { eachDatabase, temporaryFolder } from '../../../test/support/database.ts'
import { contentOf } from '../../../test/support/store-content.ts'
import { fixedClock } from '../../clock.ts'
import { type Database, type Db, openDatabase } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import { importFiles } from './import-file.ts'
import type { BadRecord, ImportOptions } from './import-report.ts'

const clock = fixedClock('2026-03-04T12:00:00Z')

const importInto = (db: Db, paths: string[], more: Partial<ImportOptions> = {}) =>
  importFiles(db, paths, { format: 'auto', clock, stdin: Readable.from([]), ...more })

/** A file of JSON Lines in a folder of its own. */
function linesFile(lines: string[], name = 'papers.jsonl'): string {
  const path = join(temporaryFolder(), name)
  const text = `${lines.join('\n')}\n`
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text)
  return path
}

const line = (number: number, more: object = {}): string =>
  JSON.stringify({
    id: `2603.${String(number).padStart(5, '0')}`,
    title: `Paper number ${number}`,
    abstract: `What paper ${number} finds.`,
    ...more,
  })

const manyLines = (count: number, more: (number: number) => object = () => ({})): string[] =>
  Array.from({ length: count }, (_, at) => line(at + 1, more(at + 1)))

eachDatabase('importing files', (open, openWhole) => {
  test('puts papers in and changes nothing the second time', async () => {
    const db = await open()
    const file = linesFile(manyLines(400))
    const [first] = (await importInto(db, [file])).files
    assert.deepEqual(first, { name: file, records: 400, added: 400, changed: 0, unchanged: 0, bad: 0 })
    const [before, content] = [await changeCounter(db), await contentOf(db)]
    const [second] = (await importInto(db, [file])).files
    assert.deepEqual(second, { name: file, records: 400, added: 0, changed: 0, unchanged: 400, bad: 0 })
    assert.equal(await changeCounter(db), before)
    assert.deepEqual(await contentOf(db), content)
  })

  test('reports bad lines and puts the rest in', async () => {
    const bad: BadRecord[] = []
    const file = linesFile([line(1), '{', line(2, { title: '' }), line(3)], 'papers.jsonl.gz')
    const [imported] = (await importInto(await open(), [file], { onBadRecord: (record) => bad.push(record) }))
      .files
    assert.deepEqual([imported?.added, imported?.bad], [2, 2])
    assert.deepEqual(bad, [
      { file, where: 'line 2', reason: 'The line is not valid JSON.' },
      { file, where: 'line 3', reason: 'The title is missing.' },
    ])
  })

  test('A, B, A ends as A, B and as B, A', async () => {
    const a = linesFile(
      manyLines(30, (n) => ({ date: n % 2 ? '2026-03-02' : '2026', authors: ['Ada Example'], upvotes: n })),
    )
    const b = linesFile(
      manyLines(40, (n) => ({
        date: '2026-03-01',
        title: `Other title ${n}`,
        daily_date: '2026-03-04',
        submitted_by: 'ada',
      })),
    )
    const contents = []
    for (const order of [
      [a, b, a],
      [a, b],
      [b, a],
    ]) {
      const db = await open()
      await importInto(db, order)
      contents.push(await contentOf(db))
    }
    assert.deepEqual(contents[1], contents[0])
    assert.deepEqual(contents[2], contents[0])
  })

  test('reads an archive of daily lists, a day a transaction', async () => {
    const database = await openWhole()
    const day = (count: number, from: number) =>
      JSON.stringify(
        Array.from({ length: count }, (_, at) => ({
          paper: {
            id: `2603.${String(from + at).padStart(5, '0')}`,
            title: 'A title',
            summary: 'An abstract.',
            upvotes: at,
            authors: [],
          },
          numComments: 0,
        })),
      )
    const archive = pack()
    archive.entry({ name: 'lists/2026-03-02.json' }, day(170, 1))
    archive.entry({ name: 'lists/README.md' }, 'About these lists.')
    archive.entry({ name: 'lists/2026-03-03.json' }, day(200, 100))
    archive.entry({ name: 'lists/2026-03-04.json' }, '{"error":"none"}')
    archive.finalize()
    const file = join(temporaryFolder(), 'lists.tar')
    writeFileSync(file, await buffer(archive))

    const seen = new Set<string>()
    const result = await importInto(database.db, [file], {
      onProgress: () => void countsOfDays(database.db).then((counts) => seen.add(JSON.stringify(counts))),
    })
    assert.deepEqual(result.skipped, ['README.md'])
    assert.deepEqual(
      result.files.map(({ added, changed, bad, records }) => [added, changed, bad, records]),
      [[299, 71, 1, 371]],
    )
    const whole = { '2026-03-02': 170, '2026-03-03': 200 }
    assert.deepEqual(await countsOfDays(database.db), whole)
    for (const counts of seen) {
      for (const [key, count] of Object.entries(JSON.parse(counts) as typeof whole)) {
        assert.equal(count, whole[key as keyof typeof whole])
      }
    }
  })

  test('a damaged file brings what came before the damage, and says so', async () => {
    const db = await open()
    const noise = (n: number) => ({ comment: String(Math.sin(n)) })
    const whole = gzipSync(`${manyLines(5_000, noise).join('\n')}\n`)
    const file = join(temporaryFolder(), 'cut.jsonl.gz')
    writeFileSync(file, whole.subarray(0, whole.length >> 1))
    const good = linesFile([line(90_000)])
    const { files } = await importInto(db, [file, good])
    assert.match(files[0]?.error ?? '', /cut\.jsonl\.gz is damaged or ends too early/)
    assert.ok((files[0]?.added ?? 0) > 100)
    assert.deepEqual([files[0]?.bad, files[1]?.added], [0, 1])
  })

  test('a file in no known format is refused with what to do', async () => {
    const { files } = await importInto(await open(), [linesFile(['hello'], 'notes.txt')])
    assert.match(files[0]?.error ?? '', /Say which it is with --format/)
  })

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

const realLists = join(import.meta.dirname, '../../../../shared/data/hf-daily-lists.tar.xz')
const realPage = join(import.meta.dirname, '../../../../shared/reference/daily-papers-page.jsonl')
const absent = existsSync(realLists) && existsSync(realPage) ? false : 'the recorded lists are not here'

test('the recorded lists and the reference page', { skip: absent }, async () => {
  const database = openDatabase({ data: temporaryFolder() })
  try {
    await migrate(database)
    const { files } = await importInto(database.db, [realLists, realPage])
    assert.deepEqual(
      files.map(({ records, bad }) => [records, bad]),
      [
        [9_581, 0],
        [48, 0],
      ],
    )
    assert.equal(Object.keys(await countsOfDays(database.db)).length, 558)
    const entries = await database.db.selectFrom('edition_entry').select('paper_id').execute()
    assert.deepEqual([entries.length, new Set(entries.map((entry) => entry.paper_id)).size], [9_581, 9_577])
    const counted = await database.db
      .selectFrom('paper')
      .select('author_count')
      .where('id', '=', '2310.03059')
      .executeTakeFirst()
    assert.equal(counted?.author_count, 8)
  } finally {
    await database.close()
  }
})

/** Runs the import in another process and kills it (SIGKILL) after so many transactions. */
async function importAndKill(database: Database, file: string, afterBatches: number): Promise<void> {
  const modules = (path: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, path)).href)
  const script = `
    const { openDatabase } = await import(${modules('../../db/connect.ts')})
    const { importFiles } = await import(${modules('import-file.ts')})
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

async function changeCounter(db: Db): Promise<number | undefined> {
  return (await db.selectFrom('store').select('change_seq').executeTakeFirst())?.change_seq
}

async function countsOfDays(db: Db): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('edition_entry')
    .select(['day', (eb) => eb.fn.countAll<number>().as('entries')])
    .groupBy('day')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.day, row.entries]))
}
