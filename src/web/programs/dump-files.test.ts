import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { openMigrated, temporaryFolder } from '../../../test/support/database.ts'
import { dumpParts } from '../../../test/support/dumps.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { siteOver } from '../../../test/support/site.ts'
import { makeDailyDump } from '../../dumps/make-dump.ts'
import { rangeAsked } from '../file-range.ts'

const host = '127.0.0.1:8080'
const file = '/dumps/2026-03-04/papers.jsonl.zst'

async function nodeWithDumps() {
  const database = await openMigrated('sqlite')
  const ids = Array.from({ length: 40 }, (_, at) => `2603.${String(at + 1).padStart(5, '0')}`)
  await fill(
    database.db,
    ids.map((id) => paperRecord({ id })),
  )
  const data = temporaryFolder()
  await makeDailyDump(database, dumpParts(data, '2026-03-03T02:20:00Z'))
  const { files } = await makeDailyDump(database, dumpParts(data))
  const content = readFileSync(join(data, 'dumps', '2026-03-04', 'papers.jsonl.zst'))
  const site = siteOver(database.db, { settings: { BROADSHEET_DATA: data, DUMPS: 'on' } })
  return { site, content, sha256: files[0]?.sha256 ?? '' }
}

const { site, content, sha256 } = await nodeWithDumps()

describe('the dumps of a node', () => {
  const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    site.request(`http://${host}${path}`, { method, headers: { host, ...headers } })
  const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

  test('are listed on a page, with their sizes and sums', async () => {
    const response = await get('/dumps')
    assert.equal(response.status, 200)
    const html = await response.text()
    await assertValidHtml(html)
    assert.match(html, /href="\/dumps\/2026-03-04\/papers\.jsonl\.zst"/)
    assert.match(html, /href="\/dumps\/2026-03-03\/votes\.jsonl\.zst"/)
    assert.match(html, /CC0/)
  })

  test('come whole, with their checksum as tag', async () => {
    const response = await get(file, { 'accept-encoding': 'gzip, br' })
    assert.equal(response.status, 200)
    assert.deepEqual(
      ['content-type', 'accept-ranges', 'content-length', 'etag', 'content-encoding'].map((name) =>
        response.headers.get(name),
      ),
      ['application/zstd', 'bytes', String(content.length), `"${sha256}"`, null],
    )
    assert.deepEqual(await bytesOf(response), content)
    assert.equal((await get(file, { 'if-none-match': `"${sha256}"` })).status, 304)
    const head = await get(file, {}, 'HEAD')
    assert.deepEqual([head.status, head.headers.get('content-length')], [200, String(content.length)])
    // Parts are of GET alone (RFC 9110, section 14.2).
    const part = await get(file, { range: 'bytes=0-1' }, 'HEAD')
    assert.deepEqual([part.status, part.headers.get('content-length')], [200, String(content.length)])
  })

  const ranges: [string, number, number | undefined][] = [
    ['bytes=0-9', 0, 10],
    ['bytes=100-', 100, undefined],
    ['bytes=-7', -7, undefined],
    ['bytes=5-99999999', 5, undefined],
  ]
  for (const [range, first, end] of ranges) {
    test(`come in part for ${range}`, async () => {
      const response = await get(file, { range, 'if-range': `"${sha256}"` })
      const part = content.subarray(first, end)
      assert.equal(response.status, 206)
      assert.deepEqual(await bytesOf(response), part)
      const from = first < 0 ? content.length + first : first
      assert.equal(
        response.headers.get('content-range'),
        `bytes ${from}-${from + part.length - 1}/${content.length}`,
      )
    })
  }

  test('come whole where the part is of another file, and not at all behind their end', async () => {
    assert.equal((await get(file, { range: 'bytes=0-9', 'if-range': '"other"' })).status, 200)
    assert.equal((await get(file, { range: 'bytes=0-3,5-9' })).status, 200)
    const behind = await get(file, { range: `bytes=${content.length}-` })
    assert.deepEqual([behind.status, behind.headers.get('content-range')], [416, `bytes */${content.length}`])
  })

  test('“latest” leads to the newest', async () => {
    const response = await get('/dumps/latest/papers.jsonl.zst')
    assert.deepEqual([response.status, response.headers.get('location')], [302, file])
  })

  test('sums and manifest are there for programs', async () => {
    const sums = await (await get('/dumps/2026-03-04/SHA256SUMS')).text()
    assert.match(sums, new RegExp(`^${sha256} {2}papers\\.jsonl\\.zst$`, 'm'))
    const manifest = (await (await get('/dumps/2026-03-04/manifest.json')).json()) as { format: string }
    assert.equal(manifest.format, 'broadsheet-dump')
  })

  const absent = [
    '/dumps/2026-03-01/papers.jsonl.zst',
    '/dumps/2026-3-4/papers.jsonl.zst',
    '/dumps/2026-03-04/broadsheet.db',
    '/dumps/2026-03-04/..%2F..%2Fbroadsheet.db',
    '/dumps/..%2F..%2F/manifest.json',
    '/dumps/%2e%2e/manifest.json',
    '/dumps/latest/..%2Fx',
  ]
  for (const path of absent) {
    test(`${path} is no file of a dump`, async () => {
      const response = await get(path)
      const isSafe =
        response.status === 404 ||
        (response.status === 302 && !response.headers.get('location')?.includes('..%2F..'))
      assert.ok(isSafe, `${response.status}`)
    })
  }
})

test('a node that makes none says so', async () => {
  const database = await openMigrated('sqlite')
  const settings = { BROADSHEET_DATA: temporaryFolder() }
  const page = async (more: object) =>
    (
      await siteOver(database.db, { settings: { ...settings, ...more } }).request(`http://${host}/dumps`, {
        headers: { host },
      })
    ).text()
  assert.match(await page({}), /This server makes none\./)
  assert.match(await page({ DUMPS: 'on' }), /The first one is made tonight, at 02:20 UTC\./)
  assert.match(await page({ DUMPS: 'on', JOBS: 'off' }), /This server makes none\./)
  assert.match(await page({ PUBLIC_URL: 'https://papers.example.org' }), /made tonight/)
  assert.match(await page({ PUBLIC_URL: 'https://papers.example.org', DUMPS: 'off' }), /makes none/)
})

test('a range lies within the file, or isn’t one', () => {
  const header = fc.oneof(
    fc.string(),
    fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => `bytes=${a}-${b}`),
    fc.nat().map((a) => `bytes=${a}-`),
    fc.nat().map((a) => `bytes=-${a}`),
  )
  fc.assert(
    fc.property(header, fc.nat(), (text, size) => {
      const range = rangeAsked(text, size)
      if (range === null || range === 'unsatisfiable') return
      assert.ok(range.first >= 0 && range.first <= range.last && range.last < size)
    }),
  )
})
