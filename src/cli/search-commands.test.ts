import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Ran, run } from '../../test/support/command-line.ts'
import { atEnd, createPostgresDatabase, databaseKinds, temporaryFolder } from '../../test/support/database.ts'
import { flipByte } from '../../test/support/index-folder.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import { openDatabase } from '../db/connect.ts'
import { takeFileLock } from '../db/file-lock.ts'
import { migrate } from '../db/migrate.ts'
import { indexFolder, lockFile } from '../finding/index-key.ts'
import type { PaperRecord } from '../papers/paper.ts'

const weaving = paperRecord({
  id: '2603.00001',
  title: 'Weaving $\\alpha$-gardens',
  abstract: 'We weave gardens. Each loop is sparse, and none is lost.',
  categories: ['cs.LG'],
  published: '2026-03-02',
  recordedVotes: 3,
})
const sowing = paperRecord({ id: 'acl:2026.x-long.1', title: 'Sowing gardens', doi: '10.1000/sow' })
const others = Array.from({ length: 30 }, (_, at) =>
  paperRecord({ id: `2603.001${String(at).padStart(2, '0')}`, title: `Ordinary matter ${at}` }),
)

interface Store {
  data: string
  /** Runs one line on this store. */
  on(...argv: string[]): Promise<Ran>
  add(records: PaperRecord[]): Promise<void>
}

async function store(records: PaperRecord[], url?: string): Promise<Store> {
  const data = temporaryFolder()
  const database = openDatabase({ data, url })
  atEnd(() => database.close())
  await migrate(database)
  await fill(database.db, records)
  return {
    data,
    on: (...argv) => run([...argv, '--data', data, ...(url === undefined ? [] : ['--database', url])]),
    add: (more) => fill(database.db, more),
  }
}

async function said(ran: Promise<Ran>): Promise<string> {
  const { status, out, err } = await ran
  assert.deepEqual([status, err], [0, ''])
  return out
}

const json = async (ran: Promise<Ran>) => JSON.parse(await said(ran))

test('search prints what it finds, best first', async () => {
  const { on } = await store([weaving, ...others])
  const out = await said(on('search', 'gardens', '--mode', 'lexical'))
  assert.equal(
    out,
    [
      '1 found.',
      '  1  Weaving $\\alpha$-gardens',
      '     2603.00001 · Ada Example and 1 more · 2026-03-02',
      '     We weave gardens. Each loop is sparse, and none is lost.',
      '',
    ].join('\n'),
  )
  assert.match(
    await said(on('search', 'gardens', '--limit', '2')),
    /^\d+ found\.\n {2}1 {2}Weaving(.*\n){3} {2}2 .*\n/,
  )
  assert.match(await said(on('search', 'no-such-word', '--mode', 'lexical')), /^No paper found\.\n$/)
})

test('search --json prints one document, and search says what it left out and what was meant', async () => {
  const { on } = await store([weaving, sowing, ...others])
  const { total, ignored, items } = await json(on('search', 'gardens (sparse', '--mode', 'lexical', '--json'))
  assert.equal(total, 2)
  assert.deepEqual(
    ignored.map((part: { text: string }) => part.text),
    ['('],
  )
  assert.deepEqual(
    { ...items[0], score: typeof items[0].score },
    {
      id: '2603.00001',
      title: 'Weaving $\\alpha$-gardens',
      published: '2026-03-02',
      authors: ['Ada Example', 'Ben Sample'],
      categories: ['cs.LG'],
      upvotes: 3,
      score: 'number',
    },
  )
  const { out, err } = await on('search', 'gardns year:soon', '--mode', 'lexical')
  assert.match(err, /^Ignored: year:soon \(.+\)\n$/)
  assert.match(out, /^Did you mean: gardens year:soon\n/)
})

test('words out of a shell stand together, whatever they are', async () => {
  const { on } = await store([weaving, ...others])
  assert.match(await said(on('search', 'weaving', 'gardens', '--mode', 'lexical')), /^1 found/)
  for (const text of ['\u001b[31m"', ')(', '\0', 'x'.repeat(100_000)]) {
    const { status, out, err } = await on('search', text)
    assert.equal(status, 0)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is printed is the point
    assert.doesNotMatch(out + err, /[\0-\t\u000b-\u001f]/)
  }
})

