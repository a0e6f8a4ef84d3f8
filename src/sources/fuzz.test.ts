import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fuzzParsers } from '../../bench/soak/fuzz-parsers.ts'

test('damaged answers of sources are refused or give clean records', { timeout: 120_000 }, () => {
  assert.deepEqual(fuzzParsers({ mutations: 600, seed: 7, print: () => {} }), [])
})
