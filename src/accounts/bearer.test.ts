import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bearerToken } from './bearer.ts'

test('a token is the same however the header is written: limits count by it', () => {
  for (const header of ['Bearer abc', 'bearer abc', 'bEaReR   abc', 'Bearer \t abc ', 'BEARER abc'])
    assert.equal(bearerToken(header), 'abc', header)
  for (const header of [null, undefined, '', 'Bearer', 'Bearer ', 'Basic abc', `Bearer ${'x'.repeat(301)}`])
    assert.equal(bearerToken(header) || null, null, String(header))
})
