import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bearerToken, hasBearer } from './bearer.ts'

test('a token is the same however the header is written: limits count by it', () => {
  for (const header of ['Bearer abc', 'bearer abc', 'bEaReR   abc', 'Bearer \t abc ', 'BEARER abc'])
    assert.equal(bearerToken(header), 'abc', header)
  for (const header of [null, undefined, '', 'Bearer', 'Bearer ', 'Basic abc', `Bearer ${'x'.repeat(301)}`])
    assert.equal(bearerToken(header) || null, null, String(header))
})

test('a header that begins as one with a token is one, however long it is', () => {
  for (const header of ['Bearer abc', 'bearer\tabc', `BEARER ${'x'.repeat(301)}`])
    assert.equal(hasBearer(header), true, header)
  for (const header of [null, undefined, '', 'Bearer', 'Basic bearer abc', 'Bearerabc'])
    assert.equal(hasBearer(header), false, String(header))
})
