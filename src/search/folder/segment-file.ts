// A segment as a file.
//
//   8 bytes  "BSSEGM01"
//   u32      length of the header; u32: its CRC-32 (little endian)
//   header   JSON: numbers of the segment, and of each section its name, place, length and CRC-32
//   sections the arrays of `SegmentData`, each filled up with zeros to a multiple of 64 bytes
//
// Every byte is under a checksum, those that fill up too. Arrays stand as in memory, little endian.

import { closeSync, fstatSync, openSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { crc32 } from 'node:zlib'
import type { IdColumns, SegmentData } from '../segment/segment-data.ts'
import type { StringTable } from '../segment/string-table.ts'
import { IndexDamaged } from './index-damaged.ts'
import { readExactly, writeWhole } from './whole-file.ts'

const MAGIC = 'BSSEGM01'
const PREFIX_BYTES = 16
const ALIGNMENT = 64

const arrays = {
  idOrder: Uint16Array,
  seqs: Float64Array,
  days: Int32Array,
  traits: Uint16Array,
  categoryNumbers: Uint16Array,
  categoryOffsets: Uint32Array,
  titleLengths: Uint8Array,
  abstractLengths: Uint16Array,
  authorLengths: Uint16Array,
  postingOffsets: Uint32Array,
  postingDocuments: Uint16Array,
  postingOccurrences: Uint8Array,
  largestImpacts: Float32Array,
  termOccurrences: Uint32Array,
  tokens: Uint8Array,
  tokenOffsets: Uint32Array,
  forwardNumbers: Uint32Array,
  wordCounts: Uint32Array,
  nameCounts: Uint32Array,
  namesByLast: Uint32Array,
  bits: Uint8Array,
  codes: Uint8Array,
  scales: Float32Array,
} as const

const tables = ['ids', 'categories', 'terms', 'words', 'names'] as const

interface Section {
  name: string
  offset: number
  /** Without the zeros that fill it up. */
  bytes: number
  crc: number
}

interface Header {
  averageLength: number
  dimensions: number
  sections: Section[]
}

/** Returns the number of bytes written. */
export function writeSegmentFile(path: string, data: SegmentData): number {
  const named = sectionsOf(data)
  let offset = 0
  const sections = named.map(([name, bytes]) => {
    const section = { name, offset, bytes: bytes.length, crc: crc32(filling(bytes), crc32(bytes)) }
    offset += filledLength(bytes.length)
    return section
  })
  const { averageLength, dimensions } = data
  const header = Buffer.from(JSON.stringify({ averageLength, dimensions, sections } satisfies Header))
  const prefix = Buffer.alloc(PREFIX_BYTES)
  prefix.write(MAGIC)
  prefix.writeUInt32LE(header.length, 8)
  prefix.writeUInt32LE(crc32(header), 12)
  writeWhole(path, [prefix, header, ...named.flatMap(([, bytes]) => [bytes, filling(bytes)])])
  return PREFIX_BYTES + header.length + offset
}

/** The whole segment. @throws IndexDamaged where a byte is not what was written. */
export function readSegmentFile(path: string): SegmentData {
  return withFile(path, (file, name) => {
    const { header, section } = openSections(file, name)
    return { averageLength: header.averageLength, dimensions: header.dimensions, ...assemble(section) }
  })
}

/**
 * The same by the system's own threads, several sections at a time: reading into new memory takes longer than reading
 * from the disk's cache.
 */
export async function readSegmentSideBySide(path: string): Promise<SegmentData> {
  const name = basename(path)
  const file = await open(path)
  try {
    const { header, behind } = readHeader(file.fd, name)
    const read = header.sections.map(async (section) => {
      const filled = new Uint8Array(filledLength(section.bytes))
      await fill(file, filled, behind + section.offset)
      return [section.name, checked(filled, section, name)] as const
    })
    const sections = new Map(await Promise.all(read))
    const section = (wanted: string) => sections.get(wanted) ?? lacks(name, wanted)
    return { averageLength: header.averageLength, dimensions: header.dimensions, ...assemble(section) }
  } finally {
    await file.close()
  }
}

async function fill(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, at, bytes.length - at, position + at)
    if (bytesRead === 0) throw new Error('the file ends too early')
    at += bytesRead
  }
}

