import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyUnits } from '../../../test/support/search-documents.ts'
import { parseQuery } from '../query/parse-query.ts'
import { bm25, occurrenceWeight } from './bm25.ts'
import { rankingTerms, rankingTexts } from './ranking-terms.ts'

const ranking = (text: string) => rankingTerms(parseQuery(text))
const names = (text: string) => ranking(text).terms.map(({ term }) => term)

test('words of the subject rank; others only where there are none', () => {
  assert.deepEqual(names('papers about the weaving of gardens'), ['weav', 'garden'])
  assert.deepEqual(names('papers about the'), ['paper'])
  assert.deepEqual(names('to be or not'), ['to', 'be', 'or', 'not'])
  assert.deepEqual(names(''), [])
})

test('what is required ranks as well, what is excluded does not', () => {
  assert.deepEqual(names('loops "sparse garden" title:graph -noise'), ['loop', 'spars', 'garden', 'graph'])
  assert.deepEqual(names('(graph OR loop) after:2024'), ['graph', 'loop'])
  assert.deepEqual(rankingTexts(parseQuery('loops "sparse garden" -noise')), ['loops', 'sparse garden'])
})

test('a word that comes back counts again, the later the less', () => {
  const { terms } = ranking('graph of graphs')
  assert.deepEqual(terms, [{ term: 'graph', qtf: occurrenceWeight(0) + occurrenceWeight(2) }])
})

test('a compound’s one word ranks beside its parts, for less', () => {
  assert.deepEqual(
    ranking('pre-training').terms.map(({ term, qtf }) => [term, qtf]),
    [
      ['pre', occurrenceWeight(0)],
      ['train', occurrenceWeight(1)],
      ['pretrain', bm25.joinedWeight],
    ],
  )
})

test('a joined term counts once, and not beside the word itself', () => {
  const weightOf = (text: string) => ranking(text).terms.find(({ term }) => term === 'pretrain')?.qtf
  assert.equal(weightOf('pre-training or pre-trained'), bm25.joinedWeight)
  assert.equal(weightOf('pretraining, pre-trained'), occurrenceWeight(0))
})

test('runs tell which terms stood side by side', () => {
  assert.deepEqual(ranking('sparse graph of sparse loops').runs, [[0, 1, -1, 0, 2]])
  assert.deepEqual(ranking('loops "sparse loops"').runs, [[0], [1, 0]])
})

test('any text gives terms, each once, that its runs name', () => {
  fc.assert(
    fc.property(anyUnits(60), (text) => {
      const { terms, runs } = ranking(text)
      assert.equal(new Set(terms.map(({ term }) => term)).size, terms.length)
      for (const { qtf } of terms) assert.ok(qtf > 0)
      for (const place of runs.flat()) assert.ok(place >= -1 && place < terms.length)
    }),
  )
})
