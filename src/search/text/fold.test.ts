import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fold, longestWord } from './fold.ts'
import { anyCharacters } from './hostile-text.fixture.ts'

const folded: [word: string, folded: string][] = [
  ['BERT', 'bert'],
  ['Café', 'cafe'],
  ['Cafe\u0301', 'cafe'],
  ['Erdős', 'erdos'],
  ['Straße', 'strasse'],
  ['Łódź', 'lodz'],
  ['Øresund', 'oresund'],
  ['Đoković', 'dokovic'],
  ['Ærø', 'aero'],
  ['Œuvre', 'oeuvre'],
  ['ﬁne', 'fine'],
  ['İstanbul', 'istanbul'],
  ['ısı', 'isi'],
  ['ＧＰＴ', 'gpt'],
  ['𝐀𝐁', 'ab'],
  ['CO₂', 'co2'],
  ['ℓ₁', 'l1'],
  ['α', 'alpha'],
  ['TGFβ', 'tgfbeta'],
  ['µm', 'mum'],
  ['Λόγος', 'λογοσ'],
  ['Ёлка', 'елка'],
  ['한국어', '한국어'],
  ['が', 'が'],
  ['हिन्दी', 'हिन्दी'],
  ['\u0301', ''],
]

test('words that readers take for the same are folded into one', () => {
  for (const [word, expected] of folded) assert.equal(fold(word), expected, word)
})

test('folding twice changes nothing, and a long word is cut', () => {
  fc.assert(
    fc.property(anyCharacters, (word) => {
      const once = fold(word)
      assert.equal(fold(once), once)
      assert.ok(once.length <= longestWord && once.isWellFormed())
    }),
  )
})
