import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseSources } from './source-spec.ts'

test('a list of sources names each once, with its parts', () => {
  assert.deepEqual(parseSources(' arxiv:cs.AI+cs.CL , hf-daily,openreview:ICLR.cc/2026/Conference'), [
    { source: 'arxiv', parts: ['cs.AI', 'cs.CL'] },
    { source: 'hf-daily', parts: [] },
    { source: 'openreview', parts: ['ICLR.cc/2026/Conference'] },
  ])
  assert.deepEqual(parseSources(''), [])
})

test('what is wrong with a list is said in words', () => {
  assert.match(String(parseSources('arXiv')), /for example arxiv:cs\.AI/)
  assert.match(String(parseSources('scirate')), /“scirate” is none of them/)
  assert.match(String(parseSources('hf-daily,hf-daily')), /names hf-daily once/)
  assert.match(String(parseSources('acl:../../etc')), /parts are names/)
})

test('no text breaks it', () => {
  fc.assert(fc.property(fc.string(), (text) => ['string', 'object'].includes(typeof parseSources(text))))
})
