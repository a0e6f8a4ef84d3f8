import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  cleanAbstract,
  cleanLine,
  cleanName,
  cleanTitle,
  longestAbstract,
  longestTitle,
} from './clean-text.ts'

describe('a title is one line of text', () => {
  const examples: [raw: string, clean: string][] = [
    ['  Reading \n\t more\u00a0carefully ', 'Reading more carefully'],
    [
      'Growth of <i>E. exemplaris</i> in <fixed-case>CO</fixed-case><sub>2</sub>',
      'Growth of E. exemplaris in CO2',
    ],
    ['About 10<sup>5</sup> cells per cm<sup>-2</sup>', 'About 10⁵ cells per cm⁻²'],
    ['Cats &amp; dogs', 'Cats & dogs'],
    ['A &amp;lt; B', 'A < B'],
    ['Caf&eacute; &#8211; &#x3b1; &Omega; &unknown; R&D', 'Café – α Ω &unknown; R&D'],
    ['Significant at p<0.05 and n>3', 'Significant at p<0.05 and n>3'],
    ['For a<b>c and $a<b>c$', 'For a<b>c and $a<b>c$'],
    ['The <unk> and <think> tokens, <s> too', 'The <unk> and <think> tokens, <s> too'],
    ['$x \\leq \\emph{y}$ and \\"o', '$x \\leq \\emph{y}$ and \\"o'],
    ['One</p><p>Two<br/>Three', 'One Two Three'],
    ['A &lt;b&gt;bold&lt;/b&gt; claim', 'A bold claim'],
    ['x<script>alert(1)</script>y', 'x y'],
    ['a<!-- hidden -->b', 'ab'],
    ['the author\u0092s e\ufb03cient cafe\u0301', 'the author’s efficient café'],
    ['\ufeffa\u202eb\u200bc\u0000d\ud800e\ufffd\ufffdf', 'abcdef'],
    ['It costs $5 <b>or</b> $6', 'It costs $5 or $6'],
  ]
  for (const [raw, clean] of examples) test(JSON.stringify(raw), () => assert.equal(cleanTitle(raw), clean))
})

describe('an abstract keeps its paragraphs', () => {
  test('after an empty line or an indented one', () => {
    assert.equal(cleanAbstract('  One\ntwo.\n\n Three\nfour.\n'), 'One two.\n\nThree four.')
    assert.equal(cleanAbstract('One\ntwo.\n  Three\nfour.'), 'One two.\n\nThree four.')
    assert.equal(cleanAbstract('<jats:p>One</jats:p>\n<jats:p>Two</jats:p>'), 'One\n\nTwo')
  })

  test('but indentation of every line is only a format', () => {
    assert.equal(cleanAbstract('One\n   two\n   three\n   four'), 'One two three four')
  })

  test('without a heading that says what it is', () => {
    assert.equal(cleanAbstract('<jats:title>Abstract</jats:title><jats:p>We see.</jats:p>'), 'We see.')
  })
})

test('a name loses the marks of the list it stood in', () => {
  assert.equal(cleanName(' Ada Example, '), 'Ada Example')
  assert.equal(cleanName(';'), '')
})

test('long texts are cut between characters', () => {
  assert.equal(cleanTitle('a'.repeat(5000)).length, longestTitle)
  assert.equal(cleanLine('aaa😀b', 4), 'aaa')
  assert.equal(cleanLine('aaa bcd', 4), 'aaa')
})

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '&',
        '&amp;',
        'amp;',
        'lt;',
        '&lt;',
        '&#',
        'b>',
        '</b>',
        '<b',
        '<jats:p>',
        '$',
        '$$',
        '\\',
      ),
      fc.constantFrom(
        'sup>',
        '<',
        '/',
        ';',
        '&#x200b;',
        '&#60;',
        '\n',
        '\n  ',
        ' ',
        '\ud800',
        '\u0301',
        'e',
        '<!--',
        '-->',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))

describe('properties', () => {
  test('cleaning twice is cleaning once', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 60 }), (raw, length) => {
        for (const clean of [
          cleanTitle,
          cleanAbstract,
          cleanName,
          (text: string) => cleanLine(text, length),
        ]) {
          const once = clean(raw)
          assert.equal(clean(once), once)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('the result is well formed, in NFC, within its bounds and without control characters', () => {
    fc.assert(
      fc.property(hostile, (raw) => {
        const clean = cleanAbstract(raw)
        assert.ok(clean.isWellFormed() && clean === clean.normalize('NFC') && clean.length <= longestAbstract)
        assert.doesNotMatch(
          clean,
          /[\u200b-\u200f\u202a-\u202e\ufeff\ufffd]|(?!\n)\p{Cc}| {2}|\n{3}|^\s|\s$/u,
        )
      }),
    )
  })

  test('plain text stays as it is', () => {
    const words = fc.array(fc.stringMatching(/^[A-Za-z0-9.,'$\\{}^_()-]{1,12}$/), {
      minLength: 1,
      maxLength: 50,
    })
    fc.assert(
      fc.property(words, (parts) =>
        assert.equal(cleanTitle(parts.join(' ')), parts.join(' ').slice(0, 1000).trim()),
      ),
    )
  })

  for (const mark of [
    '<',
    '&',
    '<b>',
    '&amp;',
    '&#38;#38;',
    '$',
    '<!--',
    '<sup>',
    '<script>',
    '\n ',
    '$<b',
  ]) {
    test(`200,000 times ${JSON.stringify(mark)} is no harm`, () => {
      assert.ok(cleanAbstract(mark.repeat(200_000)).length <= longestAbstract)
    })
  }
})
