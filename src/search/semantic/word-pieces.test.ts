import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { createTokenizer } from './tokenizer.ts'
import { createSplitter, longestWord, scanWords } from './word-pieces.ts'

function wordsOf(text: string): string[] {
  const words: string[] = []
  scanWords(text, (word, afterBreak) => words.push(afterBreak ? `| ${word}` : word))
  return words
}

describe('scanWords', () => {
  it('finds words in lower case, without accents, and where sentences end', () => {
    const cases: [string, string[]][] = [
      ['Poincaré’s Œuvre, naïvely', ['poincare', 's', 'œuvre', 'naively']],
      ['Is it? Yes.\nDone', ['is', 'it', '| yes', '| done']],
      ['v1.5 of e.g. foo', ['v1', '5', 'of', 'e', 'g', '| foo']],
      ['ﬁne-tuning ＧＰＴ', ['fine', 'tuning', 'gpt']],
      ['$\\alpha_{i}$ β', ['alpha', 'i', 'β']],
      ['量子 計算', ['量子', '計算']],
      ['', []],
      ['. ! ?', []],
    ]
    for (const [text, words] of cases) assert.deepEqual(wordsOf(text), words)
  })

  it('takes any string, and gives words of letters and digits only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const word of wordsOf(text)) {
          assert.match(word.replace(/^\| /, ''), /^[\p{L}\p{N}\ud800-\udfff]+$/u)
          assert.ok(word.length <= longestWord + 2)
        }
      }),
    )
  })

  it('takes damaged UTF-16, control characters and endless words', () => {
    assert.deepEqual(wordsOf('a\ud800b\udc00'), ['a', 'b'])
    assert.deepEqual(wordsOf('a\0b\u0007'), ['a', 'b'])
    assert.deepEqual(wordsOf('x'.repeat(100_000)), ['x'.repeat(longestWord)])
  })
})

describe('a splitter', () => {
  it('takes the longest piece from the left and leaves out what has none', () => {
    const pieces = ['^un', '^und', '+er', '+e', '+r', '+er'].map((piece): [string, number] => [
      piece,
      piece.length,
    ])
    const ids = new Map([...new Map(pieces).keys()].map((piece, id) => [piece, id]))
    const split = createSplitter((piece) => ids.get(piece))
    assert.deepEqual(
      split('under').map((id) => [...ids.keys()][id]),
      ['^und', '+er'],
    )
    assert.deepEqual(
      split('unère').map((id) => [...ids.keys()][id]),
      ['^un', '+r', '+e'],
    )
    assert.deepEqual(split('量'), [])
  })
})

describe('a tokenizer', () => {
  const tokenize = createTokenizer({
    words: ['deep', 'learning', 'of'],
    pieces: ['+ing', '^train'],
    bigrams: [[0, 1]],
  })
  const rowsOf = (text: string) => {
    const rows: number[] = []
    tokenize(text, (row) => rows.push(row))
    return rows
  }

  it('gives words, pieces of other words, and bigrams within a sentence', () => {
    assert.deepEqual(rowsOf('Deep learning'), [0, 1, 5])
    assert.deepEqual(rowsOf('deep-learning'), [0, 1, 5])
    assert.deepEqual(rowsOf('Deep. Learning'), [0, 1])
    assert.deepEqual(rowsOf('deep training learning'), [0, 4, 3, 1])
    assert.deepEqual(rowsOf('learning deep'), [1, 0])
    assert.deepEqual(rowsOf('zzz'), [])
  })
})
