import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyDocuments, anyText, searchDocument, snapshotOf } from '../../../test/support/search-documents.ts'
import type { SearchDocument } from '../search-document.ts'
import type { SegmentView } from '../segment/segment-view.ts'
import { analyze } from '../text/analyze.ts'
import { TokenMatcher } from './matching-tokens.ts'

/** Copies: the matcher uses its arrays again. */
function tokensIn(matcher: TokenMatcher, document: number) {
  const { length, positions, terms } = matcher.in(document)
  return { positions: positions.slice(0, length), terms: terms.slice(0, length) }
}

function viewOf(documents: readonly SearchDocument[]): SegmentView {
  const [view] = snapshotOf(documents).views
  assert.ok(view)
  return view
}

test('tokens of the query, in order, as far apart as they stand', () => {
  const documents = [
    searchDocument({ title: 'Graph of loops', abstract: 'One pre-training graph', authors: ['Ada Graph'] }),
    searchDocument({ id: 'b', title: 'Nothing', abstract: 'graph' }),
  ]
  const matcher = new TokenMatcher(viewOf(documents), ['graph', 'loop', 'train', 'pretrain', 'unheard'])
  const { positions, terms } = tokensIn(matcher, 0)
  assert.deepEqual(terms, [0, 1, 2, 0, 0])
  const [graph = 0, loop = 0, train = 0, again = 0, author = 0] = positions
  assert.equal(loop - graph, 2)
  assert.equal(again - train, 1)
  // Fields are far from each other.
  assert.ok(train - loop > 500 && author - again > 500)
  assert.equal(tokensIn(matcher, 1).terms.length, 1)
})

test('what a document has is told by term, joined ones too', () => {
  const documents = [
    searchDocument({ title: 'Pre-training', abstract: 'graph', authors: ['Ada Loop'] }),
    searchDocument({ id: 'b', title: 'graph', abstract: '', authors: [] }),
  ]
  const matcher = new TokenMatcher(viewOf(documents), ['graph', 'pretrain', 'loop', 'unheard'])
  assert.deepEqual([...matcher.in(0).held], [1, 1, 1, 0])
  assert.deepEqual([...matcher.in(1).held], [1, 0, 0, 0])
})

test('every token of the query is found, and no other', () => {
  fc.assert(
    fc.property(anyDocuments('d', { minLength: 1 }), anyText(5), (documents, text) => {
      const terms = [...new Set(analyze(text).terms)]
      const matcher = new TokenMatcher(viewOf(documents), terms)
      documents.forEach(({ title, abstract, authors }, at) => {
        const all = [title, abstract, ...authors].flatMap((part) => analyze(part).terms)
        const expected = all.map((term) => terms.indexOf(term)).filter((place) => place >= 0)
        const found = tokensIn(matcher, at)
        assert.deepEqual(found.terms, expected)
        assert.deepEqual(
          found.positions,
          [...found.positions].sort((a, b) => a - b),
        )
      })
    }),
  )
})