test('similar takes an id, a DOI or an address, and says what ties the papers', async () => {
  const { on } = await store([weaving, sowing, ...others])
  const { id, items } = await json(on('similar', '2603.00001', '--limit', '3', '--json'))
  assert.deepEqual([id, items.length], ['2603.00001', 3])
  assert.equal(items[0].id, 'acl:2026.x-long.1')
  assert.deepEqual(items[0].because, ['gardens'])
  for (const name of ['arXiv:2603.00001v2', 'https://arxiv.org/pdf/2603.00001']) {
    assert.match(
      await said(on('similar', name)),
      /^ {2}1 {2}Sowing gardens\n {5}acl.*\n {5}shares: gardens\n/,
    )
  }
  assert.match(await said(on('similar', 'https://doi.org/10.1000/SOW')), /^ {2}1 {2}Weaving/)
})

test('index builds, checks and rebuilds', async () => {
  const { on, add, data } = await store([weaving, ...others])
  const none = await on('index', '--check')
  assert.equal(none.status, 1)
  assert.match(none.out, /^There is no search index yet\.\n/)
  const built = /^The search index holds 31 papers in 1 segment \(\d.*\)\. It agrees with the store\.\n$/
  for (const line of [['index'], ['index', '--check'], ['index', '--rebuild'], ['index']]) {
    assert.match(await said(on(...line)), built)
  }
  await add([sowing])
  assert.match(await said(on('index', '--check')), /31 papers.*, 1 later change not yet written\. It agrees/)
  const { ok, papers, segments, seq, storeSeq, problems } = await json(on('index', '--json'))
  assert.deepEqual({ ok, papers, segments, problems }, { ok: true, papers: 32, segments: 2, problems: [] })
  assert.equal(seq, storeSeq)

  const folder = indexFolder(data)
  const segment = join(folder, readdirSync(folder).find((file) => file.startsWith('segment')) ?? '')
  flipByte(segment, statSync(segment).size - 1)
  const damaged = await on('index', '--check')
  assert.equal(damaged.status, 1)
  assert.match(damaged.out, /damaged: segment-.*\nMake it anew: broadsheet index --rebuild\n$/)
  assert.equal(JSON.parse((await on('index', '--check', '--json')).out).ok, false)
  assert.match(await said(on('search', 'gardens', '--mode', 'lexical')), /^2 found/)
  assert.match(await said(on('index', '--check')), /32 papers.*agrees/)
})

test('index tells of damage and mends it when told to, and makes what is missing', async () => {
  const { on, data } = await store([weaving, ...others])
  await said(on('index'))
  const folder = indexFolder(data)
  const segment = join(folder, readdirSync(folder).find((file) => file.startsWith('segment')) ?? '')
  flipByte(segment, statSync(segment).size - 1)
  const told = await on('index')
  assert.deepEqual([told.status, /damaged.*\nMake it anew/.test(told.out)], [1, true])
  assert.match(await said(on('index', '--rebuild')), /31 papers.*agrees/)
  rmSync(join(folder, 'manifest.json'))
  assert.match(await said(on('index')), /31 papers.*agrees/)
})

test('while another process writes, index refuses and search finds all the same', async () => {
  const { on, data } = await store([weaving, ...others])
  const lock = takeFileLock(lockFile(indexFolder(data)))
  const refused = await on('index')
  assert.deepEqual([refused.status, refused.out], [1, ''])
  assert.match(
    refused.err,
    /^broadsheet: Another process is writing this search index\. Try again when it is done\.\n$/,
  )
  assert.equal((await on('index', '--rebuild')).status, 1)
  assert.match(await said(on('search', 'gardens', '--mode', 'lexical')), /^1 found/)
  assert.equal((await on('index', '--check')).status, 1)
  lock?.release()
  assert.equal((await on('index')).status, 0)
})

test('search writes an index only where there is much to read', async () => {
  const { on, add, data } = await store([weaving, ...others])
  await said(on('search', 'gardens'))
  assert.throws(() => statSync(join(indexFolder(data), 'manifest.json')))
  const many = Array.from({ length: 600 }, (_, at) =>
    paperRecord({ id: `2602.${String(at + 1).padStart(5, '0')}` }),
  )
  await add(many)
  await said(on('search', 'gardens'))
  assert.ok(statSync(join(indexFolder(data), 'manifest.json')))
})

