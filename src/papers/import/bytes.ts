// Streams of bytes: look at the beginning without consuming it, unpack, cut into lines.

import { pipeline, Readable, type Transform } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import xz from 'xz-decompress'

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

/** Unpacks gzip, Zstandard and xz, known by their first bytes; anything else comes through as it is. */
export async function unpacked(packed: Bytes): Promise<Bytes> {
  const { head, bytes } = await peek(packed, 6)
  const starts = (hex: string) => head.toString('hex').startsWith(hex)
  if (starts('1f8b')) return through(bytes, createGunzip())
  if (starts('28b52ffd') || /^5.2a4d18/.test(head.toString('hex')))
    return through(bytes, createZstdDecompress())
  if (starts('fd377a585a00')) return throughXz(bytes)
  return bytes
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

/** All lines that arrived with one chunk together: one step of the event loop a line would cost more than reading it. */
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
  }
  if (restLength > 0) yield [take(Buffer.alloc(0))]
}

/** The whole stream as one buffer; null where it is longer than `most` bytes. */
export async function wholeOf(bytes: Bytes, most: number): Promise<Buffer | null> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of bytes) {
    length += piece.length
    if (length <= most) pieces.push(piece)
  }
  return length > most ? null : Buffer.concat(pieces)
}
