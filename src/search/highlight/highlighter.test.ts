import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseQuery } from '../query/parse-query.ts'
import type { Query } from '../query/query.ts'
import { scanTerms } from '../text/analyze.ts'
import { hostileText } from '../text/hostile-text.fixture.ts'
import { createHighlighter, type Piece } from './highlighter.ts'
import { soughtTerms } from './sought-terms.ts'

function marked(pieces: readonly Piece[]): string {
  return pieces.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('')
}

/** Query, text with the hits in brackets. */
const examples: [query: string, expected: string][] = [
  ['sparse networks', 'A [network] that is [sparse]; [Sparse] [networks]'],
  ['pruning -networks', '[Pruned] networks'],
  ['the pruning of networks', 'the [pruning] of the [networks]'],
  ['the', '[The] one'],
  ['articles concerning bees', 'articles concerning [bees]'],
  ['"the sparse network" bees', 'a sparse network, [the sparse networks] of [bees]'],
  ['"sparse network"', 'a network, sparse'],
  ['pretraining', '[Pre-training] and [pretrained]'],
  ['pre-training', '[Pretraining] and [pre-training]; [training]'],
  ['GPT-4', '[GPT-4], [GPT4] and [GPT] with 4 layers'],
  ['electro*', 'an [electron] and [electromagnetism]'],
  ['learning*', '[learned] [learner]'],
  ['naive erdos', '[Naïve] [Erdős]'],
  ['ﬁne Straße', '[fine] [strasse]'],
  ['+bees (wasps OR ants) -flies', '[bee], [wasp], [ants], flies'],
  ['title:bees author:Ada', '[bees] by Ada'],
  ['学习', '深度[学][习]'],
  ['C++', '[C++] and C'],
  ['(bees OR -wasps) x', '[bees], wasps, [x]'],
]

test('what was asked for is marked', () => {
  for (const [query, expected] of examples) {
    const text = expected.replace(/[[\]]/g, '')
    assert.equal(marked(createHighlighter(parseQuery(query)).pieces(text)), expected, query)
  }
})

test('names are marked among names only', () => {
  const names = createHighlighter(parseQuery('title:bees author:"Ada B" wasps'), 'author')
  assert.equal(marked(names.pieces('Ada B; Bees Wasp')), '[Ada B]; Bees [Wasp]')
})

/** By UTF-16 unit of the text, whether it is in a word that was asked for; every word is read. */
function markedUnits(asked: Query, text: string): boolean[] {
  const sought = soughtTerms(asked, 'text')
  const units = Array.from({ length: text.length }, () => false)
  const mark = (term: string, folded: string, start: number, end: number) => {
    if (sought.terms.has(term) || sought.isBegun(term, folded)) units.fill(true, start, end)
  }
  scanTerms(text, {
    word: ({ term, folded }, start, end) => mark(term, folded, start, end),
    joined: (term, start, end) => mark(term, term, start, end),
  })
  return units
}

test('looking for beginnings first finds what reading every word finds', () => {
  const asked = fc.array(
    fc.constantFrom('graph*', 'pre-training', 'c++', 'a', "don't", '3.14', 'O(n)', 'erdos'),
  )
  const texts = fc.array(
    fc.oneof(
      hostileText,
      fc.constantFrom(
        ' ',
        '\n',
        'Graphs',
        'pretraining',
        'pre-',
        'trained',
        'C++',
        'ERDŐS',
        'dont',
        'graph2vec',
        '.net',
      ),
    ),
  )
  fc.assert(
    fc.property(asked, hostileText, texts, (words, hostile, parts) => {
      const [text, query] = [parts.join(''), parseQuery(`${words.join(' ')} ${hostile.replaceAll('"', '')}`)]
      const units = Array.from({ length: text.length }, () => false)
      for (const { start, end } of createHighlighter(query).hits(text)) units.fill(true, start, end)
      assert.deepEqual(units, markedUnits(query, text))
    }),
    { numRuns: 500 },
  )
})

test('the pieces of any text are the text', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (asked, text) => {
      const highlighter = createHighlighter(parseQuery(asked))
      const pieces = highlighter.pieces(text)
      assert.equal(pieces.map((piece) => piece.text).join(''), text)
      assert.ok(pieces.every((piece) => piece.text !== ''))
      let last = 0
      for (const { start, end } of highlighter.hits(text)) {
        assert.ok(last <= start && start < end && end <= text.length)
        last = end
      }
    }),
  )
})
