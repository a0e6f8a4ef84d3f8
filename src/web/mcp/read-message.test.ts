import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { depthOf, readMessage } from './read-message.ts'

test('depth is that of the brackets outside of texts', () => {
  const deep = (value: unknown): number =>
    value !== null && typeof value === 'object' ? 1 + Math.max(0, ...Object.values(value).map(deep)) : 0
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6, noUnicodeString: false }), (value) => {
      assert.equal(depthOf(JSON.stringify(value)), deep(value))
    }),
  )
  assert.equal(depthOf('["[[[", "\\"[[", {"a]": []}]'), 3)
})

test('any text is a message or a sentence about it', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    '\\',
    ',',
    ':',
    '1',
    'null',
    '"method"',
    '"subscriptions/listen"',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const read = readMessage(pieces.join(''))
      assert.ok('message' in read || (read.code < 0 && /\.$/.test(read.refusal)))
    }),
  )
})
