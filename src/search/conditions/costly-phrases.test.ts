import assert from 'node:assert/strict'
import { test } from 'node:test'
import { snapshotOf, titled } from '../../../test/support/search-documents.ts'
import type { Clause } from '../query/query.ts'
import { explainLoose, loosePhrases, MOST_READ } from './costly-phrases.ts'
import { queryMasks } from './query-masks.ts'

const { views } = snapshotOf(
  titled('garden of the loop', 'the loop of a garden', 'the garden', 'loop', 'rare loop of zebra'),
)
const phrase = (text: string): Clause => ({ kind: 'phrase', text })
const filters = { categories: [], has: [] }

function found(conditions: { required?: Clause[]; excluded?: Clause[] }, most = MOST_READ): string {
  const { required = [], excluded = [] } = conditions
  const loose = loosePhrases(views, { required, excluded }, most)
  const [mask] = queryMasks(views, { required, excluded, filters }, loose)
  return [0, 1, 2, 3, 4].filter((document) => mask?.[document] === 1).join('')
}

test('phrases are looked for as long as that is affordable', () => {
  assert.equal(found({ required: [phrase('of the')] }), '0')
  assert.equal(found({ excluded: [phrase('of the')] }), '1234')
})

test('of those that are not, required ones hold where their words are, excluded ones exclude nothing', () => {
  assert.equal(found({ required: [phrase('of the')] }, 2), '01')
  assert.equal(found({ excluded: [phrase('of the')] }, 2), '01234')
  assert.equal(found({ required: [{ kind: 'not', clause: phrase('of the') }] }, 2), '01234')
  assert.equal(
    found({ required: [{ kind: 'any', clauses: [phrase('of the'), phrase('rare zebra')] }] }, 2),
    '01',
  )
})

test('phrases with the same rarest words hold alike, each in its field', () => {
  const anywhere = [phrase('of the loop'), phrase('the loop of'), phrase('loop of')]
  assert.equal(found({ required: anywhere }, 0), '01')
  const named: Clause = { kind: 'phrase', text: 'loop of', field: 'author' }
  assert.equal(found({ required: [...anywhere, named] }, 0), '')
  const excludedTwice: Clause = { kind: 'not', clause: { kind: 'not', clause: phrase('the loop of') } }
  assert.equal(
    found({ required: [{ kind: 'all', clauses: [excludedTwice, phrase('of the loop')] }] }, 0),
    '01',
  )
})

test('the rarest are looked for first, and the others are told, once each', () => {
  const required = [phrase('of the'), phrase('rare loop'), phrase('of the'), phrase('loop of')]
  const loose = loosePhrases(views, { required, excluded: [phrase('the loop')] }, 1)
  assert.deepEqual([...loose.values()].sort(), ['nowhere', 'words', 'words', 'words'])
  assert.ok(!loose.has(required[1] ?? phrase('')))
  assert.deepEqual(
    explainLoose(loose).map(({ text, why }) => [text, why.split(', ').at(-1)]),
    [
      ['"of the"', 'so any order was taken.'],
      ['"loop of"', 'so any order was taken.'],
      ['"the loop"', 'so it excludes none.'],
    ],
  )
})

test('words, beginnings and phrases that no paper has cost nothing', () => {
  const required: Clause[] = [
    { kind: 'word', text: 'loop' },
    { kind: 'word', text: 'the-loo', prefix: true },
    phrase('unknown loop'),
  ]
  assert.equal(loosePhrases(views, { required, excluded: [] }, 0).size, 0)
})
