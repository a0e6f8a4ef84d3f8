import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyUnits, searchDocument, snapshotOf, titled } from '../../../test/support/search-documents.ts'
import { parseQuery } from '../query/parse-query.ts'
import { suggestSpelling } from './spelling.ts'

const frequent = [
  'garden weaving',
  'recurrent garden loops',
  'sparse weaving gardens',
  'lantern',
  'glass lanterns',
]
const times = 60
const documents = Array.from({ length: times }, (_, at) =>
  titled(...frequent).map((one) => ({ ...one, id: `${one.id}-${at}` })),
).flat()
const others = [
  searchDocument({ id: 'a', title: 'Of gadren', abstract: '', authors: ['Ada Lantorn', 'Hintler'] }),
  searchDocument({ id: 'b', title: '学习 of a sparze meadow', abstract: '', authors: [] }),
]
const snapshot = snapshotOf(documents.slice(0, 100), documents.slice(100), others)

const spelt = (text: string) => suggestSpelling(snapshot, parseQuery(text))

test('misspelt words become words of titles', () => {
  const table: [string, string | undefined][] = [
    ['graden', 'garden'],
    ['gardn', 'garden'],
    ['weavign gardenn', 'weaving garden'],
    ['recurrentt', 'recurrent'],
    ['rceurrnet loops', 'recurrent loops'],
    // Two slips are too many for a short word.
    ['grdenn', undefined],
    // Some paper has it, but it is nearly always spelt otherwise.
    ['gadren', 'garden'],
    ['sparze', 'sparse'],
    // Two words that stand side by side in a title, and two that don't.
    ['gardenweaving', 'garden weaving'],
    ['lanternloops', undefined],
  ]
  for (const [typed, better] of table) assert.equal(spelt(typed), better, typed)
})

test('what is right or nobody’s business stays', () => {
  const table = [
    ...['garden', 'gardens', 'weaving', 'meadow', 'unheard-of', 'xq', 'the', 'wiht', ''],
    // Names: of authors, of methods, in capitals; identifiers; other scripts; accents.
    ...['lantorn', 'hintler', 'GradEn', 'GRADEN', 'graden2', '2603.00001', '学習', 'gärdn'],
    // Meant as typed: an author, a beginning, what is left out.
    ...['author:graden', 'graden*', 'loops -graden'],
  ]
  for (const typed of table) assert.equal(spelt(typed), undefined, typed)
})

test('operators and everything else around the words stay as typed', () => {
  const table: [string, string][] = [
    ['title:graden', 'title:garden'],
    ['"graden weavign" OR lantrn', '"garden weaving" OR lantern'],
    ['(Graden,  lantern) category:cs.LG after:2024', '(garden,  lantern) category:cs.LG after:2024'],
    ['author:smyth graden', 'author:smyth garden'],
  ]
  for (const [typed, better] of table) assert.equal(spelt(typed), better)
  // The same letters are a name at one place: nobody can tell.
  assert.equal(spelt('author:graden graden'), undefined)
})

test('an index of few papers proposes nothing that one paper alone would say', () => {
  const few = snapshotOf(titled('garden', 'loop'))
  assert.equal(suggestSpelling(few, parseQuery('graden')), undefined)
  assert.equal(suggestSpelling(snapshotOf(), parseQuery('graden')), undefined)
})

const word = fc.constantFrom(...new Set(frequent.join(' ').split(' ')))
const slip = fc.tuple(word, fc.nat(), fc.constantFrom('', 'x', 'rr')).map(([right, place, put]) => {
  const at = place % right.length
  return right.slice(0, at) + put + right.slice(at + 1)
})

test('words of many papers never change, and what is proposed is a query', () => {
  const anyWord = fc.oneof(
    word,
    slip,
    fc.string({ maxLength: 8 }),
    fc.constantFrom('OR', '(', '"', '-', 'title:'),
  )
  fc.assert(
    fc.property(fc.array(anyWord, { maxLength: 8 }), (words) => {
      const query = parseQuery(words.join(' '))
      const better = suggestSpelling(snapshot, query)
      if (better === undefined) return
      assert.notEqual(better, query.text)
      const again = parseQuery(better)
      for (const right of query.words.filter((one) => frequent.join(' ').split(' ').includes(one))) {
        assert.ok(again.words.includes(right), better)
      }
      assert.equal(again.required.length, query.required.length)
      assert.equal(again.excluded.length, query.excluded.length)
    }),
    { numRuns: 300 },
  )
})

test('any text is borne', () => {
  fc.assert(
    fc.property(anyUnits(60), (text) => {
      spelt(text)
    }),
  )
  const long = 'graden '.repeat(20_000)
  assert.ok(
    suggestSpelling(snapshot, { ...parseQuery(''), text: long, words: long.split(' ') })?.startsWith(
      'garden garden',
    ),
  )
})
