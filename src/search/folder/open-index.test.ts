import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { searchDocument } from '../../../test/support/search-documents.ts'
import { documentsOf } from '../segment/segment-data.ts'
import { IndexDamaged } from './index-damaged.ts'
import { IndexWriter } from './index-writer.ts'
import { type OpenIndex, openIndex } from './open-index.ts'

const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const key = { store: 'store', epoch: 'one', analysis: '1', encoder: 'none' }

function newIndex(): { folder: string; writer: IndexWriter; write: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-open-'))
  folders.push(folder)
  const writer = new IndexWriter({ folder, key, dimensions: 0 })
  let written = 0
  return {
    folder,
    writer,
    /** One document more, every third in the place of one before. */
    write() {
      written++
      writer.add(searchDocument({ id: `d${written - (written % 3 === 0 ? 2 : 0)}`, seq: written }))
      writer.commit(written)
      while (writer.mergeOnce());
    },
  }
}

const foundIn = (index: OpenIndex | null): number =>
  (index?.segments ?? []).reduce(
    (sum, { data, gone }) => sum + documentsOf(data) - (gone?.reduce((ones, one) => ones + one, 0) ?? 0),
    0,
  )

test('a reader keeps up with a writer that commits and merges, and reads no segment twice', () => {
  const { folder, writer, write } = newIndex()
  assert.equal(openIndex(folder), null)
  let known: OpenIndex | null = null
  for (let round = 0; round < 60; round++) {
    write()
    const now: OpenIndex | null = openIndex(folder, known)
    assert.equal(foundIn(now), writer.documents)
    assert.equal(now?.manifest.seq, round + 1)
    for (const { entry, data } of now?.segments ?? []) {
      const before = known?.segments.find((one) => one.entry.file === entry.file)
      if (before) assert.equal(data, before.data)
    }
    known = now
    assert.equal(openIndex(folder, known), known, 'nothing was committed since')
  }
})

/** The writer works on between the reading of the manifest and of what it names, so many times. */
function interrupting(index: OpenIndex | null, times: number, write: () => void): OpenIndex {
  assert.ok(index)
  let left = times
  return {
    manifest: index.manifest,
    get segments() {
      if (left-- > 0) for (let batch = 0; batch < 6; batch++) write()
      return []
    },
  }
}

test('a reader whose files are merged away under its hands looks again', () => {
  const { folder, writer, write } = newIndex()
  write()
  const before = openIndex(folder)
  write()
  const after = openIndex(folder, interrupting(before, 3, write))
  assert.equal(foundIn(after), writer.documents)
  assert.equal(after?.manifest.seq, 2 + 3 * 6)
})

test('a missing or damaged file is told, not looked for again and again', () => {
  const { folder, writer } = newIndex()
  for (const ids of [['a', 'b', 'c'], ['b']]) {
    for (const id of ids) writer.add(searchDocument({ id }))
    writer.commit(1)
  }
  const index = openIndex(folder)
  assert.ok(index)
  const files = readdirSync(folder).filter((file) => file.endsWith('.bin'))
  assert.ok(files.some((file) => file.startsWith('gone')))
  for (const file of files) {
    const path = join(folder, file)
    renameSync(path, `${path}.away`)
    assert.throws(() => openIndex(folder), IndexDamaged)
    const content = readFileSync(`${path}.away`)
    content[content.length >> 1] = (content[content.length >> 1] ?? 0) ^ 1
    writeFileSync(path, content)
    assert.throws(() => openIndex(folder), IndexDamaged)
    renameSync(`${path}.away`, path)
  }
  assert.equal(foundIn(openIndex(folder)), foundIn(index))
})
