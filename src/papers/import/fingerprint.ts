import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { InputFile } from './open-input.ts'

/** Bytes at either end of a file. */
const ENDS = 65_536

/**
 * Tells by which file an interrupted import may go on: its size and its ends, read as this format. The name is
 * left out, since files are moved. Null where the input can't be read twice.
 */
export async function fingerprintOf({ path, size }: InputFile, format: string): Promise<string | null> {
  if (size === undefined) return null
  const file = await open(path)
  try {
    const length = Math.min(ENDS, size)
    const first = await file.read(Buffer.alloc(length), 0, length, 0)
    const last = await file.read(Buffer.alloc(length), 0, length, size - length)
    const hash = createHash('sha256').update(`${format} ${size} `).update(first.buffer).update(last.buffer)
    return hash.digest('hex')
  } finally {
    await file.close()
  }
}
