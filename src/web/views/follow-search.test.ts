import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseQuery } from '../../search/query/parse-query.ts'
import { followableOf } from './follow-search.tsx'

test('a search that is about one author, keyword or category can be followed as that', () => {
  const told = (text: string) => {
    const what = followableOf(parseQuery(text))
    return what && `${what.kind} ${what.value}`
  }
  assert.equal(told('State-Space models'), 'keyword state space models')
  assert.equal(told('"state space"'), 'keyword state space')
  assert.equal(told('author:"Ada Lovelace"'), 'author ada lovelace')
  assert.equal(told('category:cs.CL'), 'category cs.CL')
  const others = [
    '',
    'graph*',
    'graph -survey',
    'graph OR tree',
    'title:graph',
    'graph year:2024',
    'graph has:code',
  ]
  for (const text of [
    ...others,
    'graph category:cs.CL',
    'category:cs.CL category:stat',
    'author:Ada graph',
    'x '.repeat(60),
  ])
    assert.equal(told(text), null, text)
})
