import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { gauge, metricsText } from './metric.ts'

test('a metric is its help, its type and a line a sample', () => {
  const text = metricsText([
    gauge('papers', 'Papers\nand \\ more', [
      [{ source: 'arxiv' }, 2],
      [{ source: 'none' }, undefined],
    ]),
    gauge('unknown', 'Nobody knows', undefined),
    gauge('alone', 'One', 0.25),
  ])
  assert.equal(
    text,
    '# HELP papers Papers\\nand \\\\ more.\n# TYPE papers gauge\npapers{source="arxiv"} 2\n\n' +
      '# HELP alone One.\n# TYPE alone gauge\nalone 0.25\n',
  )
})

test('whatever a label holds, it is one line and comes back', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('"', '\\', '\n', 'a', 'é', '{', '}', '=', ',') }),
      fc.double({ noNaN: true }),
      (label, value) => {
        const lines = metricsText([gauge('m', 'Help', [[{ label }, value]])]).split('\n')
        assert.equal(lines.length, 4)
        const [, told = '', number = ''] =
          /^m\{label="((?:[^"\\\n]|\\["\\n])*)"\} (\S+)$/.exec(lines[2] ?? '') ?? []
        const read = told.replace(/\\(["\\n])/g, (_, letter) => (letter === 'n' ? '\n' : letter))
        assert.equal(read, label)
        assert.equal(Number(number), value === 0 ? 0 : value)
      },
    ),
  )
})
