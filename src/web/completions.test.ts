import assert from 'node:assert/strict'
import { test } from 'node:test'
import { completions } from './completions.ts'

test('a half-typed query is completed', () => {
  const words = ['reading', 'really']
  const titles = ['Low-rank toast', 'On low-resource bread', 'Low-rank butter in théories']
  const cases: [string, string[]][] = [
    ['rea', ['reading', 'really']],
    ['low r', ['low rank']],
    ['low-re', ['low-resource']],
    ['toast "Low r', ['toast "Low rank']],
    ['bread THÉ', ['bread theories']],
    ['low rank', []],
    ['low ', []],
    ['', []],
    ['"', []],
  ]
  for (const [typed, expected] of cases) assert.deepEqual(completions(typed, words, titles), expected, typed)
})
