// The bytes of an answer become text: unpacked within limits, in the encoding that they are really in.

import { isUtf8 } from 'node:buffer'
import { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import { SourceTrouble } from '../source-trouble.ts'

/** @throws SourceTrouble where it is larger than `mostBytes` unpacked, or damaged. */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  encoding: string | undefined,
  mostBytes: number,
): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of unpacked(body, encoding)) {
    size += chunk.length
    if (size > mostBytes) {
      throw new SourceTrouble('garbled', `The answer is larger than ${Math.round(mostBytes / 1e6)} MB.`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

async function* unpacked(
  body: AsyncIterable<Uint8Array>,
  encoding: string | undefined,
): AsyncIterable<Uint8Array> {
  switch ((encoding ?? '').trim().toLowerCase()) {
    case '':
    case 'identity':
      return yield* body
    case 'gzip':
    case 'x-gzip':
      return yield* through(body, createGunzip())
    case 'br':
      return yield* through(body, createBrotliDecompress())
    case 'deflate':
      return yield* inflated(body)
    default:
      throw new SourceTrouble(
        'garbled',
        `The answer is packed in an unknown way (${encoding?.slice(0, 40)}).`,
      )
  }
}

/** Servers say deflate and mean it with zlib's frame, as the standard wants, or without. */
async function* inflated(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]()
  const first = await iterator.next()
  if (first.done) return
  const framed = ((first.value[0] ?? 0) & 0x0f) === 8
  const whole = (async function* () {
    yield first.value
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
  })()
  yield* through(whole, framed ? createInflate() : createInflateRaw())
}

async function* through(
  body: AsyncIterable<Uint8Array>,
  unpacker: ReturnType<typeof createGunzip>,
): AsyncIterable<Uint8Array> {
  const source = Readable.from(body)
  source.on('error', (error) => unpacker.destroy(error))
  try {
    yield* source.pipe(unpacker) as AsyncIterable<Uint8Array>
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (!code?.startsWith('Z_')) throw error
    throw new SourceTrouble('garbled', 'The answer is cut off or damaged: it can’t be unpacked.')
  } finally {
    source.destroy()
    unpacker.destroy()
  }
}

/**
 * Bytes that are UTF-8 are read as that, whatever is said of them; others as the header or the XML declaration says.
 * @throws SourceTrouble where nobody says, or says something impossible.
 */
export function decodeText(bytes: Buffer, contentType: string | null): string {
  if (isUtf8(bytes)) return bytes.toString('utf8').replace(/^\ufeff/, '')
  const start = bytes.subarray(0, 200).toString('latin1')
  const declared =
    /^\s*<\?xml[^>]*\bencoding=["']([\w.:-]{1,40})["']/.exec(start)?.[1] ??
    /\bcharset="?([\w.:-]{1,40})/i.exec(contentType ?? '')?.[1] ??
    (/^(\xfe\xff|\xff\xfe)/.test(start) ? (start.startsWith('\xfe') ? 'utf-16be' : 'utf-16le') : undefined)
  if (declared === undefined || /^utf-?8$/i.test(declared)) {
    throw new SourceTrouble('garbled', 'The answer is not the text it should be: it holds broken characters.')
  }
  try {
    return new TextDecoder(declared, { fatal: true }).decode(bytes)
  } catch {
    throw new SourceTrouble('garbled', `The answer can’t be read as ${declared}.`)
  }
}
