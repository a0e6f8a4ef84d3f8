import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { inChunksOf } from '../../../test/support/items-of-text.ts'
import { Invalid } from '../../errors.ts'
import { LONGEST_PIECE, linesOf, wholeOf, withLineFeeds } from './bytes.ts'

test('every kind of line end becomes a line feed, whatever the chunks are', async () => {
  const text = fc.array(fc.constantFrom('\r', '\n', 'a', 'é')).map((marks) => marks.join(''))
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 4 }), async (any, size) => {
      const bytes = await wholeOf(withLineFeeds(inChunksOf(Buffer.from(any), size)))
      assert.equal(bytes.toString('utf8'), any.replace(/\r\n?/g, '\n'))
    }),
  )
})

/** As a packed file of some kilobytes unpacks to. */
async function* endless(): AsyncGenerator<Uint8Array> {
  const zeros = new Uint8Array(4 * 1024 * 1024)
  for (;;) yield zeros
}

test('what has no end is not read to its end, and not kept', async () => {
  const lines = async () => {
    for await (const _some of linesOf(endless(), 1_000));
  }
  const refused = { name: 'Invalid', message: 'Line 1 is longer than 64 MB: what follows was not read.' }
  await assert.rejects(lines(), refused)
  await assert.rejects(wholeOf(endless()), Invalid)
})

test('a line that is too long is passed over, the next one is read', async () => {
  const text = `a\n${'x'.repeat(5_000)}\nb`
  const found: unknown[] = []
  for await (const lines of linesOf(inChunksOf(Buffer.from(text), 100), 1_000)) {
    found.push(...lines.map(({ number, bytes }) => [number, bytes?.toString()]))
  }
  assert.deepEqual(found, [
    [1, 'a'],
    [2, undefined],
    [3, 'b'],
  ])
  assert.ok(text.length < LONGEST_PIECE)
})
