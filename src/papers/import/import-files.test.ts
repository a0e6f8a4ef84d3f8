import assert from 'node:assert/strict'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
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
import { openDatabase } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import type { BadRecord } from './import-report.ts'

eachDatabase('importing files', (open, openWhole) => {
  test('puts papers in and changes nothing the second time', async () => {
    const db = await open()
    const file = linesFile(manyLines(400))
    const [first] = (await importInto(db, [file])).files
    assert.deepEqual(first, {
      name: file,
      records: 400,
      added: 400,
      changed: 0,
      unchanged: 0,
      repeated: 0,
      bad: 0,
    })
    const [before, content] = [await changeCounter(db), await contentOf(db)]
    const [second] = (await importInto(db, [file])).files
    assert.deepEqual(second, {
      name: file,
      records: 400,
      added: 0,
      changed: 0,
      unchanged: 400,
      repeated: 0,
      bad: 0,
    })
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
      { file, where: 'line 2', reason: 'The line is not valid JSON: each line is one whole paper.' },
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

  test('a file that can’t be opened is said, and the others go in', async () => {
    const file = linesFile([line(1)])
    const gone = linesFile([line(2)])
    const onProgress = () => rmSync(gone, { force: true })
    const { files } = await importInto(await open(), [file, gone, file], { onProgress })
    assert.match(files[1]?.error ?? '', /can’t be read \(no such file\)/)
    assert.deepEqual([files[0]?.added, files[2]?.unchanged], [1, 1])
  })

  test('a file without a single entry is an error, not an empty success', async () => {
    const db = await open()
    for (const [name, text] of [
      ['notes.bib', 'no entry here'],
      ['notes.ris', 'ty  - jour'],
    ] as const) {
      const { files } = await importInto(db, [linesFile([text], name)])
      assert.match(files[0]?.error ?? '', /There are no entries: one begins with/)
    }
    const { files } = await importInto(db, [linesFile([line(1)])], { format: 'bibtex' })
    assert.match(files[0]?.error ?? '', /@article/)
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
