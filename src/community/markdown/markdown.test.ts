import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { markdownToHtml, mentionsIn } from './markdown.ts'

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const html = (text: string): string =>
  markdownToHtml(text, {
    formula: (tex, display) => `<math${display ? ' display="block"' : ''}>${escaped(tex)}</math>`,
    person: (name) => `/@${name}`,
    paper: (id) => `/papers/${id}`,
  }).trim()

describe('Markdown', () => {
  const cases: [string, string][] = [
    ['*a* **b** `c`', '<p><em>a</em> <strong>b</strong> <code>c</code></p>'],
    ['one\ntwo', '<p>one<br>\ntwo</p>'],
    ['# Title', '<p><strong>Title</strong></p>'],
    ['$x_1$ and $y_1$', '<p><math>x_1</math> and <math>y_1</math></p>'],
    ['$$x$$', '<p><math display="block">x</math></p>'],
    ['$$\na\n- b\n$$', '<p><math display="block">\na\n- b\n</math></p>'],
    ['it costs $5 or $10 a day', '<p>it costs $5 or $10 a day</p>'],
    ['\\$x$', '<p>$x$</p>'],
    ['`$x$`', '<p><code>$x$</code></p>'],
    ['```py\n<b> $x$ @ada\n```', '<pre tabindex="0"><code>&lt;b&gt; $x$ @ada\n</code></pre>'],
    ['thanks, @ada-b!', '<p>thanks, <a href="/@ada-b">@ada-b</a>!</p>'],
    ['ada@example.org `@ada`', '<p>ada@example.org <code>@ada</code></p>'],
    ['see arXiv:2407.21783v2.', '<p>see <a href="/papers/2407.21783">arXiv:2407.21783v2</a>.</p>'],
    [
      '[a](https://x.example/?a=1&b=2)',
      '<p><a href="https://x.example/?a=1&amp;b=2" rel="nofollow ugc noopener">a</a></p>',
    ],
    [
      'https://x.example/a.',
      '<p><a href="https://x.example/a" rel="nofollow ugc noopener">https://x.example/a</a>.</p>',
    ],
    [
      '![a cat](https://x.example/cat.png)',
      '<p><a href="https://x.example/cat.png" rel="nofollow ugc noopener">a cat</a></p>',
    ],
    [
      '[](https://x.example/)',
      '<p><a href="https://x.example/" rel="nofollow ugc noopener">https://x.example/</a></p>',
    ],
    [
      '[a](//x.example) [b](/papers) [c](ftp://x.example)',
      '<p>[a](//x.example) [b](/papers) [c](ftp://x.example)</p>',
    ],
  ]
  for (const [text, expected] of cases) test(text, () => assert.equal(html(text), expected))
})

const attacks = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\nscript:alert(1))',
  '[x](java&#9;script:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](&#x6A&#x61&#x76&#x61script:alert(1))',
  '[x](\\javascript:alert(1))',
  '[x](  javascript:alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](vbscript:msgbox(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[x](file:///etc/passwd)',
  '[x]: javascript:alert(1)\n\n[x]',
  '[x](https://x.example "onmouseover=alert(1)//")',
  '[x](https://x.example"onmouseover="alert(1))',
  "[x](https://x.example'onmouseover='alert(1))",
  '[x](<https://x.example" onclick="alert(1)>)',
  '<javascript:alert(1)>',
  '<https://x.example/"onclick="alert(1)>',
  'https://x.example/"onclick="alert(1)',
  'https://x.example/<script>alert(1)</script>',
  '![x](javascript:alert(1))',
  '![x" onerror="alert(1)](https://x.example/a.png)',
  '![](https://x.example/pixel.png)',
  '[![x](https://x.example/a.png)](javascript:alert(1))',
  '```"><script>alert(1)</script>\nx\n```',
  '``` onload=alert(1)\n</code></pre><script>alert(1)</script>\n```',
  '`</code><script>alert(1)</script>`',
  '$</math><script>alert(1)</script>$',
  '$\\href{javascript:alert(1)}{x}$',
  '$\\includegraphics{https://x.example/a.png}$',
  '$\\htmlData{x=1}{y}$',
  '@ada"onclick="alert(1)',
  '@<script>',
  'arXiv:2407.21783"onclick="alert(1)',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '\u2028<script>alert(1)</script>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<!--><img src=x onerror=alert(1)>-->',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<style>@import "https://x.example"</style>',
  '<iframe src="https://x.example"></iframe>',
  '<form action="https://x.example"><input name=password>',
  '<base href="https://x.example/">',
  '<meta http-equiv=refresh content="0;url=https://x.example">',
  '# <script>alert(1)</script>',
  '> <script>alert(1)</script>',
  '- <script>alert(1)</script>',
  '| a | b |\n|---|---|\n| <script>alert(1)</script> | x |',
  '~~<script>alert(1)</script>~~',
]

const elements = 'p|br|em|strong|s|code|pre|blockquote|ul|ol|li|hr|a|math'
const allowed = new RegExp(
  `^(?:</?(?:${elements})>|<ol start="\\d+">|<pre tabindex="0">|<math display="block">|` +
    '<a href="(?:https?://|mailto:)[^"<>\\s]*" rel="nofollow ugc noopener">|<a href="/(?:@|papers/)[\\w./:-]+">)$',
)

/** Every `<` of the answer begins an element of ours, with attributes of ours. */
function assertHarmless(text: string): void {
  const answer = html(text)
  for (const [tag] of answer.matchAll(/<[^>]*>?/g))
    assert.match(tag, allowed, `${JSON.stringify(text)} gave ${answer}`)
}

describe('nothing that is written becomes more than text, form and links', () => {
  for (const text of attacks) test(JSON.stringify(text), () => assertHarmless(text))

  test('nor do pieces of attacks in any order', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...attacks,
        '[',
        ']',
        '(',
        ')',
        '<',
        '>',
        '"',
        "'",
        '`',
        '$',
        '$$',
        '\n',
        '\n\n',
        '!',
        '\\',
        '&',
        '*',
        '_',
        '@',
        ':',
        '    ',
      ),
      fc.string({ maxLength: 8 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => assertHarmless(pieces.join(''))),
      { numRuns: 2000 },
    )
  })
})

test('mentions are those outside of code and links, each once', () => {
  assert.deepEqual(
    mentionsIn('@ada, @Ben and @ada; `@eve` [@kim](https://x.example) a@b.example\n\n    @code'),
    ['ada', 'ben'],
  )
})

const LONGEST = 20_000
const repeated = [
  '[',
  '![',
  '*a ',
  '_a_',
  '`',
  '``a',
  '$',
  '$a ',
  '$$',
  '$$a\n',
  '<',
  '&',
  '\\',
  '> ',
  '- ',
  '1. ',
  '@',
  '@a',
  'arxiv:',
  'http://',
  'https://a.',
  '[a](',
  '[a](<b',
  '**a _b ',
  '~~',
  '\n',
  '    \n',
  '#',
  '|',
  'mailto:a@',
  '](',
  '*_',
  '[a]: b\n',
]

describe('texts made to be slow', () => {
  for (const piece of repeated) {
    test(JSON.stringify(piece), { timeout: 2000 }, () => {
      assertHarmless(piece.repeat(Math.ceil(LONGEST / piece.length)).slice(0, LONGEST))
    })
  }
})