/** Only what finds a document by its id; the rest of the file is not looked at. @throws IndexDamaged */
export function readIdColumns(path: string): IdColumns {
  return withFile(path, (file, name) => {
    const { section } = openSections(file, name)
    return { ids: tableOf(section, 'ids'), idOrder: arrayOf(section, 'idOrder') }
  })
}

function withFile<T>(path: string, read: (file: number, name: string) => T): T {
  const name = basename(path)
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    throw new IndexDamaged(name, `can’t be opened (${(error as NodeJS.ErrnoException).code})`)
  }
  try {
    return read(file, name)
  } catch (error) {
    throw error instanceof IndexDamaged ? error : new IndexDamaged(name, `can’t be read (${error})`)
  } finally {
    closeSync(file)
  }
}

/** Reads a section by its name, and checks it. */
type Sections = (name: string) => Uint8Array<ArrayBuffer>

function openSections(file: number, name: string): { header: Header; section: Sections } {
  const { header, behind } = readHeader(file, name)
  const end = header.sections.reduce((sum, { bytes }) => sum + filledLength(bytes), behind)
  if (fstatSync(file).size !== end) throw new IndexDamaged(name, 'has another length than was written')
  const known = new Map(header.sections.map((section) => [section.name, section]))
  const section = (wanted: string) => {
    const found = known.get(wanted) ?? lacks(name, wanted)
    const filled = readExactly(file, filledLength(found.bytes), behind + found.offset)
    return checked(filled, found, name)
  }
  return { header, section }
}

function lacks(name: string, section: string): never {
  throw new IndexDamaged(name, `lacks its section ${section}`)
}

function readHeader(file: number, name: string): { header: Header; behind: number } {
  const prefix = Buffer.from(readExactly(file, PREFIX_BYTES, 0).buffer)
  if (prefix.toString('latin1', 0, 8) !== MAGIC) throw new IndexDamaged(name, 'is not a segment')
  const length = prefix.readUInt32LE(8)
  if (length > fstatSync(file).size) throw new IndexDamaged(name, 'has a damaged header')
  const text = readExactly(file, length, PREFIX_BYTES)
  if (crc32(text) !== prefix.readUInt32LE(12)) throw new IndexDamaged(name, 'has a damaged header')
  return { header: JSON.parse(Buffer.from(text).toString()) as Header, behind: PREFIX_BYTES + length }
}

function checked(filled: Uint8Array<ArrayBuffer>, section: Section, name: string): Uint8Array<ArrayBuffer> {
  if (crc32(filled) !== section.crc) throw new IndexDamaged(name, `has a damaged section ${section.name}`)
  return filled.subarray(0, section.bytes)
}

type Arrays = { [N in keyof typeof arrays]: InstanceType<(typeof arrays)[N]> }
type Tables = { [N in (typeof tables)[number]]: StringTable }

function assemble(section: Sections): Arrays & Tables {
  const named = Object.keys(arrays) as (keyof Arrays)[]
  // The two lists above name each array with its type; Object.fromEntries forgets both.
  return Object.fromEntries([
    ...named.map((name) => [name, arrayOf(section, name)]),
    ...tables.map((name) => [name, tableOf(section, name)]),
  ]) as Arrays & Tables
}

function arrayOf<N extends keyof Arrays>(section: Sections, name: N): Arrays[N] {
  const { buffer, byteLength } = section(name)
  const Type = arrays[name]
  // A union of constructors makes a union of arrays; the name says which.
  return new Type(buffer, 0, byteLength / Type.BYTES_PER_ELEMENT) as Arrays[N]
}

function tableOf(section: Sections, name: keyof Tables): StringTable {
  const offsets = section(`${name}.offsets`)
  return {
    bytes: section(`${name}.bytes`),
    offsets: new Uint32Array(offsets.buffer, 0, offsets.length / Uint32Array.BYTES_PER_ELEMENT),
  }
}

function sectionsOf(data: SegmentData): [string, Uint8Array][] {
  const names = Object.keys(arrays) as (keyof typeof arrays)[]
  return [
    ...names.map((name): [string, Uint8Array] => [name, bytesOf(data[name])]),
    ...tables.flatMap((name): [string, Uint8Array][] => [
      [`${name}.bytes`, data[name].bytes],
      [`${name}.offsets`, bytesOf(data[name].offsets)],
    ]),
  ]
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  new Uint8Array(buffer, byteOffset, byteLength)

const filledLength = (bytes: number) => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT

const filling = (bytes: Uint8Array) => new Uint8Array(filledLength(bytes.length) - bytes.length)
