// From a path to streams of unpacked bytes. A file may be packed, may be an archive, and what is in an archive
// may be packed again; nothing is held in memory but the chunk at hand.

import { createReadStream } from 'node:fs'
import { lstat, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline, Readable } from 'node:stream'
import { extract } from 'tar-stream'
import { Invalid } from '../../errors.ts'
import { type Bytes, peek, unpacked } from './bytes.ts'
import { bareName, looksImportable } from './detect-format.ts'

/** `-`: standard input. */
export const STDIN = '-'

export interface InputFile {
  /** As the person wrote it; in a folder, with the path below it. */
  name: string
  path: string
  /** Bytes as they lie there, packed; absent where nobody knows (standard input, pipes). */
  size?: number
}

/** A readable whole: a file, or one file of an archive. */
export interface Member {
  /** `2025-10-29.json`: without folders and the endings of packing. */
  name: string
  bytes: Bytes
  /** It is one of many, so that its name belongs into messages. */
  inArchive: boolean
}

/** The files to read, in order. Folders are walked, sorted by name; what has no known ending there is passed over. */
export async function listInputs(paths: string[]): Promise<{ files: InputFile[]; skipped: string[] }> {
  const files: InputFile[] = []
  const skipped: string[] = []
  for (const path of paths) {
    if (path === STDIN) files.push({ name: 'standard input', path })
    else await listInput(path, files, skipped)
  }
  return { files, skipped }
}

async function listInput(path: string, files: InputFile[], skipped: string[]): Promise<void> {
  const found = await stat(path).catch((error) => {
    throw new Invalid(`${path} can’t be read (${reasonOf(error)}). Check the path.`)
  })
  if (found.isDirectory()) await walk(path, files, skipped)
  else files.push(found.isFile() ? { name: path, path, size: found.size } : { name: path, path })
}

async function walk(folder: string, files: InputFile[], skipped: string[]): Promise<void> {
  for (const name of (await readdir(folder)).sort()) {
    const path = join(folder, name)
    // Links are not followed: they may lead in circles or out of the folder.
    const found = await lstat(path)
    if (name.startsWith('.')) continue
    if (found.isDirectory()) await walk(path, files, skipped)
    else if (found.isFile() && (looksImportable(name) || isArchiveName(name)))
      files.push({ name: path, path, size: found.size })
    else skipped.push(path)
  }
}

const isArchiveName = (name: string) => /\.(?:tar(?:\.(?:gz|zst|xz))?|tgz|txz)$/i.test(name)

/**
 * Opens a file and yields what is in it: itself, or the regular files of the archive that it is. Each member must
 * be read or left before the next is asked for. `onBytes` hears how much of the packed file was read.
 */
export async function* openInput(
  file: InputFile,
  stdin: NodeJS.ReadableStream,
  onBytes: (count: number) => void,
): AsyncGenerator<Member> {
  const raw = file.path === STDIN ? (stdin as unknown as Bytes) : createReadStream(file.path)
  const { head, bytes } = await peek(await unpacked(counted(raw, onBytes)), 512)
  if (isTar(head)) yield* tarMembers(bytes)
  else yield { name: bareName(file.name), bytes, inArchive: false }
}

async function* counted(bytes: Bytes, onBytes: (count: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    onBytes(chunk.length)
    yield chunk
  }
}

/** All tar programs since 1988 write this mark (POSIX.1-1988, GNU). */
const isTar = (head: Buffer) => head.subarray(257, 262).toString('latin1') === 'ustar'

async function* tarMembers(bytes: Bytes): AsyncGenerator<Member> {
  const archive = extract()
  pipeline(Readable.from(bytes, { objectMode: false }), archive, () => {})
  for await (const entry of archive) {
    const { name, type } = entry.header
    const hidden = name.split('/').some((part) => part.startsWith('.') && part !== '.')
    if (type === 'file' && !hidden) {
      yield { name: bareName(name), bytes: await unpacked(entry as unknown as Bytes), inArchive: true }
    }
    entry.resume()
  }
}

/** What went wrong while reading, as a phrase of ours for the common cases. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  if (code === 'ENOENT') return 'no such file'
  if (code === 'EACCES' || code === 'EPERM') return 'no permission'
  return code ?? message ?? String(error)
}
