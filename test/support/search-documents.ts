// What the search engine is given: a plain document to vary, and arbitrary collections for properties.

import fc from 'fast-check'
import { createSums, type Mask } from '../../src/search/lexical/max-score.ts'
import { type SearchDocument, traits } from '../../src/search/search-document.ts'
import { SegmentBuilder } from '../../src/search/segment/segment-builder.ts'
import { documentsOf, type SegmentData } from '../../src/search/segment/segment-data.ts'
import { createSnapshot, type Snapshot } from '../../src/search/segment/snapshot.ts'

/** Scratch memory, as a searcher keeps it. */
export const room = createSums()

export function searchDocument(parts: Partial<SearchDocument> = {}): SearchDocument {
  return {
    id: '2603.00001',
    seq: 1,
    title: 'Weaving gardens from sparse loops',
    abstract: 'We weave gardens. Each loop is sparse, and none is lost.',
    authors: ['Ada Example', 'Grace Sample'],
    categories: ['cs.LG'],
    day: 20_515,
    traits: [],
    ...parts,
  }
}

/** One document a title, `t0`, `t1`, … by id. */
export const titled = (...titles: string[]): SearchDocument[] =>
  titles.map((title, at) => searchDocument({ id: `t${at}`, seq: at + 1, title, abstract: '', authors: [] }))

export function segmentOf(documents: readonly SearchDocument[]): SegmentData {
  const builder = new SegmentBuilder(0)
  for (const document of documents) builder.add(document)
  return builder.finish()
}

export const snapshotOf = (...segments: readonly (readonly SearchDocument[])[]): Snapshot =>
  createSnapshot(
    segments.map((documents) => ({ data: segmentOf(documents), scan: null, gone: null })),
    null,
  )

/** Few words, some of them in nearly every text; compounds, stop words, accents and other scripts among them. */
const vocabulary = [
  'the garden model of loop sparse deep learning network we weaving pre-training state graph',
  'online on-line GPT-4 théorème Llama3 attention zebra quark 学习 self-supervised neural H_2 nets',
]
  .join(' ')
  .split(' ')

/** The earlier in the vocabulary, the likelier. */
const word = fc
  .nat({ max: 99 })
  .map((drawn) => vocabulary[Math.floor((drawn / 100) ** 2 * vocabulary.length)] ?? 'the')

export const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(word, { maxLength }).map((words) => words.join(' '))

/** Any UTF-16 units, halves of pairs too; many that mean something to queries and LaTeX. */
export const anyUnits = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.oneof(
      fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(...'\\{}$^_"()-:*| \0\n\ud83d\udca1'),
      fc.constantFrom(...'abc 1é学'),
    ),
    maxLength,
  })

const name = fc.constantFrom(
  'Ada Example',
  'Grace Sample',
  'Élise Graph',
  'Wei 学',
  'Ada Deep',
  'Jean-Luc Loop',
)

const anyContent = fc.record({
  title: anyText(6),
  abstract: anyText(30),
  authors: fc.array(name, { maxLength: 3 }),
  categories: fc.uniqueArray(fc.constantFrom('cs.LG', 'cs.CL', 'math.CO', 'math'), { maxLength: 3 }),
  day: fc.option(fc.integer({ min: -800, max: 21_000 })),
  traits: fc.uniqueArray(fc.constantFrom(...traits), { maxLength: 3 }),
})

/** Documents with different ids that begin with `prefix`. */
export const anyDocuments = (
  prefix: string,
  { minLength = 0, maxLength = 20 } = {},
): fc.Arbitrary<SearchDocument[]> =>
  fc
    .array(anyContent, { minLength, maxLength })
    .map((contents) => contents.map((content, at) => ({ ...content, id: `${prefix}${at}`, seq: at + 1 })))

/** An index as it may be at any moment: its documents in the order of their numbers, and which are found. */
export interface Collection {
  snapshot: Snapshot
  documents: SearchDocument[]
  /** By number in the whole index. */
  isAlive: boolean[]
}

/** Segments with documents that are gone, and mostly a live one that replaces documents of theirs. */
export const anyCollection: fc.Arbitrary<Collection> = fc
  .record({
    segments: fc.array(anyDocuments(''), { maxLength: 4 }),
    goneSeed: fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
    live: fc.option(anyDocuments('', { maxLength: 8 })),
  })
  .map(({ segments, goneSeed, live }) => collectionOf(segments, goneSeed, live))

function collectionOf(
  segments: SearchDocument[][],
  goneSeed: boolean[],
  live: SearchDocument[] | null,
): Collection {
  const own = segments.map((documents, segment) =>
    documents.map((document) => ({ ...document, id: `s${segment}-${document.id}` })),
  )
  // Every second live document comes in the place of an older one.
  const ids = own.flat().map(({ id }) => id)
  const newest = (live ?? []).map((document, at) => ({
    ...document,
    id: (at % 2 === 0 ? ids[at * 3] : undefined) ?? `live-${document.id}`,
  }))
  const gone = own.map((documents) => documents.map((_, at) => goneSeed[at % goneSeed.length] ?? false))
  const snapshot = createSnapshot(
    own.map((documents, at) => ({
      data: segmentOf(documents),
      scan: null,
      gone: gone[at]?.includes(true) ? Uint8Array.from(gone[at] ?? [], Number) : null,
    })),
    live ? { data: segmentOf(newest), scan: null, gone: null } : null,
  )
  const replaced = new Set(newest.map(({ id }) => id))
  const documents = [...own.flat(), ...newest]
  const isGone = [...gone.flat(), ...newest.map(() => false)]
  const isAlive = documents.map(({ id }, at) => !isGone[at] && (at >= ids.length || !replaced.has(id)))
  return { snapshot, documents, isAlive }
}

/** A mask by view that lets the documents through of which `keep` says so; numbers count through the whole index. */
export const masksOf = ({ views }: Snapshot, keep: (number: number) => boolean): Mask[] =>
  views.map(({ data, base }) =>
    Uint8Array.from({ length: documentsOf(data) }, (_, document) => Number(keep(base + document))),
  )
