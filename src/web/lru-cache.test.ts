import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LruCache } from './lru-cache.ts'

test('keeps what was asked for last and makes the rest again', () => {
  const made: string[] = []
  const cache = new LruCache<string, string>(2)
  const ask = (key: string) =>
    cache.getOrAdd(key, () => {
      made.push(key)
      return key.toUpperCase()
    })
  assert.equal(ask('a'), 'A')
  for (const key of ['b', 'a', 'c', 'a', 'b']) ask(key)
  assert.deepEqual(made, ['a', 'b', 'c', 'b'])
  assert.equal(cache.size, 2)
})

test('is bounded by the size of what it keeps, and never keeps what is larger than all', () => {
  const cache = new LruCache<string, string>(10, (value, key) => value.length + key.length)
  for (const key of ['a', 'b', 'c', 'd']) cache.getOrAdd(key, () => 'four')
  assert.equal(cache.size, 10)
  assert.equal(cache.getOrAdd('big', () => 'x'.repeat(50)).length, 50)
  assert.equal(cache.size, 0)
})