test('evaluate measures a judged collection', async () => {
  const folder = join(temporaryFolder(), 'tides')
  collection(folder)
  const result = await json(run(['evaluate', folder, '--mode', 'lexical', '--json']))
  assert.deepEqual(result, {
    collection: 'tides',
    mode: 'lexical',
    queries: 2,
    'ndcg@10': 1,
    'recall@100': 1,
  })
  assert.match(
    await said(run(['evaluate', folder])),
    /^tides hybrid: nDCG@10 \d\.\d{4}, recall@100 1\.0000 \(2 queries\)\n$/,
  )
  writeFileSync(join(folder, 'qrels.tsv'), `q1\td1\t1\n${'wrong\n'.repeat(9)}`)
  const { status, err } = await run(['evaluate', folder])
  assert.equal(status, 0)
  assert.match(err, /^qrels\.tsv, line 2: .*\n(.*\n){4}… and 4 more lines that can’t be used\.\n$/)
})

test('bench search measures queries of a file', async () => {
  const { on } = await store([weaving, ...others])
  const file = join(temporaryFolder(), 'queries')
  writeFileSync(
    file,
    'gardens\n\n{"_id": 1, "text": "ordinary matter"}\n{broken\n{"text": 7}\n"sparse loops\n',
  )
  const { mode, queries, ...figures } = await json(on('bench', 'search', '--queries', file, '--json'))
  assert.deepEqual([mode, queries, Object.keys(figures)], ['hybrid', 4, ['p50', 'p95', 'p99', 'perSecond']])
  assert.match(
    await said(on('bench', 'search', '--queries', file, '--mode', 'semantic')),
    /^semantic: 4 queries, p50 [\d.]+ ms, p95 [\d.]+ ms, p99 [\d.]+ ms, \d+ a second\n$/,
  )
})

test('what fails ends with 1 and one sentence; wrong usage ends with 2', async () => {
  const { on, data } = await store([weaving])
  const empty = join(data, 'empty')
  writeFileSync(empty, '\n')
  const failing: [string[], RegExp][] = [
    [['similar', '2603.99999'], /There is no paper 2603\.99999 in this store/],
    [['similar', '10.1000/none'], /There is no paper 10\.1000\/none/],
    [['similar', 'any words'], /There is no paper any words/],
    [['evaluate', join(data, 'nowhere')], /has no corpus\.jsonl/],
    [['bench', 'search', '--queries', join(data, 'nowhere')], /nowhere can’t be read \(ENOENT\)/],
    [['bench', 'search', '--queries', data], /can’t be read \(EISDIR\)/],
    [['bench', 'search', '--queries', empty], /holds no query/],
    [['bench', 'pages', '--queries', empty], /no measurement of “pages”/],
    [['index', '--check', '--rebuild'], /Choose one of/],
  ]
  for (const [argv, says] of failing) {
    const { status, out, err } = await on(...argv)
    assert.deepEqual([status, out], [1, ''], argv.join(' '))
    assert.match(err, says)
    assert.match(err, /^broadsheet: [^\n]+\n$/)
  }
  const wrong = [
    ['search'],
    ['search', 'x', '--mode', 'magic'],
    ['search', 'x', '--limit', '0'],
    ['search', 'x', '--limit', '1001'],
    ['search', 'x', '--limit', '1e3'],
    ['similar'],
    ['similar', '2603.00001', '--limit', 'many'],
    ['evaluate'],
    ['bench', 'search'],
    ['index', '--all'],
  ]
  for (const argv of wrong) assert.equal((await on(...argv)).status, 2, argv.join(' '))
})

test('on PostgreSQL the index stands in the data folder', {
  skip: databaseKinds.includes('postgres') ? false : 'TEST_DATABASE_URL is not set',
}, async () => {
  const { on, data } = await store([weaving, ...others], await createPostgresDatabase())
  assert.match(await said(on('index')), /31 papers.*agrees/)
  assert.match(await said(on('search', 'gardens', '--mode', 'lexical')), /^1 found/)
  assert.ok(statSync(indexFolder(data)).isDirectory())
})

function collection(folder: string): void {
  const files = {
    'corpus.jsonl': [
      '{"_id": "d1", "title": "Tides of small seas", "text": "How water moves."}',
      '{"_id": "d2", "title": "Dunes", "text": "How sand moves."}',
      '{"_id": "d3", "title": "Clouds", "text": "What stands above."}',
    ],
    'queries.jsonl': ['{"_id": "q1", "text": "water of tides"}', '{"_id": "q2", "text": "sand dunes"}'],
    'qrels.tsv': ['query-id\tcorpus-id\tscore', 'q1\td1\t2', 'q2\td2\t1'],
  }
  mkdirSync(folder)
  for (const [name, lines] of Object.entries(files)) writeFileSync(join(folder, name), lines.join('\n'))
}
