// From a path to streams of unpacked bytes. A file may be packed, may be an archive, and what is in an archive
// may be packed again; nothing is held in memory but the chunk at hand.

import { createReadStream, type Stats } from 'node:fs'
import { lstat, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { addAbortSignal, pipeline, Readable } from 'node:stream'
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
  /** When it was last written, milliseconds UTC; absent where `size` is. */
  changedAt?: number
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
  const found = await stat(path).catch(refuseUnreadable(path))
  if (found.isDirectory()) await walk(path, files, skipped)
  else files.push(found.isFile() ? regularFile(path, found) : { name: path, path })
}

async function walk(folder: string, files: InputFile[], skipped: string[]): Promise<void> {
  const names = await readdir(folder).catch(refuseUnreadable(folder))
  for (const name of names.sort()) {
    const path = join(folder, name)
    if (name.startsWith('.')) continue
    // Links are not followed: they may lead in circles or out of the folder.
    const found = await lstat(path).catch(refuseUnreadable(path))
    if (found.isDirectory()) await walk(path, files, skipped)
    else if (found.isFile() && (looksImportable(name) || isArchiveName(name)))
      files.push(regularFile(path, found))
    else skipped.push(path)
  }
}

const regularFile = (path: string, { size, mtimeMs }: Stats): InputFile => ({
  name: path,
  path,
  size,
  changedAt: mtimeMs,
})

const refuseUnreadable = (path: string) => (error: unknown) => {
  throw new Invalid(`${path} can’t be read (${reasonOf(error)}). Check the path and its rights.`)
}

const isArchiveName = (name: string) => /\.(?:tar(?:\.(?:gz|zst|xz))?|tgz|txz)$/i.test(name)

export interface InputSource {
  file: InputFile
  stdin: NodeJS.ReadableStream
  /** Hears of each chunk of the packed file. */
  onBytes: (count: number) => void
  /** Hears of what is passed over in an archive: what is no regular file, or in no known format. */
  onSkipped: (name: string) => void
  /** Aborted: reading fails at once, also while nothing arrives. */
  signal?: AbortSignal | undefined
}

/**
 * Opens a file and yields what is in it: itself, or the regular files of the archive that it is. Each member must
 * be read or left before the next is asked for.
 */
export async function* openInput(source: InputSource): AsyncGenerator<Member> {
  const { file, signal } = source
  const { head, bytes } = await peek(await unpacked(counted(rawBytes(source), source.onBytes), signal), 512)
  if (isTar(head)) yield* tarMembers(bytes, source)
  else yield { name: bareName(file.name), bytes, inArchive: false }
}

function rawBytes({ file, stdin, signal }: InputSource): Bytes {
  const stream = file.path === STDIN ? (stdin as Readable) : createReadStream(file.path)
  return signal ? addAbortSignal(signal, stream) : stream
}

async function* counted(bytes: Bytes, onBytes: (count: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    onBytes(chunk.length)
    yield chunk
  }
}

/** All tar programs since 1988 write this mark (POSIX.1-1988, GNU). */
const isTar = (head: Buffer) => head.subarray(257, 262).toString('latin1') === 'ustar'

async function* tarMembers(bytes: Bytes, { onSkipped, signal }: InputSource): AsyncGenerator<Member> {
  const archive = extract()
  pipeline(Readable.from(bytes, { objectMode: false }), archive, () => {})
  for await (const entry of archive) {
    const { name, type } = entry.header
    if (type === 'file' && !isHidden(name)) {
      yield {
        name: bareName(name),
        bytes: await unpacked(entry as unknown as Bytes, signal),
        inArchive: true,
      }
    } else if (type !== 'directory' && !isHidden(name)) onSkipped(name)
    entry.resume()
  }
}

/** Resource forks and the like. `..` hides nothing: only the name's last part is used. */
const isHidden = (name: string) => name.split('/').some((part) => /^\.(?!\.?$)/.test(part))

/** What went wrong while reading, as a phrase of ours for the common cases. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  if (code === 'ENOENT') return 'no such file'
  if (code === 'EACCES' || code === 'EPERM') return 'no permission'
  if (code === 'EISDIR') return 'it is a folder'
  if (code === 'Z_BUF_ERROR' || message === 'Unexpected end of data') return 'it is cut off'
  // xz-decompress: the codes of liblzma's xz_ret, 7 for broken data, 8 for too little of it.
  if (/error code 8$/.test(message ?? '')) return 'it is cut off'
  if (/^(?:Z_|ZSTD_)|error code \d$/.test(`${code ?? message}`)) return 'its data is broken'
  return code ?? message ?? String(error)
}
