import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withUnicodeLetters } from './math-letters.ts'

test('letters move to their alphabet', () => {
  const letters = [
    ['bold', 'Az0', '𝐀𝐳𝟎'],
    ['italic', 'h', 'ℎ'],
    ['script', 'OL', '𝒪ℒ'],
    ['double-struck', 'RE1', 'ℝ𝔼𝟙'],
    ['fraktur', 'gC', '𝔤ℭ'],
    ['sans-serif', 'a', '𝖺'],
    ['monospace', 'Z9', '𝚉𝟿'],
  ] as const
  for (const [variant, from, to] of letters) {
    assert.equal(withUnicodeLetters(`<mi mathvariant="${variant}">${from}</mi>`), `<mi>${to}</mi>`)
  }
})

test('entities, other signs and `normal` stay', () => {
  assert.equal(withUnicodeLetters('<mtext mathvariant="bold">a&amp;+α</mtext>'), '<mtext>𝐚&amp;+α</mtext>')
  const upright = '<mi mathvariant="normal">d</mi>'
  assert.equal(withUnicodeLetters(upright), upright)
  const unknown = '<mi mathvariant="constructor">d</mi>'
  assert.equal(withUnicodeLetters(unknown), unknown)
})
