import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { stem } from './stem.ts'

/** Each step of the algorithm, and words of the trade. */
const stems: [stem: string, ...words: string[]][] = [
  ['caress', 'caresses', 'caress'],
  ['poni', 'ponies'],
  ['cat', 'cats'],
  ['feed', 'feed'],
  ['agre', 'agreed', 'agree'],
  ['sing', 'sing'],
  ['size', 'sized', 'sizing', 'sizes'],
  ['hop', 'hopping', 'hops'],
  ['fall', 'falling'],
  ['file', 'filing'],
  ['happi', 'happy', 'happiness'],
  ['sky', 'sky'],
  ['condit', 'conditional', 'conditions', 'conditioned'],
  ['gener', 'generalization', 'generalize', 'generative', 'generation', 'generic'],
  ['retriev', 'retrieval', 'retrieve', 'retriever'],
  ['segment', 'segmentation', 'segmented', 'segments'],
  ['quantiz', 'quantization', 'quantized', 'quantize'],
  ['transform', 'transformer', 'transformers', 'transformation'],
  ['neural', 'neural'],
  ['probabl', 'probable'],
  ['control', 'controlling', 'controller', 'control'],
  ['rai', 'rays', 'ray'],
  ['bayesian', 'bayesian'],
]

test('words of one stem share a term', () => {
  for (const [expected, ...words] of stems) for (const word of words) assert.equal(stem(word), expected, word)
})

test('short words, numbers and other letters stay as they are', () => {
  for (const word of ['is', 'as', 'gpt4s', '7billions', 'c++', '3.5', 'naïves', 'модели', '学', ''])
    assert.equal(stem(word), word)
})

test('a stem is never empty and never longer than its word by more than an e', () => {
  const word = fc.string({ unit: fc.constantFrom(...'aeiouybdlnstz'), minLength: 1, maxLength: 14 })
  fc.assert(
    fc.property(
      word,
      fc.constantFrom('', 's', 'ed', 'ing', 'ational', 'ization', 'iveness', 'y'),
      (root, end) => {
        const found = stem(root + end)
        assert.ok(found.length > 0 && found.length <= root.length + end.length)
        // Only the first letter: a y behind a vowel becomes an i, “aying” an “ai”.
        assert.equal(found[0], (root + end)[0])
      },
    ),
  )
})
