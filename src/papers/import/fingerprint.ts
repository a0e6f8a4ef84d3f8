import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { InputFile } from './open-input.ts'

/** Bytes at either end of a file. */
const ENDS = 65_536

/**
 * Tells by which file an interrupted import may go on: its size, when it was written and its ends, read as this format.
 * The name is left out, since files are moved. What was edited in between is read from its beginning: going on would
 * leave out a line that was mended. Null where the input can't be read twice.
 */
export async function fingerprintOf(
  { path, size, changedAt }: InputFile,
  format: string,
): Promise<string | null> {
  if (size === undefined) return null
  const file = await open(path)
  try {
    const length = Math.min(ENDS, size)
    const first = await file.read(Buffer.alloc(length), 0, length, 0)
    const last = await file.read(Buffer.alloc(length), 0, length, size - length)
    const facts = `${format} ${size} ${changedAt} `
    return createHash('sha256').update(facts).update(first.buffer).update(last.buffer).digest('hex')
  } finally {
    await file.close()
  }
}
