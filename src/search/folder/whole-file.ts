// Files that are there whole or not at all, whatever happens to the process.

import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Ending of files that are being written; a crash may leave one behind. */
export const UNFINISHED = '.tmp'

/** Writes the parts one after the other; the name appears when all of it is on the disk. Replaces what was there. */
export function writeWhole(path: string, parts: Iterable<Uint8Array>): void {
  const unfinished = `${path}${UNFINISHED}`
  const file = openSync(unfinished, 'w', 0o600)
  try {
    for (const part of parts) writeAll(file, part)
    fsyncSync(file)
  } catch (error) {
    // On a disk that is full its part would take what others need.
    rmSync(unfinished, { force: true })
    throw error
  } finally {
    closeSync(file)
  }
  renameSync(unfinished, path)
  syncFolder(dirname(path))
}

/** Some systems write less than they were given. */
function writeAll(file: number, bytes: Uint8Array): void {
  let at = 0
  while (at < bytes.length) at += writeSync(file, bytes, at)
}

/** Reads exactly `length` bytes. Throws where the file is shorter. */
export function readExactly(file: number, length: number, position: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  let at = 0
  while (at < length) {
    const read = readSync(file, bytes, at, length - at, position + at)
    if (read === 0) throw new Error('the file ends too early')
    at += read
  }
  return bytes
}

/** A new name is only safe when its folder is. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
