import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { anyDocuments, searchDocument, segmentOf, titled } from '../../../test/support/search-documents.ts'
import type { SearchDocument } from '../search-document.ts'
import { documentsOf } from '../segment/segment-data.ts'
import { idAt } from '../segment/segment-view.ts'
import { createSnapshot } from '../segment/snapshot.ts'
import { stringAt } from '../segment/string-table.ts'
import { readTokens } from '../segment/tokens.ts'
import { IndexDamaged } from './index-damaged.ts'
import { IndexWriter } from './index-writer.ts'
import type { IndexKey } from './manifest.ts'
import { type OpenIndex, openIndex } from './open-index.ts'
import { writeWhole } from './whole-file.ts'

const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-index-'))
  folders.push(folder)
  return folder
}

const key: IndexKey = { store: 'store', epoch: 'one', analysis: '1', encoder: 'none' }
const writerOf = (folder: string, parts: Partial<IndexKey> = {}, how = {}) =>
  new IndexWriter({ folder, key: { ...key, ...parts }, dimensions: 0 }, how)

function addAll(writer: IndexWriter, documents: readonly SearchDocument[]): void {
  for (const document of documents) writer.add(document)
}

/** By id: change number and terms of every document that an index finds. */
function contentOf(index: OpenIndex | null): Map<string, string> {
  const content = new Map<string, string>()
  const snapshot = createSnapshot(
    (index?.segments ?? []).map(({ data, gone }) => ({ data, scan: null, gone })),
    null,
  )
  for (const { data, alive } of snapshot.views) {
    const termOf = new Map(
      [...data.forwardNumbers].map((number, rank) => [number, stringAt(data.terms, rank)]),
    )
    for (let document = 0; document < documentsOf(data); document++) {
      if (alive?.[document] === 0) continue
      let terms = ''
      readTokens(data, document, {
        token: (number) => {
          terms += ` ${termOf.get(number)}`
        },
        endPart: () => {
          terms += '|'
        },
      })
      assert.ok(!content.has(idAt(data, document)), 'an id is found once')
      content.set(idAt(data, document), `${data.seqs[document]}${terms}`)
    }
  }
  return content
}

/** The same of documents that come one after the other. */
function contentOfAll(documents: readonly SearchDocument[]): Map<string, string> {
  const last = new Map(documents.map((document) => [document.id, document]))
  const data = segmentOf([...last.values()])
  return contentOf({
    manifest: { key, seq: 0, generation: 0, segments: [] },
    segments: [{ entry: { file: '', documents: 0, bytes: 0 }, data, gone: null }],
  })
}

const sorted = (content: Map<string, string>) => [...content].sort()

test('what was added and committed is found, the newest of each id', () => {
  // Few ids, so that documents come again within a batch, in the next, and after a merge.
  const anyBatches = fc.array(anyDocuments('', { maxLength: 8 }), { maxLength: 9 })
  const anyId = fc.infiniteStream(fc.nat({ max: 12 }))
  fc.assert(
    fc.property(anyBatches, anyId, fc.boolean(), (batches, ids, reopens) => {
      const folder = newFolder()
      let writer = writerOf(folder)
      const all: SearchDocument[] = []
      batches.forEach((batch, at) => {
        const documents = batch.map((one) => ({ ...one, id: `id${ids.next().value}`, seq: all.length + 1 }))
        all.push(...documents)
        addAll(writer, documents)
        writer.commit(at + 1)
        if (reopens) writer = writerOf(folder)
        assert.equal(writer.seq, at + 1)
        const expected = contentOfAll(all)
        assert.deepEqual(sorted(contentOf(openIndex(folder))), sorted(expected))
        assert.equal(writer.documents, expected.size)
      })
      while (writer.mergeOnce()) {
        assert.deepEqual(sorted(contentOf(openIndex(folder))), sorted(contentOfAll(all)))
      }
      if (batches.length > 0) assert.equal(openIndex(folder)?.manifest.seq, batches.length)
    }),
    { numRuns: 25 },
  )
})

test('nothing is visible before the commit, and a crash before it leaves the one before', () => {
  const folder = newFolder()
  const writer = writerOf(folder)
  addAll(writer, titled('graph', 'loop'))
  writer.commit(2)
  const before = contentOf(openIndex(folder))
  // The second document of an id closes a segment, which writes a file.
  addAll(writer, [...titled('sparse'), ...titled('garden')])
  const crashed = join(newFolder(), 'crashed')
  cpSync(folder, crashed, { recursive: true })
  assert.deepEqual(contentOf(openIndex(crashed)), before)
  writeFileSync(join(crashed, 'segment-9-9.bin.tmp'), 'half')
  const again = writerOf(crashed)
  assert.equal(again.seq, 2)
  addAll(again, titled('meadow'))
  again.commit(3)
  assert.deepEqual(
    sorted(contentOf(openIndex(crashed))),
    sorted(contentOfAll([...titled('graph', 'loop'), ...titled('meadow')])),
  )
  assert.deepEqual(readdirSync(crashed).sort(), filesNamed(crashed))
})

