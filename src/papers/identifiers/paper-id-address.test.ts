import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { canonicalIds } from './identifiers.fixture.ts'
import { hasEncodedSlash, idPath, paperPathCandidates, paperSuffixes } from './paper-id-address.ts'

test('slashes stand as they are, everything else is encoded', () => {
  assert.equal(idPath('cs/0112017'), 'cs/0112017')
  assert.equal(idPath('acl:2024.naacl-long.308'), 'acl:2024.naacl-long.308')
  assert.equal(idPath('doi:10.1000/a?b#c<d>'), 'doi:10.1000/a%3Fb%23c%3Cd%3E')
})

describe('a path is read', () => {
  test('as an id, with its version', () => {
    assert.deepEqual(paperPathCandidates('2407.21783'), [{ id: '2407.21783' }])
    assert.deepEqual(paperPathCandidates('2407.21783v2'), [{ id: '2407.21783', version: 2 }])
  })

  test('as an id with a suffix', () => {
    for (const suffix of paperSuffixes.filter((name) => name !== 'csl.json')) {
      assert.deepEqual(paperPathCandidates(`cs/0112017.${suffix}`), [{ id: 'cs/0112017', suffix }])
    }
    assert.deepEqual(paperPathCandidates('2407.21783v2.csl.json'), [
      { id: '2407.21783', version: 2, suffix: 'csl.json' },
    ])
  })

  test('as an id with an action', () => {
    assert.deepEqual(paperPathCandidates('2407.21783/vote'), [{ id: '2407.21783', action: 'vote' }])
    assert.deepEqual(paperPathCandidates('cs/0112017/comments/7'), [
      { id: 'cs/0112017', action: 'comments/7' },
    ])
  })

  test('in all ways that a DOI leaves open, the longest id first', () => {
    assert.deepEqual(paperPathCandidates('doi:10.1000/abc/vote.json'), [
      { id: 'doi:10.1000/abc/vote.json' },
      { id: 'doi:10.1000/abc/vote', suffix: 'json' },
      { id: 'doi:10.1000/abc', action: 'vote.json' },
    ])
    assert.deepEqual(paperPathCandidates('openreview:abcd.csl.json'), [
      { id: 'openreview:abcd.csl.json' },
      { id: 'openreview:abcd.csl', suffix: 'json' },
      { id: 'openreview:abcd', suffix: 'csl.json' },
    ])
  })

  test('with encoded slashes too, which pages redirect', () => {
    assert.equal(hasEncodedSlash('cs%2f0112017'), true)
    assert.equal(hasEncodedSlash('cs/0112017'), false)
    assert.deepEqual(paperPathCandidates('cs%2F0112017'), [{ id: 'cs/0112017' }])
  })

  test('as nothing where it names no paper', () => {
    for (const path of ['', 'trending', '%', '%ff', 'x'.repeat(2000), '/'.repeat(500), 'date/2025-10-29']) {
      assert.deepEqual(paperPathCandidates(path), [], path)
    }
  })
})

test('the first way to read the address of an id is that id, and with a suffix or an action it is among them', () => {
  fc.assert(
    fc.property(canonicalIds, fc.constantFrom(...paperSuffixes), (id, suffix) => {
      const path = idPath(id)
      assert.deepEqual(paperPathCandidates(path)[0], { id })
      assert.deepEqual(paperPathCandidates(path.replaceAll('/', '%2F'))[0], { id })
      const has = (from: string, key: 'suffix' | 'action', value: string) =>
        paperPathCandidates(from).some((reading) => reading.id === id && reading[key] === value)
      assert.ok(has(`${path}.${suffix}`, 'suffix', suffix))
      assert.ok(has(`${path}/vote`, 'action', 'vote'))
    }),
  )
})
