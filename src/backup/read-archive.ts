import type { Stats } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createZstdDecompress, type ZstdDecompress } from 'node:zlib'
import { Invalid } from '../errors.ts'
import { type ArchivePart, NotOurs, partsOf } from './archive-parts.ts'
import { readSeal, readSealed } from './seal.ts'
import { splitLines } from './split-lines.ts'

export const isZstd = (begin: Uint8Array) => Buffer.from(begin.subarray(0, 4)).toString('hex') === '28b52ffd'

/**
 * Reads a backup from its first line to its last, in constant memory. The part `end` comes only when every
 * checksum and count is right; what was handed on before that must not be kept otherwise.
 * @throws Invalid, with what is wrong with the file, for everything that is not a whole backup.
 */
export async function* readArchive(file: string): AsyncGenerator<ArchivePart> {
  let plain: ZstdDecompress | undefined
  try {
    const { size, digest } = await inspect(file)
    let sealed = false
    const packed = async function* () {
      yield* readSealed(file, size, digest)
      sealed = true
    }
    plain = pipeline(packed, createZstdDecompress(), () => {})
    yield* partsOf(splitLines(plain))
    if (!sealed) throw new Error('something follows its end')
    yield { kind: 'end', sha256: digest.toString('hex') }
  } catch (error) {
    throw explainReadError(error, file)
  } finally {
    plain?.destroy()
  }
}

async function inspect(path: string): Promise<{ size: number; digest: Buffer }> {
  const file = await open(path, 'r')
  try {
    const { size } = await refuseOtherFile(file, path)
    const digest = await readSeal(file)
    if (!digest)
      throw new Invalid(`The file ${path} is cut off or damaged, or not a backup: restore another one.`)
    return { size, digest }
  } finally {
    await file.close()
  }
}

async function refuseOtherFile(file: FileHandle, path: string): Promise<Stats> {
  const stat = await file.stat()
  if (!stat.isFile()) throw new Invalid(`${path} is not a file: name a backup made by \`broadsheet backup\`.`)
  if (stat.size === 0)
    throw new Invalid(`The file ${path} is empty: choose another backup. Nothing was changed.`)
  const begin = Buffer.alloc(4)
  await file.read(begin, 0, 4, 0)
  if (!isZstd(begin)) throw notABackup(path)
  return stat
}

const notABackup = (path: string) =>
  new Invalid(
    `The file ${path} is not a backup made by \`broadsheet backup\`: choose another one. Nothing was changed.`,
  )

function explainReadError(error: unknown, path: string): unknown {
  if (error instanceof Invalid) return error
  if (error instanceof NotOurs) return notABackup(path)
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return new Invalid(`There is no file ${path}: check its name. Nothing was changed.`)
  if (code === 'EACCES' || code === 'EPERM')
    return new Invalid(`The file ${path} may not be read: check its rights.`)
  const why =
    code === 'Z_BUF_ERROR'
      ? 'it is cut off'
      : code?.startsWith('ZSTD_')
        ? 'its data is broken'
        : messageOf(error)
  return new Invalid(`The backup ${path} is damaged (${why}): restore another one. Nothing was changed.`)
}

function messageOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'a line is not JSON'
  return error instanceof Error ? error.message : String(error)
}
