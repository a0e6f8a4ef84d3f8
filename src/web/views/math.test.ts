import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { assertKeepsContentPolicy } from '../../../test/support/html.ts'
import { abstractHtml, titleHtml } from './math.tsx'

const setAbstract = (text: string) => abstractHtml(text).__html
const setTitle = (text: string) => titleHtml(text).__html

describe('LaTeX in titles and abstracts', () => {
  test('formulas become MathML, without the copy of their source', () => {
    const html = setAbstract('It takes $O(n^2)$ steps.')
    assert.match(html, /^It takes <span><math>.*<msup><mi>?.*<\/math><\/span> steps\.$/)
    assert.doesNotMatch(html, /annotation|katex|xmlns/)
  })

  test('letters of other alphabets are characters, since browsers know no mathvariant', () => {
    assert.match(setTitle('On $\\mathbb{R}$, $\\mathcal{L}$ and $\\mathbf{x}$'), /ℝ.*ℒ.*𝐱/)
  })

  test('words between dollars are words', () => {
    assert.equal(
      setTitle('It $\\textit{can}$ be $\\textbf{a<b}$ $\\text{too}$'),
      'It <em>can</em> be <strong>a&lt;b</strong> too',
    )
  })

  test('functions stand apart from their operands', () => {
    assert.match(setTitle('$O(n\\log n)$'), /<mi>n<\/mi><mspace width="[^"]+"\/><mi>log<\/mi>/)
  })

  test('emphasis, code and addresses are set', () => {
    assert.equal(setAbstract('\\emph{very} \\textbf{good}'), '<em>very</em> <strong>good</strong>')
    assert.equal(setAbstract('\\texttt{a<b}'), '<code>a&lt;b</code>')
    assert.match(
      setAbstract('See https://example.org/a.'),
      /<a href="https:\/\/example\.org\/a" rel="noreferrer">/,
    )
    assert.doesNotMatch(setTitle('See https://example.org/a.'), /<a /)
  })

  test('what KaTeX cannot read, or nobody could, is shown as its source', () => {
    assert.equal(setAbstract('$\\nosuchthing{<}$'), '<code class="tex">\\nosuchthing{&lt;}</code>')
    assert.doesNotMatch(setAbstract(`$${'x+'.repeat(2000)}y$`), /<math/)
  })

  test('long formulas get a place that scrolls and can be focused', () => {
    const html = setAbstract(`$${'x+'.repeat(40)}y$`)
    assert.match(html, /^<span tabindex="0" role="group" aria-label="Formula" class="maths">/)
  })

  test('formulas ask for nothing that the content policy forbids', () => {
    for (const tex of [
      '\\boxed{x}\\fcolorbox{red}{blue}{y}',
      '\\pmb{x}',
      '\\href{javascript:alert(1)}{x}',
      '\\url{https://example.org}',
      '\\includegraphics{https://example.org/x.png}',
      '\\htmlStyle{color:red}{x}\\htmlClass{a}{x}\\htmlId{a}{x}\\htmlData{a=b}{x}',
      '\\text{</math><script>alert(1)</script> style="x"}',
      '\\rule{999em}{999em}',
      '\\def\\a{\\a\\a}\\a',
    ]) {
      const html = setAbstract(`$${tex}$`)
      assertKeepsContentPolicy(html)
      assert.doesNotMatch(html, /<script|<img|href=|999em/)
    }
  })

  test('a formula nested a thousand deep is shown, not crashed on', () => {
    assert.match(setAbstract(`$${'\\sqrt{'.repeat(300)}x${'}'.repeat(300)}$`), /^<(?:code|span)/)
  })

  test('no text breaks out', () => {
    const piece = fc.constantFrom(
      ...[
        '$',
        '$$',
        '\\(',
        '\\)',
        '{',
        '}',
        '<script>',
        '</span>',
        '"',
        "'",
        '&',
        '\\emph',
        '\\href{javascript:a}',
      ],
      ...[
        '\\frac',
        '\\text',
        '^',
        '_',
        ' style="a"',
        '\\\\',
        '\\begin{matrix}',
        '\\end{matrix}',
        'x',
        ' ',
        '\0',
      ],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const html = setAbstract(pieces.join(''))
        assertKeepsContentPolicy(html)
        assert.doesNotMatch(html, /<script|<\/?(?:iframe|img|a href="javascript)/i)
      }),
      { numRuns: 300 },
    )
  })
})
