import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import { constants, gzipSync, zstdCompressSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { temporaryFolder } from '../../../test/support/database.ts'
import { Invalid } from '../../errors.ts'
import { detectFormat } from './detect-format.ts'
import { listInputs, openInput } from './open-input.ts'

const text = 'one line\nanother line\n'.repeat(3_000)

// Node can’t pack xz; these came from the xz program.
const xz = (content: 'short' | 'empty') => Buffer.from(packedByXz[content], 'base64')
const packedByXz = {
  short: '/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAMcGFja2VkIGJ5IHh6CgAAAADfMTtKD7BhcwABJQ1xGcS2H7bzfQEAAAAABFla',
  empty: '/Td6WFoAAATm1rRGAAAAABzfRCEftvN9AQAAAAAEWVo=',
}

describe('opening a file', () => {
  test('unpacks what is packed, by its first bytes', async () => {
    for (const packed of [Buffer.from(text), gzipSync(text), zstdCompressSync(text), xz('short')]) {
      assert.deepEqual(await contentsOf(packed), [{ name: 'file.txt', text: expected(packed) }])
    }
    assert.deepEqual(await contentsOf(xz('empty')), [{ name: 'file.txt', text: '' }])
    assert.deepEqual(await contentsOf(Buffer.alloc(0)), [{ name: 'file.txt', text: '' }])
  })

  test('unpacks several packed pieces behind each other', async () => {
    for (const compress of [gzipSync, zstdCompressSync]) {
      const twice = Buffer.concat([compress(text), compress(text)])
      assert.deepEqual(await contentsOf(twice), [{ name: 'file.txt', text: text + text }])
    }
    assert.deepEqual(await contentsOf(Buffer.concat([xz('short'), xz('short')])), [
      { name: 'file.txt', text: 'packed by xz\npacked by xz\n' },
    ])
  })

  test('fails where a packed file is damaged or cut off, whatever packed it', async () => {
    // The zstd program adds a checksum; Node does so when asked.
    const params = { [constants.ZSTD_c_checksumFlag]: 1 }
    for (const packed of [gzipSync(text), zstdCompressSync(text, { params }), xz('short')]) {
      const damaged = Buffer.from(packed)
      damaged[damaged.length >> 1] = (damaged[damaged.length >> 1] ?? 0) ^ 0x55
      await assert.rejects(contentsOf(damaged))
      await assert.rejects(contentsOf(packed.subarray(0, packed.length - 3)))
    }
  })

  test('unpacks what was packed twice', async () => {
    const twice = gzipSync(zstdCompressSync(text))
    assert.deepEqual(await contentsOf(twice), [{ name: 'file.txt', text }])
  })

  test('asked to stop it fails at once, also while nothing arrives', async () => {
    const stop = new AbortController()
    const silent = new Readable({ read() {} })
    const source = { file: { name: '-', path: '-' }, stdin: silent, onBytes() {}, onSkipped() {} }
    const opened = openInput({ ...source, signal: stop.signal }).next()
    stop.abort()
    await assert.rejects(opened, { name: 'AbortError' })
  })

  test('asked to stop it unpacks no further', async () => {
    const stop = new AbortController()
    const stdin = Readable.from([gzipSync(Buffer.alloc(10_000_000))])
    const source = { file: { name: '-', path: '-' }, stdin, onBytes() {}, onSkipped() {} }
    const { value: member } = await openInput({ ...source, signal: stop.signal }).next()
    let length = 0
    const read = async () => {
      for await (const piece of member?.bytes ?? []) {
        length += piece.length
        stop.abort()
      }
    }
    await assert.rejects(read(), { name: 'AbortError' })
    assert.ok(length < 1_000_000)
  })

  test('yields the regular files of an archive, packed ones unpacked, hidden ones not', async () => {
    const archive = pack()
    archive.entry({ name: 'lists/', type: 'directory' })
    archive.entry({ name: 'lists/2026-03-02.json' }, '[]')
    archive.entry({ name: 'lists/._2026-03-02.json' }, 'resource fork')
    archive.entry({ name: 'lists/link.json', type: 'symlink', linkname: '/etc/passwd' })
    archive.entry({ name: 'device.json', type: 'character-device' })
    archive.entry({ name: 'lists/2026-03-03.json.gz' }, gzipSync('[1]'))
    archive.entry({ name: '../../big.txt' }, text)
    archive.finalize()
    const tar = await buffer(archive)
    const members = [
      { name: '2026-03-02.json', text: '[]' },
      { name: '2026-03-03.json', text: '[1]' },
      { name: 'big.txt', text },
    ]
    const skipped: string[] = []
    assert.deepEqual(await contentsOf(tar, skipped), members)
    assert.deepEqual(skipped, ['lists/link.json', 'device.json'])
    assert.deepEqual(await contentsOf(gzipSync(tar)), members)
    await assert.rejects(contentsOf(tar.subarray(0, 3_000)))
  })
})

describe('listing the inputs', () => {
  test('walks folders in order of names and names what it passes over', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'b'))
    for (const name of ['c.jsonl', 'a.json.zst', 'b/x.bib', 'b/notes.txt', '.hidden.json', 'd.tar.xz']) {
      writeFileSync(join(folder, name), '')
    }
    symlinkSync(folder, join(folder, 'b/loop.json'))
    const { files, skipped } = await listInputs([folder])
    assert.deepEqual(
      files.map((file) => file.path.slice(folder.length + 1)),
      ['a.json.zst', 'b/x.bib', 'c.jsonl', 'd.tar.xz'],
    )
    assert.deepEqual(
      skipped.map((path) => path.slice(folder.length + 1)),
      ['b/loop.json', 'b/notes.txt'],
    )
  })

  test('says which path it can’t read', async () => {
    await assert.rejects(listInputs(['/no/such/file']), (error) => {
      assert.ok(error instanceof Invalid)
      assert.match(error.message, /\/no\/such\/file can’t be read \(no such file\)/)
      return true
    })
  })
})

test('the format is known by the first characters, then by the name', () => {
  const formatOf = (name: string, head: string) => detectFormat(name, Buffer.from(head))
  assert.equal(formatOf('x.json', ' [{'), 'hf-daily')
  assert.equal(formatOf('x.json', '{"id"'), 'jsonl')
  assert.equal(formatOf('-', '\ufeff{"id"'), 'jsonl')
  assert.equal(formatOf('refs.txt', '% exported\n@article{x,'), 'bibtex')
  assert.equal(formatOf('refs', '\r\nTY  - JOUR\r\n'), 'ris')
  assert.equal(formatOf('refs.bib', '% nothing yet'), 'bibtex')
  assert.equal(formatOf('photo.png', '\x89PNG'), null)
})

const expected = (packed: Buffer) => (packed.equals(xz('short')) ? 'packed by xz\n' : text)

async function contentsOf(bytes: Buffer, skipped?: string[]): Promise<{ name: string; text: string }[]> {
  const contents: { name: string; text: string }[] = []
  const file = { name: 'file.txt.xz', path: '-' }
  const stdin = Readable.from(bytes.length > 0 ? [bytes] : [])
  const onSkipped = (name: string) => void skipped?.push(name)
  for await (const member of openInput({ file, stdin, onBytes: () => {}, onSkipped })) {
    const pieces: Uint8Array[] = []
    for await (const piece of member.bytes) pieces.push(piece)
    contents.push({ name: member.name, text: Buffer.concat(pieces).toString('utf8') })
  }
  return contents
}
