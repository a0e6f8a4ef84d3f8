import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyDocuments, anyText, searchDocument, segmentOf } from '../../../test/support/search-documents.ts'
import { analyze } from '../text/analyze.ts'
import { occurrencesIn } from './document-terms.ts'
import { weightedOccurrences } from './occurrences.ts'
import { documentsOf, type SegmentData } from './segment-data.ts'
import { termAt } from './segment-view.ts'
import { TermCounter } from './term-counter.ts'

/** What the postings say. */
function ofPostings(data: SegmentData, term: string, document: number): number {
  const rank = termAt(data, term)
  return rank < 0 ? 0 : (weightedOccurrences[occurrencesIn(data, rank, document)] ?? 0)
}

test('terms stand in a document as often as their postings say', () => {
  fc.assert(
    fc.property(anyDocuments('d', { minLength: 1 }), anyText(6), (documents, text) => {
      const data = segmentOf(documents)
      const { terms, joined } = analyze(text)
      const asked = [...new Set([...terms, ...joined, 'unheard'])]
      const counter = new TermCounter(data, asked)
      for (let document = 0; document < documentsOf(data); document++) {
        const expected = asked.map((term) => ofPostings(data, term, document))
        assert.deepEqual([...counter.in(document)], expected)
      }
    }),
  )
})

test('numbers of one, two and three bytes, and more occurrences than a posting counts', () => {
  const words = Array.from({ length: 17_000 }, (_, at) => `w${at}x`)
  const abstract = `${words.join(' ')} pre-training ${'w1x '.repeat(50)}`
  const data = segmentOf([
    searchDocument({ title: 'w0x w0x w0x w0x w0x', abstract, authors: ['w2x', 'w2x'] }),
  ])
  const asked = ['w0x', 'w1x', 'w2x', 'w200x', 'w16999x', 'pretrain']
  assert.deepEqual(
    [...new TermCounter(data, asked).in(0)],
    asked.map((term) => ofPostings(data, term, 0)),
  )
})
