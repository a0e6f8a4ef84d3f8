import assert from 'node:assert/strict'
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { anyDocuments, searchDocument, segmentOf, titled } from '../../../test/support/search-documents.ts'
import { IndexDamaged } from './index-damaged.ts'
import { type Manifest, readManifest, writeManifest } from './manifest.ts'
import { readIdColumns, readSegmentFile, writeSegmentFile } from './segment-file.ts'
import { readTombstones } from './tombstones.ts'

const folder = mkdtempSync(join(tmpdir(), 'broadsheet-segment-'))
after(() => rmSync(folder, { recursive: true }))
const inFolder = (name: string) => join(folder, name)

test('a segment comes out of its file as it went in', () => {
  const path = inFolder('some.bin')
  fc.assert(
    fc.property(anyDocuments('d'), (documents) => {
      const data = segmentOf(documents)
      const bytes = writeSegmentFile(path, data)
      assert.equal(statSync(path).size, bytes)
      assert.deepEqual(readSegmentFile(path), data)
      assert.deepEqual(readIdColumns(path), { ids: data.ids, idOrder: data.idOrder })
    }),
  )
})

/** Calls `read` with every byte of a file changed in turn, one bit of it, or a letter's case. */
function eachFlip(path: string, read: () => unknown): void {
  const original = readFileSync(path)
  const file = openSync(path, 'r+')
  for (let at = 0; at < original.length; at++) {
    const byte = original[at] ?? 0
    writeSync(file, Buffer.of(byte ^ (at % 3 === 0 ? 0x20 : 1 << (at % 8))), 0, 1, at)
    assert.throws(read, IndexDamaged, `byte ${at}`)
    writeSync(file, Buffer.of(byte), 0, 1, at)
  }
  closeSync(file)
  read()
}

/** Calls `read` with a file cut at every `step`th byte, and with more at its end. */
function eachLength(path: string, step: number, read: () => unknown): void {
  const original = readFileSync(path)
  for (let length = 0; length < original.length; length += step) {
    truncateSync(path, length)
    assert.throws(read, IndexDamaged, `${length} bytes`)
    writeFileSync(path, original)
  }
  truncateSync(path, original.length - 1)
  assert.throws(read, IndexDamaged)
  writeFileSync(path, original)
  for (const more of ['\0', '\n', 'a'.repeat(64)]) {
    appendFileSync(path, more)
    assert.throws(read, IndexDamaged)
    writeFileSync(path, original)
  }
}

test('a changed byte anywhere in a segment is noticed, and another length', () => {
  const path = inFolder('small.bin')
  writeSegmentFile(path, segmentOf([searchDocument({ abstract: 'Few words.', authors: ['Ada'] })]))
  eachFlip(path, () => readSegmentFile(path))
  eachLength(path, 97, () => readSegmentFile(path))
})

test('the same of tombstones', () => {
  const gone = Uint8Array.of(0, 1, 0, 0, 1)
  const path = inFolder('gone.bin')
  writeFileSync(path, gone)
  const tombstones = { file: 'gone.bin', documents: 2, crc: crc32(gone) }
  const read = () => readTombstones(folder, { file: 'some.bin', documents: 5, bytes: 1, tombstones })
  assert.deepEqual(read(), gone)
  eachFlip(path, read)
  eachLength(path, 1, read)
  assert.equal(readTombstones(folder, { file: 'some.bin', documents: 5, bytes: 1 }), null)
})

test('the same of the manifest', () => {
  const manifest: Manifest = {
    key: { store: 's', epoch: 'é', analysis: '1', encoder: 'none' },
    seq: 7,
    generation: 3,
    segments: [{ file: 'some.bin', documents: 5, bytes: 1 }],
  }
  writeManifest(folder, manifest)
  const read = () => readManifest(folder)
  assert.deepEqual(read(), manifest)
  eachFlip(inFolder('manifest.json'), read)
  eachLength(inFolder('manifest.json'), 1, read)
  rmSync(inFolder('manifest.json'))
  assert.equal(read(), null)
})

test('what is no segment is damage, whatever it is', () => {
  const path = inFolder('other.bin')
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, withMagic) => {
      writeFileSync(path, Buffer.concat([Buffer.from(withMagic ? 'BSSEGM01' : ''), bytes]))
      assert.throws(() => readSegmentFile(path), IndexDamaged)
    }),
  )
  assert.throws(() => readSegmentFile(inFolder('missing.bin')), IndexDamaged)
  assert.throws(() => readSegmentFile(folder), IndexDamaged)
  assert.throws(() => readIdColumns(inFolder('missing.bin')), IndexDamaged)
})

test('who only asks for ids does not read the rest', () => {
  const path = inFolder('large.bin')
  writeSegmentFile(path, segmentOf(titled('a', 'b')))
  const original = readFileSync(path)
  const changed = Buffer.from(original)
  changed[changed.length - 1] = 0xff
  copyFileSync(path, inFolder('copy.bin'))
  writeFileSync(path, changed)
  assert.throws(() => readSegmentFile(path), IndexDamaged)
  assert.deepEqual(readIdColumns(path), readIdColumns(inFolder('copy.bin')))
})
