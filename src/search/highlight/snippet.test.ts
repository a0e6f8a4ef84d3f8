import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseQuery } from '../query/parse-query.ts'
import { hostileText } from '../text/hostile-text.fixture.ts'
import { createHighlighter, type Piece } from './highlighter.ts'
import { snippet } from './snippet.ts'
import { findUnbreakable } from './unbreakable.ts'

function marked(pieces: readonly Piece[]): string {
  return pieces.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('')
}

function shown(query: string, text: string, length: number): string {
  return marked(snippet(text, createHighlighter(parseQuery(query)), { length }))
}

const bees =
  'Bees are kept for honey. We count the bees of one garden, where wasps live too, with a camera. It costs $12 to $15 a day. ' +
  'The count is within $\\pm 3\\%$ of the truth, and $O(n \\log n)$ in the number of flowers.'

test('a snippet begins with the sentence of what was found', () => {
  assert.equal(
    shown('wasps camera', bees, 90),
    '…We count the bees of one garden, where [wasps] live too, with a [camera]. It costs $12 to $15…',
  )
  assert.equal(shown('honey', bees, 30), 'Bees are kept for [honey]. We…')
  assert.equal(shown('nothing', bees, 24), 'Bees are kept for honey.…')
  assert.equal(shown('wasps', bees, 30), '…where [wasps] live too, with a…')
})

test('a short text stands whole', () => {
  assert.equal(shown('bees', 'Two bees.\n', 40), 'Two [bees].\n')
})

test('a formula is shown whole and marked whole', () => {
  assert.equal(shown('log', bees, 30), '…and [$O(n \\log n)$] in the…')
  assert.equal(shown('truth', bees, 20), '…the [truth], and…')
  assert.equal(shown('flowers', bees, 30), '…in the number of [flowers].')
  const long = `$x + ${'y + '.repeat(20)}z$`
  assert.equal(shown('x', `${'word '.repeat(9)}${long} end`, 10), `…[${long}]…`)
})

const pieces: [text: string, unbreakable: string[]][] = [
  ['a $x+y$ b', ['$x+y$']],
  ['from $5 to $10, or $x$', ['$x$']],
  ['$$a$$ \\(b\\) \\[c\\]', ['$$a$$', '\\(b\\)', '\\[c\\]']],
  ['\\begin{align*}a & b\\end{align*} c', ['\\begin{align*}a & b\\end{align*}']],
  ['\\emph{two words} \\frac{a b}{c d} \\alpha', ['\\emph{two words}', '\\frac{a b}{c d}', '\\alpha']],
  [
    'Erd\\H{o}s {\\it so so} \\"{o} \\cite[p. 3]{x y}',
    ['\\H{o}', '{\\it so so}', '\\"{o}', '\\cite[p. 3]{x y}'],
  ],
  ['<i class="a b">x</i> 1 < 2 &amp; &lt;', ['<i class="a b">', '</i>', '&amp;', '&lt;']],
  ['$\\text{if $x$ is so}$ $ \\$5', ['$\\text{if $x$ is so}$', '\\$']],
  ['\\begin{x} \\( $$ {a', ['\\begin{x}', '\\(', '$$']],
]

test('formulas, commands, tags and entities are found', () => {
  for (const [text, expected] of pieces)
    assert.deepEqual(
      findUnbreakable(text).map(({ start, end }) => text.slice(start, end)),
      expected,
    )
})

const wellFormed = fc
  .array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.constantFrom(
          'bees',
          'of',
          'wasps.',
          'Hives',
          'co-op',
          'naïve',
          '学习模型',
          'e\u0301',
          '👩‍🔬',
          '🇫🇷',
        ),
      },
      fc.constantFrom(
        '$x + y$',
        '$a_{1 2}$',
        '$$a b$$',
        '\\(b c\\)',
        '\\emph{two bees}',
        '<b>',
        '</b>',
        '&amp;',
      ),
      fc.constantFrom(
        '\\begin{align}a b\\end{align}',
        '$\\text{bees $x$ y}$',
        'CO$_2$',
        'x'.repeat(50),
        '学'.repeat(60),
      ),
    ),
    { maxLength: 60 },
  )
  .chain((words) =>
    fc
      .array(fc.constantFrom(' ', ' ', ' ', '', '\n'), { minLength: words.length, maxLength: words.length })
      .map((gaps) => words.map((word, at) => word + gaps[at]).join('')),
  )

function withoutEllipses(found: readonly Piece[]): string {
  const kept = found.filter(({ text }, at) => text !== '…' || (at > 0 && at < found.length - 1))
  return kept.map(({ text }) => text).join('')
}

test('a snippet is a part of the text that ends between things', () => {
  fc.assert(
    fc.property(wellFormed, fc.integer({ min: 20, max: 300 }), (text, length) => {
      const found = snippet(text, createHighlighter(parseQuery('bees wasps 学习')), { length })
      const part = withoutEllipses(found)
      const from = text.indexOf(part)
      assert.ok(from >= 0 && part.isWellFormed())
      assert.ok(part.length <= Math.max(length, 60))
      assert.equal([...part].filter((character) => character === '$').length % 2, 0)
      assert.equal(part.split('{').length, part.split('}').length)
      assert.equal(part.split('\\(').length, part.split('\\)').length)
      assert.equal(part.split('<').length, part.split('>').length)
      assert.equal(/^[\u0301\u200d]/.test(part) || /\u200d$/.test(part), false)
      for (const { text: piece } of found) assert.equal(piece.split('$').length % 2, 1)
    }),
    { numRuns: 300 },
  )
})

test('any text has a snippet', () => {
  fc.assert(
    fc.property(hostileText, hostileText, fc.nat(80), (asked, text, length) => {
      const part = withoutEllipses(snippet(text, createHighlighter(parseQuery(asked)), { length }))
      assert.ok(text.includes(part))
      assert.ok(part.isWellFormed() || !text.isWellFormed())
    }),
  )
})

test('a long hostile text has one as well', () => {
  const highlighter = createHighlighter(parseQuery('"a a a a" a* b'))
  for (const unit of [
    'a',
    'a ',
    '$',
    '$ ',
    '{',
    '\\',
    '<a',
    '&a',
    '\\begin{a}',
    '\u0301',
    '\ud83d',
    '學',
    '${',
    '\\(',
  ])
    assert.ok(snippet(unit.repeat(30_000 / unit.length), highlighter, { length: 200 }).length > 0)
})
