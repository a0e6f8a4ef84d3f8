import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiDoor, tokenFor } from '../../../test/support/api.ts'
import { fillApiStore, fullPaper, mergedId, proceedings } from '../../../test/support/api-store.ts'
import { eachDatabase } from '../../../test/support/database.ts'
import { finderOver } from '../../../test/support/finder.ts'
import { finderOfStore } from '../../../test/support/local-finder.ts'

interface Found {
  paper: { id: string }
  title: string
  summary: string
  upvoted: boolean
  score: number
  highlightedTitle: { type: string; text: string }[]
  highlightedSummary: { type: string; text: string }[]
}

const joined = (pieces: { text: string }[]) => pieces.map(({ text }) => text).join('')
const hits = (pieces: { type: string; text: string }[]) =>
  pieces.filter(({ type }) => type === 'highlight').map(({ text }) => text)
const idsOf = (items: Found[]) => items.map(({ paper }) => paper.id)

eachDatabase('search for programs', (open) => {
  test('finds, best first, and shows where', async () => {
    const db = await open()
    await fillApiStore(db)
    const { ask, read } = await apiDoor(db, { finder: finderOfStore(db) })
    const { body, headers } = await ask('GET', '/api/papers/search?q=gardens&mode=lexical')
    assert.deepEqual(idsOf(body).sort(), [fullPaper.id, proceedings.id])
    assert.equal(headers.get('x-total-count'), '2')
    for (const item of body as Found[]) {
      assert.equal(joined(item.highlightedTitle), item.title)
      assert.equal(joined(item.highlightedSummary), item.summary)
      assert.ok(!('submittedBy' in item))
    }
    const weaving = (body as Found[]).find(({ paper }) => paper.id === fullPaper.id)
    assert.deepEqual(hits(weaving?.highlightedTitle ?? []), ['gardens'])
    assert.deepEqual(hits(weaving?.highlightedSummary ?? []), ['gardens'])
    assert.deepEqual(
      (body as Found[])
        .map(({ score }) => score)
        .toSorted()
        .reverse(),
      body.map((one: Found) => one.score),
    )
    assert.equal((await read('/api/papers/search?q=gardens&limit=1')).length, 1)
    assert.ok((await read('/api/papers/search?q=weaving+gardens&limit=120')).length >= 2)
    assert.deepEqual(await read('/api/papers/search?q=nosuchword&mode=lexical'), [])
    const quoted = await read('/api/papers/search?q=%22none+is+lost%22&mode=lexical')
    assert.deepEqual(idsOf(quoted), [fullPaper.id])
  })

  test('an id, a DOI or an address finds that paper', async () => {
    const db = await open()
    await fillApiStore(db)
    const { read } = await apiDoor(db)
    const named: [string, string][] = [
      ['2603.00001', fullPaper.id],
      ['arXiv:2603.00001v3', fullPaper.id],
      ['https://arxiv.org/abs/2603.00001', fullPaper.id],
      ['10.48550/arXiv.2603.00001', fullPaper.id],
      [mergedId, fullPaper.id],
      ['10.1000/sow', proceedings.id],
      ['https://doi.org/10.1000/sow', proceedings.id],
    ]
    for (const [q, id] of named)
      assert.deepEqual(idsOf(await read(`/api/papers/search?q=${encodeURIComponent(q)}`)), [id], q)
  })

  test('what can’t be asked is refused', async () => {
    const { ask } = await apiDoor(await open())
    const bad: [string, string][] = [
      [`q=${'x'.repeat(251)}`, 'q'],
      ['q=a&limit=121', 'limit'],
      ['q=a&limit=0', 'limit'],
      ['q=a&mode=magic', 'mode'],
    ]
    for (const [query, field] of bad) {
      const { status, body } = await ask('GET', `/api/papers/search?${query}`)
      assert.deepEqual([status, Object.keys(body.fields ?? {})], [400, [field]], query)
    }
    assert.equal((await ask('GET', `/api/papers/search?q=${'x'.repeat(250)}`)).status, 200)
    assert.equal((await ask('GET', '/api/papers/search?q=%00')).status, 400)
    assert.equal((await ask('GET', '/api/papers/search?q=%ff%fe')).status, 200)
  })

  test('asked for nothing, it lists what was listed last', async () => {
    const db = await open()
    await fillApiStore(db)
    const { ask, read } = await apiDoor(db)
    const { headers } = await ask('GET', '/api/papers/search?limit=1')
    assert.equal(headers.get('x-total-count'), null, 'how many there are in all is not counted')
    const newest = idsOf(await read('/api/daily_papers?limit=3'))
    assert.ok(newest.length > 0)
    for (const query of ['', 'q=', 'q=+', 'q=%09%0A'])
      assert.deepEqual(idsOf(await read(`/api/papers/search?limit=3&${query}`)), newest, query)
  })

  test('whoever asks with a token is told what they voted for', async () => {
    const db = await open()
    const { reader } = await fillApiStore(db)
    const { ask, read } = await apiDoor(db, { finder: finderOver([fullPaper, proceedings]) })
    const token = await tokenFor(db, reader)
    await ask('PUT', `/api/papers/${fullPaper.id}/upvote`, { token })
    const votes = async (token?: string) =>
      (await read('/api/papers/search?q=gardens', token))
        .filter(({ upvoted }: Found) => upvoted)
        .map(({ paper }: Found) => paper.id)
    assert.deepEqual(await votes(token), [fullPaper.id])
    assert.deepEqual(await votes(), [])
  })

  test('an index that is away is said, but for a paper that is named', async () => {
    const db = await open()
    await fillApiStore(db)
    const why = 'The index is built at this moment.'
    const { ask, read } = await apiDoor(db, {
      finder: finderOver([], { state: { kind: 'unavailable', why } }),
    })
    const { status, body, headers } = await ask('GET', '/api/papers/search?q=gardens')
    assert.deepEqual([status, body.error], [503, why])
    assert.match(headers.get('retry-after') ?? '', /^\d+$/)
    assert.deepEqual(idsOf(await read('/api/papers/search?q=2603.00001')), [fullPaper.id])
  })
})
