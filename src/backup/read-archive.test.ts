import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { openMigrated, temporaryFolder } from '../../test/support/database.ts'
import { addPapers } from '../../test/support/filled-store.ts'
import { fixedClock } from '../clock.ts'
import { Invalid } from '../errors.ts'
import { backup } from './backup.ts'
import { checkBackup } from './check-backup.ts'
import { restore } from './restore.ts'

const clock = fixedClock('2026-03-04T10:00:00Z')

const folder = temporaryFolder()
const wholeFile = join(folder, 'whole.backup')
const source = await openMigrated('sqlite')
await addPapers(source.db, 'a', 20)
await backup(source, wholeFile, { clock, version: '1.2.3' })
const whole = readFileSync(wholeFile)
const lines = zstdDecompressSync(whole).toString('utf8').trimEnd().split('\n')

/** With a right seal, so that only what is inside can be wrong. */
function sealed(packed: Buffer): Buffer {
  const digest = createHash('sha256').update(packed).digest()
  return Buffer.concat([packed, whole.subarray(-40, -32), digest])
}

describe('a file that is not a whole backup is refused in one sentence', () => {
  async function refusal(content: Uint8Array): Promise<string> {
    const file = join(folder, 'broken.backup')
    writeFileSync(file, content)
    const error = await checkBackup(file).then(
      () => assert.fail('it was accepted'),
      (reason: unknown) => reason,
    )
    assert.ok(error instanceof Invalid, String(error))
    return error.message
  }

  const ofLines = (changed: string[]) => sealed(zstdCompressSync(`${changed.join('\n')}\n`))

  test('another file', async () => {
    assert.match(await refusal(Buffer.from('')), /is empty/)
    assert.match(await refusal(Buffer.from('hello')), /not a backup made by/)
    assert.match(await refusal(gzipSync('hello')), /not a backup made by/)
    assert.match(await refusal(ofLines(['{"id":"2401.00001","title":"A title"}'])), /not a backup made by/)
    assert.match(await refusal(ofLines(['hello'])), /damaged/)
  })

  test('no file', async () => {
    mkdirSync(join(folder, 'sub'))
    await assert.rejects(checkBackup(join(folder, 'absent')), /There is no file/)
    await assert.rejects(checkBackup(join(folder, 'sub')), /is not a file/)
  })

  test('cut off anywhere', async () => {
    for (let at = 4; at < whole.length; at += Math.ceil(whole.length / 60)) {
      assert.match(await refusal(whole.subarray(0, at)), /damaged/, `at ${at}`)
    }
    assert.match(await refusal(whole.subarray(0, -1)), /cut off/)
  })

  test('any byte changed', async () => {
    const positions = Array.from({ length: 240 }, (_, at) =>
      at < 40 ? at : Math.floor(((at - 40) / 200) * whole.length),
    )
    for (const at of positions) {
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
      assert.match(await refusal(changed), /damaged|not a backup/, `at ${at}`)
    }
  })

  test('something after its end', async () => {
    assert.match(await refusal(Buffer.concat([whole, Buffer.from('rest')])), /damaged/)
    assert.match(await refusal(Buffer.concat([whole, whole])), /damaged/)
    assert.match(await refusal(ofLines([...lines, '[]'])), /damaged/)
  })

  test('lines that are well packed, but wrong', async () => {
    const at = lines.findIndex((line) => line.includes('"a/3"'))
    const without = lines.filter((_, index) => index !== at)
    assert.match(await refusal(ofLines(without)), /checksum/)
    assert.match(await refusal(ofLines(lines.with(at, lines[at]?.replace('a/3', 'a/4') ?? ''))), /checksum/)
    assert.match(await refusal(ofLines(lines.with(at, '[1]'))), /damaged/)
    assert.match(await refusal(ofLines(lines.with(at, '{"what":1}'))), /damaged/)
    assert.match(await refusal(ofLines(lines.toSpliced(1, 1))), /damaged/)
    assert.match(await refusal(ofLines(lines.slice(0, -1))), /cut off/)
  })

  test('a backup in a later format or of a later program', async () => {
    const header = JSON.parse(lines[0] ?? '')
    assert.match(
      await refusal(ofLines(lines.with(0, JSON.stringify({ ...header, version: 2 })))),
      /Update Broadsheet/,
    )
    const database = await openMigrated('sqlite')
    const checked = await checkBackup(wholeFile)
    const migrations = [...header.migrations, { name: '9999_future.sql', checksum: '0'.repeat(64) }]
    const later = { ...checked, header: { ...header, migrations, program: '9.0.0' } }
    await assert.rejects(restore(database, later), /9\.0\.0.*9999_future\.sql/s)
  })
})
