import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  anyCollection,
  anyText,
  type Collection,
  masksOf,
  room,
  searchDocument,
  segmentOf,
  snapshotOf,
  titled,
} from '../../../test/support/search-documents.ts'
import type { SearchDocument } from '../search-document.ts'
import { createSnapshot, type Snapshot, statisticsOf } from '../segment/snapshot.ts'
import { analyze } from '../text/analyze.ts'
import { bm25, countedOccurrences, lengthNorm, saturation } from './bm25.ts'
import { topDocuments, type WeightedTerm } from './max-score.ts'
import { byScore, type Scored } from './top-documents.ts'
import { weighTerms } from './weigh-terms.ts'

/** tf' and dl of a document from its text, as bm25.ts describes them. */
function countsOf({ title, abstract, authors }: SearchDocument) {
  const fields = [title, abstract, ...authors].map(analyze)
  const [inTitle, inAbstract, ...inAuthors] = fields.map(({ terms, joined }) => [...terms, ...joined])
  const times = (terms: readonly string[] = [], term: string) => terms.filter((one) => one === term).length
  const length = (at: number) => fields[at]?.terms.length ?? 0
  const authorTerms = fields.slice(2).flatMap(({ terms }) => terms)
  return {
    weightedTf: (term: string) =>
      Math.min(times(inTitle, term), countedOccurrences.title) * bm25.titleWeight +
      Math.min(times(inAbstract, term), countedOccurrences.abstract) +
      Math.min(times(inAuthors.flat(), term), countedOccurrences.author) * bm25.authorWeight,
    dl: length(0) * bm25.titleWeight + length(1) + authorTerms.length * bm25.authorWeight,
  }
}

/** Every document scored in full, term by term in the engine's order: sums of floats depend on it. */
function exhaustive(
  documents: readonly SearchDocument[],
  terms: readonly WeightedTerm[],
  isKept: (number: number) => boolean,
): Scored[] {
  const ordered = [...terms].sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
  const counts = documents.map(countsOf)
  const average = counts.reduce((sum, { dl }) => sum + dl, 0) / documents.length
  return counts
    .map(({ weightedTf, dl }, document) => {
      const K = lengthNorm(dl, average)
      const parts = ordered.map(({ term, weight }) => weight * saturation(weightedTf(term), K))
      return { document, score: parts.reduce((sum, part) => sum + part, 0) }
    })
    .filter(({ document, score }) => score > 0 && isKept(document))
    .sort(byScore)
}

const anyTerms: fc.Arbitrary<WeightedTerm[]> = fc
  .tuple(anyText(8), fc.array(fc.double({ min: 0.01, max: 9, noNaN: true }), { minLength: 1, maxLength: 4 }))
  .map(([text, weights]) =>
    [...new Set([...analyze(text).terms, 'unheard'])].map((term, at) => ({
      term,
      // Few weights: scores are to be equal now and then.
      weight: weights[at % weights.length] ?? 1,
    })),
  )

function sameAsExhaustive(
  { snapshot, documents, isAlive }: Collection,
  terms: WeightedTerm[],
  limit: number,
  isKept: (number: number) => boolean,
): void {
  const keep = (number: number) => isAlive[number] === true && isKept(number)
  const found = topDocuments(snapshot.views, terms, masksOf(snapshot, keep), { limit, room })
  assert.deepEqual(found, exhaustive(documents, terms, keep).slice(0, limit))
}

test('the best documents are those of exhaustive scoring, to the last bit and in the same order', () => {
  const keptEvery = fc.integer({ min: 1, max: 4 })
  fc.assert(
    fc.property(
      anyCollection,
      anyTerms,
      fc.nat({ max: 12 }),
      keptEvery,
      (collection, terms, limit, every) => {
        sameAsExhaustive(collection, terms, limit, (number) => number % every === 0)
      },
    ),
    { numRuns: 400 },
  )
})

