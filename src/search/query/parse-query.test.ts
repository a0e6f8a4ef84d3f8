import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hostileText } from '../text/hostile-text.fixture.ts'
import { parseQuery } from './parse-query.ts'
import type { Clause, Query } from './query.ts'
import { queryLanguage } from './query-language.ts'

const word = (text: string, rest: Partial<Clause> = {}): Clause => ({ kind: 'word', text, ...rest }) as Clause
const phrase = (text: string, rest: Partial<Clause> = {}): Clause =>
  ({ kind: 'phrase', text, ...rest }) as Clause
const any = (...clauses: Clause[]): Clause => ({ kind: 'any', clauses })
const all = (...clauses: Clause[]): Clause => ({ kind: 'all', clauses })
const not = (clause: Clause): Clause => ({ kind: 'not', clause })

type Expected = Partial<Pick<Query, 'words' | 'required' | 'excluded'>> & {
  filters?: Partial<Query['filters']>
}

function check(text: string, expected: Expected, ignored: string[] = []): void {
  const { text: typed, filters, ignored: found, ...rest } = parseQuery(text)
  assert.deepEqual(
    { ...rest, filters },
    {
      words: [],
      required: [],
      excluded: [],
      ...expected,
      filters: { categories: [], has: [], ...expected.filters },
    },
    text,
  )
  assert.deepEqual(
    found.map((part) => part.text),
    ignored,
    text,
  )
  assert.equal(typed, text)
}

test('words, phrases, exclusions and requirements', () => {
  check('sparse  attention, please', { words: ['sparse', 'attention', 'please'] })
  check('“sparse attention” maps', { required: [phrase('sparse attention')], words: ['maps'] })
  check('maps -survey −"state  space" NOT old', {
    words: ['maps'],
    excluded: [word('survey'), phrase('state space'), word('old')],
  })
  check('+maps trans*', { required: [word('maps'), word('trans', { prefix: true })] })
  check('self-supervised C++ .NET f(x) $O(n)$', {
    words: ['self-supervised', 'C++', '.NET', 'f(x)', '$O(n)$'],
  })
  check('G\\"odel', { words: ['G\\"odel'] })
  check('Maps: a study — of "x"', { words: ['Maps', 'a', 'study', 'of'], required: [phrase('x')] })
  check('https://example.org/a?b=c arXiv:2401.00001 3:1', {
    words: ['https://example.org/a?b=c', 'arXiv:2401.00001', '3:1'],
  })
})

test('groups', () => {
  check('a b OR c', { words: ['a'], required: [any(word('b'), word('c'))] })
  check('a AND b OR c', { required: [any(all(word('a'), word('b')), word('c'))] })
  check('a AND b', { required: [word('a'), word('b')] })
  check('a AND NOT b', { required: [word('a')], excluded: [word('b')] })
  check('(a b) c', { words: ['a', 'b', 'c'] })
  check('(a b) OR -c', { required: [any(all(word('a'), word('b')), not(word('c')))] })
  check('x -(a b) -(c OR d) -(e AND f)', {
    words: ['x'],
    excluded: [word('a'), word('b'), word('c'), word('d'), all(word('e'), word('f'))],
  })
  check('NOT NOT a NOT -b', { required: [word('b')], words: ['a'] })
})

test('fields', () => {
  check('TITLE:maps ti:old abs:new au:"Ada L" author:(B OR C)', {
    required: [
      word('maps', { field: 'title' }),
      word('old', { field: 'title' }),
      word('new', { field: 'abstract' }),
      phrase('Ada L', { field: 'author' }),
      any(word('B', { field: 'author' }), word('C', { field: 'author' })),
    ],
  })
  check('title:(a b) -title:c title:dog*', {
    required: [
      word('a', { field: 'title' }),
      word('b', { field: 'title' }),
      word('dog', { field: 'title', prefix: true }),
    ],
    excluded: [word('c', { field: 'title' })],
  })
  check('ｔｉｔｌｅ：maps（a　OR　b）', {
    required: [word('maps', { field: 'title' }), any(word('a'), word('b'))],
  })
})

test('filters', () => {
  check('category:cs.CL cat:stat,math.ST category:(q-bio OR cs.*)', {
    filters: { categories: ['cs.CL', 'stat', 'math.ST', 'q-bio', 'cs'] },
  })
  check('category:cs.CL OR category:cs.LG', { filters: { categories: ['cs.CL', 'cs.LG'] } })
  check('a AND category:cs.CL', { required: [word('a')], filters: { categories: ['cs.CL'] } })
  check('has:code has:datasets is:listed HAS:CODE', { filters: { has: ['code', 'data', 'listed'] } })
})

