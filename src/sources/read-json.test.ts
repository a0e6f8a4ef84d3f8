import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readJsonList, readJsonObject } from './read-json.ts'
import { answerOf, assertTrouble, unlessTrouble } from './recorded-answers.fixture.ts'

test('objects and lists are read, with a mark of byte order too', () => {
  assert.deepEqual(readJsonObject(answerOf('\ufeff {"a": 1}\n'), 'It'), { a: 1 })
  assert.deepEqual(readJsonList(answerOf('[1, null]'), 'It'), [1, null])
})

describe('what is no JSON object is told', () => {
  const cases: [name: string, text: string, words: RegExp][] = [
    ['an empty answer', '', /^Example answered with nothing/],
    ['white space', ' \n', /nothing/],
    ['a web page', '<!doctype html><p>Sorry</p>', /a web page/],
    ['half an object', '{"a": [1, 2', /cut off or damaged/],
    ['plain text', 'Rate exceeded.', /plain text/],
    ['a list', '[]', /no object/],
    ['nothing at all', 'null', /no object/],
    ['deep nesting', `${'{"a":'.repeat(70)}1${'}'.repeat(70)}`, /deeper than 60/],
    [
      'very deep nesting',
      `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
      /deeper than 60|cut off or damaged/,
    ],
    ['too much', `{"a": "${'x'.repeat(64_000_001)}"}`, /more than 64000000 characters/],
  ]
  for (const [name, text, words] of cases) {
    test(name, () => assertTrouble(() => readJsonObject(answerOf(text), 'Example'), 'garbled', words))
  }
  test('an object where a list should be', () => {
    assertTrouble(() => readJsonList(answerOf('{}'), 'Example'), 'garbled', /no list/)
  })
})

test('no text makes it throw anything else', () => {
  const text = fc.oneof(fc.string(), fc.json())
  fc.assert(
    fc.property(text, (text) => {
      unlessTrouble(() => readJsonObject(answerOf(text), 'It'))
      unlessTrouble(() => readJsonList(answerOf(text), 'It'))
    }),
  )
})
