import { describe, test } from 'node:test'
import { filesIn, isTest, read } from './source.ts'
import { assertNone } from './violations.ts'

const sources = filesIn(['src'], ['.ts', '.tsx', '.css']).filter((path) => !isTest(path))
const everything = [
  ...filesIn(['src', 'test', 'tools', 'bench', 'docs', 'migrations'], ['.ts', '.tsx', '.css', '.md', '.sql']),
]

/** Lines of these files that match, as `path:line text`. */
function linesWith(pattern: RegExp, paths: string[]): string[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1} ${line.trim()}`] : [])),
  )
}

describe('words that must not stand in the sources', () => {
  test('console', () => {
    assertNone(
      linesWith(
        /\bconsole\.\w+\(/,
        sources.filter((path) => !path.startsWith('src/web/islands/')),
      ),
      'Logs are structured (log.ts), and standard output belongs to the answer of a command (cli/output.ts):',
    )
  })

  test('things left for later', () => {
    const later = new RegExp(`(//|\\*|--|#|<!--).*\\b(${['TO', 'DO|FIX', 'ME|X', 'XX'].join('')})\\b`)
    assertNone(
      linesWith(later, everything),
      'What isn’t done is an issue, where it can be seen; finish it or leave it out:',
    )
  })

  test('folders outside the repository', () => {
    assertNone(
      linesWith(/\.\.\/shared\b|\/work\/|\/home\/|\/Users\//, sources),
      'The program runs from a clone alone; only tests and benchmarks may use other data, and skip without it:',
    )
  })
})

describe('what the security policy of pages forbids', () => {
  /** Files that may pass markup through, and whose markup it is. Add one only with a reason. */
  const rawMarkup: Record<string, string> = {
    'src/web/views/math.tsx': 'what KaTeX made of the formulas of a title or abstract',
    'src/web/views/abstract-fold.tsx': 'abstractHtml of math.tsx',
    'src/web/views/paper-entry.tsx': 'titleHtml of math.tsx',
    'src/web/views/similar-papers.tsx': 'titleHtml of math.tsx',
    'src/web/pages/paper.tsx': 'titleHtml and abstractHtml of math.tsx',
    'src/web/pages/notifications.tsx': 'titleHtml of math.tsx',
    'src/web/pages/mute-link.tsx': 'titleHtml of math.tsx',
    'src/web/pages/discussion.tsx': 'titleHtml of math.tsx',
    'src/web/pages/comment-form.tsx': 'commentHtml: Markdown of members, docs/decisions/0022-markdown.md',
    'src/web/pages/comment-versions.tsx': 'commentHtml',
    'src/web/views/comment-form.tsx': 'commentHtml',
    'src/web/views/comment.tsx': 'commentHtml',
    'src/web/views/paper-details.tsx': 'abstractHtml of math.tsx',
    'src/web/views/paper-warnings.tsx': 'abstractHtml of math.tsx',
    'src/web/views/paper-meta.tsx': 'structured data as JSON, escaped for a script element',
  }
  const makers = /dangerouslySetInnerHTML=\{(?:(?:title|abstract|comment)Html\(|\{ __html: jsonForScript\()/
  const usesRawMarkup = (path: string) => /dangerouslySetInnerHTML=/.test(read(path))

  test('raw markup stands only in files of a short list', () => {
    const found = sources.filter((path) => usesRawMarkup(path) && !(path in rawMarkup))
    assertNone(
      found,
      'Titles, abstracts and comments are hostile; only reviewed files may pass markup through:',
    )
  })

  test('raw markup comes from the functions that escape it', () => {
    const found = linesWith(
      /dangerouslySetInnerHTML=/,
      sources.filter((path) => path !== 'src/web/views/math.tsx'),
    ).filter((line) => !makers.test(line))
    assertNone(found, 'Markup from data is made in one place, math.tsx, so that one place needs review:')
  })

  test('the list of files with raw markup has no dead entries', () => {
    const found = Object.keys(rawMarkup).filter((path) => !sources.includes(path) || !usesRawMarkup(path))
    assertNone(found, 'The list may only shrink; take these out:')
  })

  test('no inline style', () => {
    const components = sources.filter((path) => path.endsWith('.tsx'))
    assertNone(
      linesWith(/\sstyle=[{"]|<style\b/, components),
      'The policy has no unsafe-inline: a style attribute does nothing in a browser; use a class:',
    )
  })

  test('no inline handler of events', () => {
    const components = sources.filter(
      (path) => path.startsWith('src/web/') && path.endsWith('.tsx') && !path.includes('/islands/'),
    )
    assertNone(
      linesWith(/\son[A-Za-z]+=[{"]/, components),
      'Pages are text; the policy blocks such handlers:',
    )
  })
})

describe('colours', () => {
  const literal =
    /(?<![\w&/])#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b(?=[\s;,)'"`])|\b(?:rgba?|hsla?|oklch|oklab|lab|lch)\(/i
  const tokenFiles = /\/(tokens|print)\.css$/
  const definesToken = /^\s*--[\w-]+:/
  /** A mask has no colour, only how much shows; the bar of a browser can't read the style sheet. */
  const notAColourOfThePage = /\bmask(-image)?:|name="theme-color"/

  test('each colour is a token', () => {
    const found = linesWith(
      literal,
      sources.filter((path) => path.startsWith('src/web/') && /\.(css|tsx)$/.test(path)),
    ).filter((line) => {
      const [, path = '', text = ''] = /^([^:]+):\d+ (.*)$/.exec(line) ?? []
      return !(tokenFiles.test(path) && definesToken.test(text)) && !notAColourOfThePage.test(text)
    })
    assertNone(
      found,
      'Light, dark, print and contrast are decided in one place; name a token there and use it:',
    )
  })
})
