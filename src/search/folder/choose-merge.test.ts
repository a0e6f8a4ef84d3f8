import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MAX_DOCUMENTS } from '../segment/segment-data.ts'
import { chooseMerge, type SegmentSize } from './choose-merge.ts'

const aliveIn = (sizes: readonly SegmentSize[]) =>
  sizes.reduce((sum, { documents, gone }) => sum + documents - gone, 0)

/** Merges until nothing is left to do; returns how many documents were written. */
function mergeAll(segments: SegmentSize[]): number {
  let written = 0
  for (;;) {
    const chosen = chooseMerge(segments)
    if (!chosen) return written
    assert.equal(new Set(chosen).size, chosen.length)
    const merged = chosen.flatMap((at) => segments[at] ?? [])
    const documents = aliveIn(merged)
    assert.ok(documents <= MAX_DOCUMENTS)
    for (const one of merged) segments.splice(segments.indexOf(one), 1)
    if (documents > 0) segments.push({ documents, gone: 0 })
    written += documents
  }
}

const anySize: fc.Arbitrary<SegmentSize> = fc
  .tuple(
    fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: MAX_DOCUMENTS })),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([documents, share]) => ({ documents, gone: Math.floor(documents * share) }))

test('merging comes to an end, loses nothing, and leaves no segment that is mostly gone', () => {
  fc.assert(
    fc.property(fc.array(anySize, { maxLength: 60 }), (sizes) => {
      const segments = sizes.map((size) => ({ ...size }))
      const before = aliveIn(segments)
      mergeAll(segments)
      assert.equal(aliveIn(segments), before)
      for (const { documents, gone } of segments) assert.ok(gone <= documents * 0.3)
      // Two that are left of the large ones fill more than a half together; of the others, five of each size stay.
      assert.ok(segments.length <= (2 * before) / MAX_DOCUMENTS + 20)
    }),
  )
})

/** `batchAt` says how many documents each of the batches brings. */
function grow(batches: number, batchAt: (batch: number) => number) {
  const segments: SegmentSize[] = []
  let [added, written, most] = [0, 0, 0]
  for (let batch = 0; batch < batches; batch++) {
    const documents = batchAt(batch)
    segments.push({ documents, gone: 0 })
    added += documents
    written += documents + mergeAll(segments)
    most = Math.max(most, segments.length)
  }
  return { added, most, segments: segments.length, written: written / added }
}

test('thousands of batches leave few segments, and each document is written a few times', () => {
  const { added, most, segments, written } = grow(4_000, (batch) => 1 + ((batch * 7919) % 200))
  assert.ok(added > 390_000)
  // 17 segments in the end, 23 at most, 5.0 times written.
  assert.ok(segments <= 20 && most <= 26 && written < 5.5, JSON.stringify({ segments, most, written }))
  const equal = grow(860, () => 500)
  // 16 segments, 3.8 times written.
  assert.ok(equal.segments <= 18 && equal.written < 4.5, JSON.stringify(equal))
})

test('full segments, and a few small ones, stay as they are', () => {
  const full = { documents: MAX_DOCUMENTS, gone: 0 }
  assert.equal(chooseMerge([full, full, full, full, full, full, full]), null)
  assert.equal(chooseMerge([full, { documents: 10, gone: 0 }, { documents: 900, gone: 3 }]), null)
  assert.equal(chooseMerge([]), null)
  assert.deepEqual(chooseMerge([full, { documents: 10, gone: 4 }]), [1])
})