test('without a mask by filter, what is gone stays out by the mask of those alive', () => {
  fc.assert(
    fc.property(anyCollection, anyTerms, ({ snapshot, documents, isAlive }, terms) => {
      const alive = snapshot.views.map((view) => view.alive)
      const found = topDocuments(snapshot.views, terms, alive, { limit: 5, room })
      assert.deepEqual(found, exhaustive(documents, terms, (number) => isAlive[number] === true).slice(0, 5))
    }),
  )
})

test('bounds hold where texts got longer after a segment was made', () => {
  const short = titled('sparse graph', 'graph', 'loop of a sparse graph', 'loop')
  const long = searchDocument({ id: 'long', title: 'graph', abstract: 'loop garden '.repeat(400) })
  const documents = [...short, long, ...titled('graph loop').map((one) => ({ ...one, id: 'z' }))]
  const snapshot = snapshotOf(short, [long], documents.slice(-1))
  const collection = { snapshot, documents, isAlive: documents.map(() => true) }
  fc.assert(
    fc.property(anyTerms, fc.integer({ min: 1, max: 4 }), (terms, limit) => {
      sameAsExhaustive(collection, terms, limit, () => true)
    }),
  )
})

/** Counts how many occurrences are looked at: one a posting that adds to a score. */
function counting(snapshot: Snapshot) {
  const reads: number[] = []
  const views = snapshot.views.map((view, at) => {
    reads[at] = 0
    const postingOccurrences = new Proxy(view.data.postingOccurrences, {
      get(array, key) {
        reads[at] = (reads[at] ?? 0) + 1
        return Reflect.get(array, key, array)
      },
    })
    return { ...view, data: { ...view.data, postingOccurrences } }
  })
  return { views, reads }
}

test('postings of frequent words are passed over where a rare word decides', () => {
  const common = Array.from({ length: 300 }, (_, at) =>
    searchDocument({
      id: `c${at}`,
      title: 'the graph',
      abstract: 'graph '.repeat(1 + (at % 7)),
      authors: [],
    }),
  )
  const rare = titled('graph of a zebra', 'zebra', 'one zebra graph')
  const documents = [...rare, ...common]
  const segments = [documents, documents.map((one) => ({ ...one, id: `second-${one.id}` }))]
  const snapshot = createSnapshot(
    segments.map((part) => ({ data: segmentOf(part), scan: null, gone: null })),
    null,
  )
  const terms = weighTerms(snapshot, [
    { term: 'graph', qtf: 1 },
    { term: 'zebra', qtf: 1 },
  ])
  const { views, reads } = counting(snapshot)
  const found = topDocuments(views, terms, [null, null], { limit: 3, room })
  assert.deepEqual(found, exhaustive(segments.flat(), terms, () => true).slice(0, 3))
  const postings = statisticsOf(snapshot, 'graph').df / 2
  assert.ok(postings > 300)
  // The second segment: three documents of the rare word, two of which hold the frequent one as well.
  assert.deepEqual(reads[1], 5)
})

test('nothing is found for no terms, none of the index, or a limit of none', () => {
  const { views } = snapshotOf(titled('graph'))
  const find = (terms: WeightedTerm[], limit: number) => topDocuments(views, terms, [null], { limit, room })
  assert.deepEqual(find([], 5), [])
  assert.deepEqual(find([{ term: 'unheard', weight: 1 }], 5), [])
  assert.deepEqual(find([{ term: 'graph', weight: 1 }], 0), [])
  assert.deepEqual(topDocuments([], [{ term: 'graph', weight: 1 }], [], { limit: 5, room }), [])
})

test('the scratch memory is clean again after each use', () => {
  const { views } = snapshotOf(titled('graph', 'graph loop'), titled('graph'))
  topDocuments(views, [{ term: 'graph', weight: 1 }], [null, null], { limit: 1, room })
  assert.ok(room.sums.every((sum) => sum === 0))
})
