import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { run } from '../../test/support/command-line.ts'
import { temporaryFolder } from '../../test/support/database.ts'
import { line } from '../../test/support/imports.ts'

test('dump writes what import reads', async () => {
  const [from, to] = [temporaryFolder(), temporaryFolder()]
  const folder = join(temporaryFolder(), 'new', 'dump')
  await run(['import', '-', '--data', from], {
    input: `${line(1, { daily_date: '2026-03-03' })}\n${line(2)}\n`,
  })
  const dumped = await run(['dump', folder, '--data', from])
  assert.equal(dumped.status, 0, dumped.err)
  assert.match(dumped.out, /^Wrote 2 papers and 1 place in editions to .*dump \(\d.*\)\.\n$/)
  assert.equal(readdirSync(folder).length, 6)
  const json = await run(['dump', folder, '--data', from, '--json'])
  const { format, files } = JSON.parse(json.out)
  assert.deepEqual([format, files[0].name, files[0].lines], ['broadsheet-dump', 'papers.jsonl.zst', 2])
  const imported = await run(['import', join(folder, 'papers.jsonl.zst'), '--data', to, '--json'])
  assert.equal(imported.status, 0, imported.err)
  assert.match(imported.out, /"added":2/)
})

test('dump says what is in its way', async () => {
  const [data, folder] = [temporaryFolder(), temporaryFolder()]
  const absent = await run(['dump', folder, '--data', data])
  assert.deepEqual([absent.status, /There is no store at/.test(absent.err)], [1, true])
  await run(['migrate', '--data', data])
  const other = await run(['dump', data, '--data', data])
  assert.deepEqual([other.status, /holds something else/.test(other.err)], [1, true])
  assert.equal((await run(['dump'])).status, 2)
})
