import assert from 'node:assert/strict'
import { test } from 'node:test'
import { categoryName, isCategory } from './category-names.ts'

test('categories of arXiv have names, old archives too; others keep their code', () => {
  assert.equal(categoryName('math.AG'), 'Algebraic Geometry')
  assert.equal(categoryName('cmp-lg'), 'Computation and Language (before 1998)')
  assert.equal(categoryName('neuroscience'), undefined)
  assert.equal(categoryName('constructor'), undefined)
})

test('classes of MSC and ACM are no categories', () => {
  for (const text of ['cs.CV', 'hep-th', 'neuroscience', 'NLP']) assert.ok(isCategory(text), text)
  for (const text of ['68T50 (Primary)', 'I.2.7; I.2.6', '03B48, 03B65']) assert.ok(!isCategory(text), text)
})
