// Streams of bytes: look at the beginning without consuming it, unpack, cut into lines.

import { pipeline, Readable, type Transform } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import xz from 'xz-decompress'
import { Invalid } from '../../errors.ts'

export type Bytes = AsyncIterable<Uint8Array>

/** The first `count` bytes (fewer in a short stream) and the whole stream with them. */
export async function peek(bytes: Bytes, count: number): Promise<{ head: Buffer; bytes: Bytes }> {
  const iterator = bytes[Symbol.asyncIterator]()
  const taken: Uint8Array[] = []
  let length = 0
  while (length < count) {
    const { value, done } = await iterator.next()
    if (done) break
    taken.push(value)
    length += value.length
  }
  const head = Buffer.concat(taken)
  return { head: head.subarray(0, count), bytes: continued(head, iterator) }
}

async function* continued(head: Buffer, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head
    for (;;) {
      const { value, done } = await iterator.next()
      if (done) return
      yield value
    }
  } finally {
    await iterator.return?.()
  }
}

/** Packed files in packed files beyond this depth are no accident. */
const MOST_LAYERS = 3

/**
 * Unpacks gzip, Zstandard and xz, known by their first bytes, also inside each other; anything else comes through as
 * it is. Fails as soon as `signal` is aborted: a packed file of a megabyte can take minutes to unpack.
 */
export async function unpacked(packed: Bytes, signal?: AbortSignal, layers = MOST_LAYERS): Promise<Bytes> {
  const { head, bytes } = await peek(packed, 6)
  const plain = layers > 0 ? unpackedOnce(head.toString('hex'), bytes) : null
  return plain ? unpacked(stoppable(plain, signal), signal, layers - 1) : bytes
}

function unpackedOnce(head: string, bytes: Bytes): Bytes | null {
  if (head.startsWith('1f8b')) return through(bytes, createGunzip())
  if (head.startsWith('28b52ffd') || /^5.2a4d18/.test(head)) return through(bytes, createZstdDecompress())
  return head.startsWith('fd377a585a00') ? throughXz(bytes) : null
}

async function* stoppable(bytes: Bytes, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    signal?.throwIfAborted()
    yield chunk
  }
}

function through(bytes: Bytes, transform: Transform): Bytes {
  // Errors of either side reach whoever reads the transform.
  pipeline(Readable.from(bytes, { objectMode: false }), transform, () => {})
  return transform
}

async function* throughXz(bytes: Bytes): AsyncGenerator<Uint8Array> {
  const source = Readable.toWeb(Readable.from(bytes, { objectMode: false })) as ReadableStream<Uint8Array>
  yield* Readable.fromWeb(new xz.XzReadableStream(source) as Parameters<typeof Readable.fromWeb>[0])
}

export interface Line {
  /** 1 for the first. */
  number: number
  /** Without its end; absent where the line was longer than allowed. */
  bytes?: Buffer
}

/** Bytes. Nothing longer is one line, one entry or one list of papers: reading on would only fill time. */
export const LONGEST_PIECE = 64 * 1024 * 1024

export const tooLongToReadOn = (what: string) =>
  new Invalid(`${what} is longer than ${LONGEST_PIECE / 1024 / 1024} MB: what follows was not read.`)

/**
 * All lines that arrived with one chunk together: one step of the event loop a line would cost more than reading it.
 * Throws `Invalid` for a line without an end.
 */
export async function* linesOf(bytes: Bytes, longest: number): AsyncGenerator<Line[]> {
  let number = 0
  let rest: Buffer[] = []
  let restLength = 0
  const take = (tail: Buffer): Line => {
    const length = restLength + tail.length
    const whole = length > longest ? undefined : rest.length === 0 ? tail : Buffer.concat([...rest, tail])
    rest = []
    restLength = 0
    return whole ? { number: ++number, bytes: whole } : { number: ++number }
  }
  for await (const piece of bytes) {
    const chunk = Buffer.from(piece.buffer, piece.byteOffset, piece.length)
    const lines: Line[] = []
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      lines.push(take(chunk.subarray(from, end)))
      from = end + 1
    }
    // Of a line that is too long already nothing more is kept.
    if (restLength <= longest) rest.push(chunk.subarray(from))
    restLength += chunk.length - from
    if (lines.length > 0) yield lines
    if (restLength > LONGEST_PIECE) throw tooLongToReadOn(`Line ${number + 1}`)
  }
  if (restLength > 0) yield [take(Buffer.alloc(0))]
}

/** Line ends of old Macs (a carriage return alone) and of Windows become line feeds. */
export async function* withLineFeeds(bytes: Bytes): AsyncGenerator<Uint8Array> {
  let endedWithReturn = false
  for await (const chunk of bytes) {
    if (chunk.length === 0) continue
    // A line feed behind a return of the chunk before is the second half of one line end.
    const from: number = endedWithReturn && chunk[0] === 10 ? 1 : 0
    endedWithReturn = chunk.at(-1) === 13
    yield chunk.includes(13) ? unified(chunk, from) : chunk.subarray(from)
  }
}

function unified(chunk: Uint8Array, from: number): Uint8Array {
  const kept = new Uint8Array(chunk.length)
  let length = 0
  for (let at = from; at < chunk.length; at++) {
    if (chunk[at] === 10 && at > from && chunk[at - 1] === 13) continue
    kept[length++] = chunk[at] === 13 ? 10 : (chunk[at] ?? 0)
  }
  return kept.subarray(0, length)
}

/** The whole stream as one buffer. Throws `Invalid` where it is longer than `LONGEST_PIECE`. */
export async function wholeOf(bytes: Bytes): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of bytes) {
    length += piece.length
    if (length > LONGEST_PIECE) throw tooLongToReadOn('The list')
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
