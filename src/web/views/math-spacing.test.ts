import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withFunctionSpaces } from './math-spacing.ts'

const log = '<mi>log</mi><mo>\u2061</mo>'
const logOfBase2 = `<msub><mrow>${log}</mrow><mn>2</mn></msub>`
const space = '<mspace width="0.1667em"/>'
const n = '<mi>n</mi>'
const row = (...parts: string[]) => `<math><mrow>${parts.join('')}</mrow></math>`

test('functions stand apart from their neighbours, as in TeX', () => {
  const examples = [
    [row(n, log, n), row(n, space, log, space, n)],
    [row(n, logOfBase2, n), row(n, space, logOfBase2, space, n)],
    [row(log, log, n), row(log, space, log, space, n)],
    [row(n, '<mo>=</mo>', log, n), row(n, '<mo>=</mo>', log, space, n)],
    [row('<mo>(</mo>', n, '<mo>)</mo>', log, n), row('<mo>(</mo>', n, '<mo>)</mo>', space, log, space, n)],
  ]
  for (const [before = '', after] of examples) assert.equal(withFunctionSpaces(before), after)
})

test('nothing is added before a parenthesis, at an end, or where there is no function', () => {
  for (const markup of [
    row(log, '<mo>(</mo>', n, '<mo>)</mo>'),
    row(log, '<mrow><mo fence="true">(</mo>', n, '<mo fence="true">)</mo></mrow>'),
    row(log),
    row(n, '<mo>+</mo>', n),
    row('<mtext>\u2061</mtext>', n),
    row(`<msup>${n}${log}</msup>`, n),
  ]) {
    assert.equal(withFunctionSpaces(markup), markup)
  }
})
