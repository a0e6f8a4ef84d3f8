import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  anyCollection,
  anyText,
  anyUnits,
  searchDocument,
  segmentOf,
  snapshotOf,
  titled,
} from '../../../test/support/search-documents.ts'
import { createSnapshot } from '../segment/snapshot.ts'
import { wordsOf } from '../text/analyze.ts'
import { typeAhead } from './type-ahead.ts'

const byAuthors = (id: string, ...authors: string[]) => searchDocument({ id, title: 'Untitled', authors })

test('a paper is found by words of its title, the last one begun', () => {
  const snapshot = snapshotOf(
    titled('Gardens of glass', 'Glass'),
    titled('The glass of gardeners', 'Meadows'),
  )
  const papers = (text: string) => typeAhead(snapshot, text).papers
  assert.deepEqual(papers('gar'), ['t0', 't0'])
  assert.deepEqual(papers('glass gar'), ['t0', 't0'])
  assert.deepEqual(papers('meadows gar'), [])
  assert.deepEqual(papers('gla'), ['t1', 't0', 't0'])
})

test('titles that begin as typed come first, then short ones, then new ones', () => {
  const snapshot = snapshotOf(
    titled('A loom of glass', 'Loom', 'Loom of glass and of much else', 'My loom').map((one, at) => ({
      ...one,
      day: at,
    })),
    titled('Our loom').map((one) => ({ ...one, id: 'new', day: 100 })),
  )
  assert.deepEqual(typeAhead(snapshot, 'loo').papers, ['t1', 't2', 'new', 't3', 't0'])
  assert.deepEqual(typeAhead(snapshot, 'loom of gl').papers, ['t2', 't0'])
})

test('a finished word stands for itself, a space says so', () => {
  const snapshot = snapshotOf(titled('Graph', 'Graphene'))
  assert.deepEqual(typeAhead(snapshot, 'graph').papers, ['t1', 't0'].toReversed())
  assert.deepEqual(typeAhead(snapshot, 'graph ').papers, ['t0'])
  assert.deepEqual(typeAhead(snapshot, 'graph').words, ['graphene'])
  assert.deepEqual(typeAhead(snapshot, 'graph ').words, [])
})

test('words: those of most titles first, over all segments', () => {
  const snapshot = snapshotOf(
    titled('loom loop', 'loop loose', 'look'),
    titled('loop look', 'loose loop', 'loose meadow'),
  )
  assert.deepEqual(typeAhead(snapshot, 'loo').words, ['loop', 'loose', 'look', 'loom'])
})

test('authors are found by first or last name, in any case and without accents, and counted over all segments', () => {
  const snapshot = snapshotOf(
    [byAuthors('a', 'José García', 'Ada Example'), byAuthors('b', 'José García')],
    [byAuthors('c', 'José García', 'Ana Gardens'), byAuthors('d', 'Jean-Luc O’Brien', 'Wei 学')],
  )
  const authors = (text: string) => typeAhead(snapshot, text).authors
  assert.deepEqual(authors('gar'), [
    { name: 'José García', documents: 3 },
    { name: 'Ana Gardens', documents: 1 },
  ])
  assert.deepEqual(authors('JOSE GAR'), [{ name: 'José García', documents: 3 }])
  assert.deepEqual(authors('garcia jo'), [{ name: 'José García', documents: 3 }])
  assert.deepEqual(authors("jean luc o'b"), [{ name: 'Jean-Luc O’Brien', documents: 1 }])
  assert.deepEqual(authors('学'), [{ name: 'Wei 学', documents: 1 }])
  assert.deepEqual(authors('nobody'), [])
})

test('what is gone or replaced is not proposed', () => {
  const data = segmentOf(titled('Glass', 'Glass loom', 'Glass meadow'))
  const live = segmentOf(titled('Iron'))
  const snapshot = createSnapshot([{ data, scan: null, gone: Uint8Array.of(0, 1, 0) }], {
    data: live,
    scan: null,
    gone: null,
  })
  assert.deepEqual(typeAhead(snapshot, 'gla').papers, ['t2'])
})

test('one Latin letter is no beginning, one of another script is', () => {
  const snapshot = snapshotOf(titled('学习 of a glass'))
  assert.deepEqual(typeAhead(snapshot, 'g'), { papers: [], authors: [], words: [] })
  assert.deepEqual(typeAhead(snapshot, ' g'), { papers: [], authors: [], words: [] })
  assert.deepEqual(typeAhead(snapshot, '学').papers, ['t0'])
})

test('a paper that is proposed has all words, of any collection', () => {
  const wordsIn = (text: string) => wordsOf(text).map(({ folded }) => folded)
  fc.assert(
    fc.property(
      anyCollection,
      anyText(3),
      fc.nat({ max: 4 }),
      ({ snapshot, documents, isAlive }, text, cut) => {
        const typed = text.slice(0, Math.max(2, text.length - cut))
        const titles = new Map(documents.filter((_, at) => isAlive[at]).map(({ id, title }) => [id, title]))
        const { papers } = typeAhead(snapshot, typed)
        assert.equal(new Set(papers).size, papers.length)
        for (const id of papers) {
          const terms = wordsOf(titles.get(id) ?? '').map(({ term }) => term)
          const begun = wordsIn(titles.get(id) ?? '').join(' ')
          for (const { term } of wordsOf(typed).slice(0, -1))
            assert.ok(terms.includes(term), `${typed}: ${begun}`)
        }
      },
    ),
  )
})

test('any text is borne, and of a long one the end is not looked at', () => {
  const snapshot = snapshotOf(titled('Glass'), [byAuthors('a', '', '\0', 'Ada \ud800', '\ufeffEve')])
  fc.assert(
    fc.property(anyUnits(200), (text) => {
      typeAhead(snapshot, text)
    }),
  )
  assert.deepEqual(typeAhead(snapshot, `glass ${'x'.repeat(100_000)}`).papers, [])
  assert.deepEqual(typeAhead(snapshot, `${' '.repeat(100_000)}gla`).papers, ['t0'])
  assert.deepEqual(typeAhead(snapshot, `glass${' '.repeat(100_000)}`).papers, ['t0'])
})
