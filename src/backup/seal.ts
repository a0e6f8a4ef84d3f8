// The last 40 bytes of a backup: SHA-256 of all bytes before them. zstd's own checksum and those of the tables
// would miss changes that decompress to the same lines, and an end that is missing between two frames.
// The seal is a "skippable frame", so that the zstd program still reads the file.
// https://datatracker.ietf.org/doc/html/rfc8878#name-skippable-frames

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'

const DIGEST_BYTES = 32
const FRAME_START = Buffer.from('502a4d1820000000', 'hex')

const SEAL_BYTES = FRAME_START.length + DIGEST_BYTES

/** Appends the chunks to a file and then their seal. */
export async function writeSealed(file: FileHandle, chunks: AsyncIterable<Buffer>): Promise<void> {
  const hash = createHash('sha256')
  for await (const chunk of chunks) {
    hash.update(chunk)
    await file.appendFile(chunk)
  }
  await file.appendFile(Buffer.concat([FRAME_START, hash.digest()]))
}

/** The digest that the end of a file names, or null where there is no seal. */
export async function readSeal(file: FileHandle): Promise<Buffer | null> {
  const { size } = await file.stat()
  if (size <= SEAL_BYTES) return null
  const seal = Buffer.alloc(SEAL_BYTES)
  await file.read(seal, 0, SEAL_BYTES, size - SEAL_BYTES)
  if (!seal.subarray(0, FRAME_START.length).equals(FRAME_START)) return null
  return seal.subarray(FRAME_START.length)
}

/** The bytes before the seal. Throws at their end unless they are what it names. */
export async function* readSealed(path: string, bytes: number, digest: Buffer): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { end: bytes - SEAL_BYTES - 1 })) {
    hash.update(chunk)
    yield chunk
  }
  if (!hash.digest().equals(digest)) throw new Error('its checksum is wrong')
}
