import { LONGEST_LINE_BYTES } from './archive-format.ts'

const LINE_FEED = 0x0a

/** The lines of a stream of bytes, each with its line feed. Throws for a line that is too long or not ended. */
export async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let begun: Buffer[] = []
  let begunBytes = 0
  for await (const chunk of chunks) {
    let at = 0
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, at)) {
      const rest = chunk.subarray(at, end + 1)
      yield begun.length === 0 ? rest : Buffer.concat([...begun, rest])
      begun = []
      begunBytes = 0
      at = end + 1
    }
    if (at === chunk.length) continue
    begun.push(chunk.subarray(at))
    begunBytes += chunk.length - at
    if (begunBytes > LONGEST_LINE_BYTES) throw new Error('a line is too long')
  }
  if (begunBytes > 0) throw new Error('it is cut off')
}
