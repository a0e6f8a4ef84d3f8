import assert from 'node:assert/strict'
import { test } from 'node:test'
import { searchDocument, snapshotOf, titled } from '../../test/support/search-documents.ts'
import { parseQuery } from './query/parse-query.ts'
import { plainQuery } from './query/plain-query.ts'
import { Searcher, type SearchRequest } from './searcher.ts'

const document = (id: string, title: string, day: number) =>
  searchDocument({ id, title, day, abstract: '', authors: [`Ada ${id}smith`], categories: ['cs.LG'] })

const searcher = new Searcher(null)
searcher.show(
  snapshotOf(
    [document('a', 'Transformers weave gardens', 1), document('b', 'Transfer of gardens', 2)],
    [document('c', 'Attention in transformers', 3), document('d', 'Pre-training of loops', 4)],
    [document('e', 'Loops', 5), document('f', 'Attention and loops', 6)],
  ),
)

async function found(text: string, more: Partial<SearchRequest> = {}): Promise<string> {
  const request = {
    query: parseQuery(text),
    mode: 'lexical',
    order: 'relevance',
    offset: 0,
    limit: 10,
    ...more,
  } as const
  const { hits, total, reachable } = await searcher.search(request)
  assert.deepEqual([total, reachable], [hits.length, hits.length], text)
  return hits.map(({ id }) => id).join('')
}

test('words rank, and any of them is enough', async () => {
  assert.equal(await found('attention loops'), 'fced')
  assert.equal(await found('unheard-of words'), '')
})

test('a beginning is enough to match, though it is no word: what does not rank comes newest first', async () => {
  assert.equal(await found('transf*'), 'cba')
  assert.equal(await found('author:asm*'), 'a')
  assert.equal(await found('attention transf*'), 'cba')
  assert.equal(await found('transfer* OR loops'), 'befd')
})

test('conditions alone list what fulfils them, newest first', async () => {
  assert.equal(await found('category:cs -loops'), 'cba')
  assert.equal(await found('-transf*'), 'fed')
})

test('in another order stand the papers with all words and conditions', async () => {
  const newest = { order: 'newest' } as const
  assert.equal(await found('attention loops', newest), 'f')
  assert.equal(await found('transf*', newest), 'cba')
  assert.equal(await found('attention OR gardens', newest), 'fcba')
  assert.equal(await found('loops -attention', newest), 'ed')
  const votes = new Map([
    ['b', 3],
    ['f', 7],
  ])
  assert.equal(await found('transf* OR attention', { order: votes }), 'fbca')
})

test('an encoder that does not answer leaves the words, and the reader hears of it', async () => {
  const searcher = new Searcher({
    hash: 'away',
    dimensions: 384,
    encode: () => Promise.reject(new Error('connection refused')),
  })
  searcher.show(snapshotOf(titled('sparse loops', 'gardens')))
  const query = plainQuery('loops')
  const found = await searcher.search({ query, mode: 'hybrid', order: 'relevance', offset: 0, limit: 10 })
  assert.deepEqual(
    found.hits.map(({ id }) => id),
    ['t0'],
  )
  assert.match(found.ignored[0]?.why ?? '', /words alone/)
})