const day = (date: string) => Date.parse(date) / 86_400_000

test('after includes its period, before ends where its period begins', () => {
  check('after:2024', { filters: { after: day('2024-01-01') } })
  check('after:2024-05', { filters: { after: day('2024-05-01') } })
  check('after:2024-5-3', { filters: { after: day('2024-05-03') } })
  check('before:2024', { filters: { before: day('2023-12-31') } })
  check('before:2024-05', { filters: { before: day('2024-04-30') } })
  check('before:2024-03-01', { filters: { before: day('2024-02-29') } })
  check('year:2023', { filters: { after: day('2023-01-01'), before: day('2023-12-31') } })
  check('year:2019-2021', { filters: { after: day('2019-01-01'), before: day('2021-12-31') } })
  check('after:2024 after:2025 before:2027 before:2026', {
    filters: { after: day('2025-01-01'), before: day('2025-12-31') },
  })
  check('before:1969', { filters: { before: day('1968-12-31') } })
})

test('what can’t be used is named', () => {
  check('sparse "maps', { words: ['sparse', 'maps'] }, ['"'])
  check('(sparse maps', { words: ['sparse', 'maps'] }, ['('])
  check('sparse) maps', { words: ['sparse', 'maps'] }, [')'])
  check('a OR', { words: ['a'] }, ['OR'])
  check('OR a AND', { words: ['a'] }, ['OR', 'AND'])
  check('a OR OR b NOT', { required: [any(word('a'), word('b'))] }, ['OR', 'NOT'])
  check('a - b', { words: ['a', 'b'] }, ['-'])
  check('a "" -"!" b', { words: ['a', 'b'] }, ['""', '"!"'])
  check('x* maps', { words: ['x', 'maps'] }, ['x*'])
  check('maps 🙂', { words: ['maps'] }, ['🙂'])
  check('after:2024-13 before:soon year:20', {}, ['after:2024-13', 'before:soon', 'year:20'])
  check('after:2023-02-29', {}, ['after:2023-02-29'])
  check('has:wings category:1', {}, ['has:wings', 'category:1'])
  check('title: maps', { words: ['title', 'maps'] }, ['title:'])
  check('date:2024 tilte:maps', { words: ['date:2024', 'tilte:maps'] }, ['date:2024', 'tilte:maps'])
  check('-has:code a', { words: ['a'] }, ['has:code'])
  check('a OR year:2024', { required: [word('a')] }, ['year:2024'])
  check('?!', {}, ['?!'])
  check('', {})
})

test('what a reader is told is a sentence', () => {
  for (const text of ['a OR', '"a', '(a', 'a)', 'has:x', 'after:x', 'x*', 'a -', 'date:1', 'site:x', '🙂'])
    for (const { why } of parseQuery(text).ignored) assert.match(why, /^[A-Z].{20,}[.:*\w]$/u)
})

test('a long query is cut, and that is said', () => {
  const words = Array.from({ length: 80 }, (_, index) => `w${index}`)
  const many = parseQuery(words.join(' '))
  assert.equal(many.words.length, 64)
  assert.ok(many.ignored[0]?.text.startsWith('w64 w65'))
  const long = parseQuery(`${'maps '.repeat(3)}tail`, 12)
  assert.equal(long.text, 'maps maps ma')
  assert.deepEqual(
    long.ignored.map((part) => part.text),
    ['ps tail'],
  )
  assert.deepEqual(
    parseQuery(`maps${' '.repeat(20)}`, 12).ignored.map((part) => part.text),
    ['…'],
  )
  const deep = parseQuery(`${'('.repeat(50)}a OR b${')'.repeat(50)}`)
  assert.deepEqual(deep.required, [any(word('a'), word('b'))])
})

test('each example of the language is read without a rest', () => {
  for (const { example } of queryLanguage) assert.deepEqual(parseQuery(example).ignored, [], example)
})

test('any text is read, and what is ignored stands in it', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const query = parseQuery(text)
      for (const { text: part } of query.ignored) assert.ok(part === '…' || text.includes(part), part)
      assert.ok(query.required.every(({ kind }) => kind !== 'not' && kind !== 'all'))
      assert.ok(query.excluded.every(({ kind }) => kind !== 'not' && kind !== 'any'))
    }),
    { numRuns: 500 },
  )
})

test('a long hostile text is read to its limit', () => {
  for (const unit of [
    '(',
    ')',
    '"',
    '-',
    '+-',
    'a(',
    'NOT ',
    'a OR ',
    'title:',
    '-title:',
    '(a OR ',
    '\\"',
    '*',
    '\ud800',
  ])
    assert.ok(parseQuery(unit.repeat(50_000), 100_000).words.length <= 64)
})
