import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'

/** One file of a dump while it is written. */
export interface OpenDumpFile {
  /** Writes each value as a line; waits where the disk is slower. */
  write(values: readonly object[]): Promise<void>
  /** Waits until all of it is on the disk. */
  end(): Promise<{ lines: number; bytes: number; sha256: string }>
  /** Gives it up; what was written may be deleted then. */
  abandon(): Promise<void>
}

/**
 * Level 3 packs 400,000 papers in seconds, outside the event loop; higher ones take several times as long for a tenth
 * less.
 */
const params = { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 }

/** Everybody may read it: nothing in it is secret. */
const READABLE_BY_ALL = 0o644

/** Makes a new file at `path`. */
export function openDumpFile(path: string): OpenDumpFile {
  const compress = createZstdCompress({ params })
  const sha256 = createHash('sha256')
  let [lines, bytes] = [0, 0]
  async function* measured(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      sha256.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  const file = createWriteStream(path, { flags: 'wx', mode: READABLE_BY_ALL, flush: true })
  const written = pipeline(compress, measured, file)
  // Whoever writes or ends next is told; until then nobody listens.
  written.catch(() => {})
  return {
    async write(values) {
      if (values.length === 0) return
      lines += values.length
      const text = values.map((value) => `${JSON.stringify(value)}\n`).join('')
      if (!compress.write(text)) await Promise.race([once(compress, 'drain'), written])
    },
    async end() {
      compress.end()
      await written
      return { lines, bytes, sha256: sha256.digest('hex') }
    },
    async abandon() {
      compress.destroy()
      await written.catch(() => {})
    },
  }
}
