import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parseLatexText, plainLatex, type Segment } from './latex-text.ts'

const text = (value: string): Segment => ({ kind: 'text', text: value })
const math = (tex: string, display = false): Segment => ({ kind: 'math', tex, display })

describe('mathematics', () => {
  const examples: [source: string, segments: Segment[]][] = [
    ['For $x < y$ only', [text('For '), math('x < y'), text(' only')]],
    ['$$x$$ and \\[y\\]', [math('x', true), text(' and '), math('y', true)]],
    ['\\(n\\)-fold', [math('n'), text('-fold')]],
    ['takes $\\sim$5 minutes', [text('takes '), math('\\sim'), text('5 minutes')]],
    ['with P$<$0.001', [text('with P'), math('<'), text('0.001')]],
    ['in $ (-2,0) $, so', [text('in '), math('(-2,0)'), text(', so')]],
    ['$\\text{if $x$}$', [math('\\text{if $x$}')]],
    ['\\begin{equation*}\\label{a}x\\end{equation*}', [math('x', true)]],
    ['\\begin{align}x&=y\\end{align}', [math('\\begin{align}x&=y\\end{align}', true)]],
    ['\\begin{eqnarray}x\\end{eqnarray}', [math('\\begin{array}{rcl}x\\end{array}', true)]],
  ]
  for (const [source, segments] of examples) {
    test(source, () => assert.deepEqual(parseLatexText(source), segments))
  }

  test('prices are none', () => {
    for (const prices of [
      'from $5 to $10 each',
      '$5-$10',
      'US$ 5 and A$ 6',
      'it costs $100',
      'over $2 billion, $3 more',
    ]) {
      assert.deepEqual(parseLatexText(prices), [text(prices)])
    }
    assert.equal(plainLatex('between \\$48-\\$74 a day'), 'between $48-$74 a day')
  })

  test('a forgotten dollar sign does not swallow sentences', () => {
    const source = 'where $x is a number that we have chosen with \\emph{care}. Then $y$'
    assert.deepEqual(parseLatexText(source).at(-1), math('y'))
  })
})

describe('commands', () => {
  test('for emphasis, code and addresses', () => {
    assert.deepEqual(parseLatexText('\\textbf{R}ead \\emph{with \\textit{care} $x$}'), [
      { kind: 'strong', children: [text('R')] },
      text('ead '),
      {
        kind: 'emphasis',
        children: [text('with '), { kind: 'emphasis', children: [text('care')] }, text(' '), math('x')],
      },
    ])
    assert.deepEqual(parseLatexText('{\\it ab initio} \\texttt{a\\_b}'), [
      { kind: 'emphasis', children: [text('ab initio')] },
      text(' '),
      { kind: 'code', text: 'a_b' },
    ])
    const link = (url: string, shown = url): Segment => ({ kind: 'link', url, text: shown })
    assert.deepEqual(parseLatexText('see \\url{https://example.org/a_b}, https://example.org/~c.'), [
      text('see '),
      link('https://example.org/a_b'),
      text(', '),
      link('https://example.org/~c'),
      text('.'),
    ])
    assert.deepEqual(parseLatexText('\\href{https://example.org}{our \\emph{page}}'), [
      link('https://example.org', 'our page'),
    ])
  })

  test('that lead nowhere good are text', () => {
    assert.deepEqual(parseLatexText('\\href{javascript:alert(1)}{click}'), [text('click')])
    assert.deepEqual(parseLatexText('\\url{data:text/html,x}'), [text('data:text/html,x')])
  })

  test('unknown ones stay as they are', () => {
    for (const source of [
      '\\cite{Example99, Other}',
      '\\citeExample',
      '\\foo',
      'a \\',
      'x^{2}, {a, b}',
      '\\emph{open',
    ]) {
      assert.deepEqual(parseLatexText(source), [text(source)])
    }
  })
})

describe('plain text', () => {
  const examples: [source: string, plain: string][] = [
    ['Schr\\"odinger, Schr{\\"o}dinger, Schr\\"{o}dinger', 'Schrödinger, Schrödinger, Schrödinger'],
    [
      '\\\'Elie, na\\"{\\i}ve, Computa\\c{c}\\~ao, Erd\\H{o}s, Matou\\v{s}ek',
      'Élie, naïve, Computação, Erdős, Matoušek',
    ],
    ['M{\\o}ller, {\\AA}, B{\\l}aszak, Stra\\ss e, \\O{}re', 'Møller, Å, Błaszak, Straße, Øre'],
    ['4 {\\mu}m, TGF-\\b{eta}, \\Omega and', '4 μm, TGF-β, Ω and'],
    ['5\\% of R\\&D, a\\_b, \\#1, \\{x\\}', '5% of R&D, a_b, #1, {x}'],
    ["``one'' and `two', ‘three’", '“one” and ‘two’, ‘three’'],
    ['pages 1--2 --- so', 'pages 1–2 — so'],
    ['Fig.~1 of ~10, --flag', 'Fig.\u00a01 of ~10, --flag'],
    ['{BERT} for {GPT-4} in {a, b}', 'BERT for GPT-4 in {a, b}'],
    ['$k$-means in $\\alpha$, $O(n)$ and $x_1$', 'k-means in $\\alpha$, O(n) and $x_1$'],
    ['\\emph{Careful} \\textbf{words}', 'Careful words'],
  ]
  for (const [source, plain] of examples) test(source, () => assert.equal(plainLatex(source), plain))
})

describe('properties', () => {
  const pieces = fc.constantFrom(
    ...[
      '$',
      '$$',
      '\\',
      '{',
      '}',
      '\\emph{',
      '\\[',
      '\\]',
      '\\(',
      "\\'",
      '\\"',
      'e',
      ' ',
      '~',
      '--',
      '`',
      "''",
      '\n\n',
    ],
    ...[
      '\\begin{align}',
      '\\end{align}',
      '\\textbf',
      '\\v',
      '{\\it ',
      'http',
      'https://a.b',
      '^',
      '_',
      '5',
      '\\b{eta}',
      '<',
    ],
  )
  const sources = fc
    .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 4 })))
    .map((parts) => parts.join(''))

  test('never throws, and two texts never stand side by side', () => {
    fc.assert(
      fc.property(sources, (source) => {
        const segments = parseLatexText(source)
        segments.forEach((segment, at) => {
          assert.ok(segment.kind !== 'text' || (segment.text !== '' && segments[at + 1]?.kind !== 'text'))
        })
        assert.equal(typeof plainLatex(source), 'string')
      }),
      { numRuns: 2000 },
    )
  })

  test('words without marks of TeX come back unchanged', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9 .,;:!?()é中-]{0,80}$/), (source) => {
        fc.pre(!/--|http/.test(source))
        assert.equal(plainLatex(source), source)
      }),
    )
  })

  const hostile = [
    '$',
    '{',
    '\\',
    '}',
    '\\emph{',
    '{\\it ',
    '`',
    '$a ',
    '\\(',
    '\\[',
    '$$',
    '${',
    '\\begin{align}',
    "\\'",
    '~',
  ]
  for (const mark of [
    ...hostile,
    'https://',
    '\\cite{',
    '{A',
    '$\\',
    'h',
    '-',
    "'",
    '\\href{',
    '\\url{a}{',
  ]) {
    test(`20,000 characters of ${mark} are no harm`, () => {
      const source = mark.repeat(20_000 / mark.length)
      assert.ok(parseLatexText(source).length > 0)
      assert.ok(parseLatexText(`${source}${'}'.repeat(10_000)}\\)\\]$$`).length > 0)
    })
  }
})
