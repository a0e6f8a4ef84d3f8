import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { markdownText, toMarkdown } from './markdown.ts'
import { aPaper } from './paper.fixture.ts'
import type { Paper } from './paper.ts'

function markdownOf(facts: Partial<Paper>): string {
  return toMarkdown({ ...aPaper(facts), votes: 3, comments: 2 }, 'https://papers.example/papers/2407.21783')
}

test('the twin has title, address and content', () => {
  const markdown = markdownOf({
    title: 'Reading *with* $x_1$',
    abstract: 'First \\emph{part}.\n\nSecond, see https://example.org/a_b.',
    authors: [{ name: 'Ada Example' }],
    authorCount: 3,
    published: '2024-07-31T10:00:00.000Z',
    categories: ['cs.CL'],
    venues: ['ACL'],
    links: [{ kind: 'code', url: 'https://example.org/code' }],
  })
  assert.ok(
    markdown.startsWith(
      'Title: Reading *with* $x_1$\n\nURL Source: https://papers.example/papers/2407.21783\n\nMarkdown Content:\n\n',
    ),
  )
  for (const part of [
    '\n# Reading \\*with\\* $x_1$\n',
    '\nAda Example and 2 more\n',
    '\n- Published: 2024-07-31\n',
    '\n- Categories: cs.CL\n',
    '\n- Venue: ACL\n',
    '\n- Upvotes: 3\n- Comments: 2\n',
    '\nFirst *part*.\n\nSecond, see <https://example.org/a_b>.\n',
    '\n- Page at the source: <https://arxiv.org/abs/2407.21783>\n',
    '\n- Code: <https://example.org/code>\n',
  ]) {
    assert.ok(markdown.includes(part), part)
  }
})

test('words of the source stay words', () => {
  const examples: [source: string, markdown: string][] = [
    ['# Not a heading', '\\# Not a heading'],
    ['- no list', '\\- no list'],
    ['1. no list', '1\\. no list'],
    ['> no quotation', '\\> no quotation'],
    ['[click](https://example.org)', '\\[click\\](<https://example.org>)'],
    ['![x](y) <img src=x> `a` a_b ~~c~~', '!\\[x\\](y) \\<img src=x\\> \\`a\\` a\\_b \\~\\~c\\~\\~'],
    ['costs $5 & &lt;', 'costs \\$5 \\& \\&lt;'],
    ['$a<b>c$ and $x](y)$', '$a< b>c$ and $x] (y)$'],
  ]
  for (const [source, markdown] of examples) assert.equal(markdownText(source), markdown)
})

test('no text opens a tag, a heading, a link or a line of its own', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '[',
    ']',
    '(',
    ')',
    '!',
    '#',
    '$',
    '\\',
    '`',
    '\n',
    'a',
    ' ',
    '\\emph{',
    '}',
    '_',
    '=',
  )
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      const markdown = markdownText(parts.join(''))
      assert.doesNotMatch(markdown, /\n|^(?:#|>|=|- )|(?<!\\)<[a-z/!?]|(?<!\\)\]\(/i)
    }),
  )
})