function filesNamed(folder: string): string[] {
  const { segments = [] } = openIndex(folder)?.manifest ?? {}
  const files = segments.flatMap(({ file, tombstones }) => [file, ...(tombstones ? [tombstones.file] : [])])
  return [...files, 'manifest.json'].sort()
}

test('files that no manifest names go, others stay, and no committed name comes twice', () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'lock'), '')
  writeFileSync(join(folder, 'segment-1-0.bin'), 'left by a crash')
  const seen = new Set<string>()
  let committed = new Set<string>()
  for (let round = 0; round < 12; round++) {
    // Each writer goes on where the last one stopped.
    const writer = writerOf(folder, {}, { anew: round === 8 })
    addAll(writer, [searchDocument({ id: `d${round % 5}`, seq: round })])
    writer.commit(round)
    if (round % 3 === 2) while (writer.mergeOnce());
    const files = filesNamed(folder)
    assert.deepEqual(readdirSync(folder).sort(), ['lock', ...files])
    for (const file of files.filter((one) => one !== 'manifest.json' && !committed.has(one))) {
      assert.ok(!seen.has(file), `${file} is used again`)
      seen.add(file)
    }
    committed = new Set(files)
  }
})

test('what a writer leaves unfinished goes when it gives up or the next one begins, and nothing that is named', () => {
  const folder = newFolder()
  const whole = writerOf(folder)
  addAll(whole, [searchDocument({ id: 'a', seq: 1 })])
  whole.commit(1)
  const committed = filesNamed(folder)
  const files = () => readdirSync(folder).sort()
  const half = (how = {}) => {
    const writer = writerOf(folder, {}, how)
    // The same once more closes a segment.
    addAll(writer, [searchDocument({ id: 'b', seq: 2 }), searchDocument({ id: 'b', seq: 3 })])
    assert.equal(files().length, committed.length + 1)
    return writer
  }
  half({ anew: true })
  half({ anew: true }).discard()
  assert.deepEqual(files(), committed)
  half().discard()
  assert.deepEqual(files(), committed)
  writeFileSync(join(folder, 'manifest.json'), 'damaged')
  half().discard()
  assert.deepEqual(files(), committed, 'what it named isn’t known')
  rmSync(join(folder, 'manifest.json'))
  writerOf(folder)
  assert.deepEqual(files(), [])
})

test('a file that can’t be written whole leaves no part of it', () => {
  const folder = newFolder()
  const parts = function* () {
    yield new Uint8Array(10)
    throw new Error('no space left')
  }
  assert.throws(() => writeWhole(join(folder, 'file'), parts()), /no space left/)
  assert.deepEqual(readdirSync(folder), [])
})

test('another store, epoch, analysis or encoder means another index', () => {
  const folder = newFolder()
  const first = writerOf(folder)
  addAll(first, titled('graph'))
  first.commit(1)
  for (const other of [{ store: 'x' }, { epoch: 'x' }, { analysis: 'x' }, { encoder: 'x' }]) {
    const writer = writerOf(folder, other)
    assert.deepEqual([writer.seq, writer.documents], [0, 0])
  }
  // It starts with nothing, and takes the place of the old one with its first commit.
  assert.equal(contentOf(openIndex(folder)).size, 1)
  const writer = writerOf(folder, { epoch: 'two' })
  addAll(writer, titled('loop', 'garden'))
  writer.commit(5)
  assert.equal(openIndex(folder)?.manifest.key.epoch, 'two')
  assert.equal(contentOf(openIndex(folder)).size, 2)
})

test('segments of which nothing is left go, and an index of nothing is one', () => {
  const folder = newFolder()
  const writer = writerOf(folder)
  writer.commit(0)
  assert.deepEqual(openIndex(folder)?.segments, [])
  addAll(writer, titled('a', 'b'))
  writer.commit(2)
  addAll(writer, titled('c', 'd'))
  writer.commit(4)
  assert.equal(openIndex(folder)?.segments.length, 1)
  assert.equal(writer.documents, 2)
})

test('a damaged manifest is started over, under names that were not used; damaged ids are told', () => {
  const folder = newFolder()
  const writer = writerOf(folder)
  addAll(writer, titled('a', 'b'))
  writer.commit(2)
  const [before] = openIndex(folder)?.segments ?? []
  writeFileSync(join(folder, 'manifest.json'), 'nothing')
  assert.throws(() => openIndex(folder), IndexDamaged)
  const again = writerOf(folder)
  assert.equal(again.seq, 0)
  addAll(again, titled('c'))
  again.commit(1)
  const [now] = openIndex(folder)?.segments ?? []
  assert.notEqual(now?.entry.file, before?.entry.file)
  writeFileSync(join(folder, now?.entry.file ?? ''), 'nothing')
  assert.throws(() => writerOf(folder), IndexDamaged)
})
