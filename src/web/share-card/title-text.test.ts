import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { titleText } from './title-text.ts'

describe('mathematics in a title is written as people type it', () => {
  const cases: [string, string][] = [
    ['Plain Words Only', 'Plain Words Only'],
    ['$\\beta$-VAEs with $\\ell_1$ penalties', 'β-VAEs with ℓ1 penalties'],
    ['$O(n^{2})$ and $x^{10}$', 'O(n²) and x^10'],
    ['$\\mathbb{R}^d$ and $\\mathcal{L}$', 'R^d and L'],
    ['A $\\frac{1}{2}$ Bound at $90^\\circ$', 'A 1/2 Bound at 90°'],
    ['\\emph{Really} Fast', 'Really Fast'],
    ['From $10$ to $100 for \\$5', 'From 10 to $100 for $5'],
    ['$\\unknowncommand{x}$', 'unknowncommandx'],
  ]
  for (const [title, text] of cases) test(title, () => assert.equal(titleText(title), text))
})

test('never throws', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'$\\{}^_ frac1ab%') }),
      (title) => typeof titleText(title) === 'string',
    ),
  )
})
