import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  anyCollection,
  anyText,
  masksOf,
  searchDocument,
  snapshotOf,
} from '../../../test/support/search-documents.ts'
import type { SearchDocument } from '../search-document.ts'
import { analyze } from '../text/analyze.ts'
import { countMatches, masksOfAllTerms } from './matches.ts'

const termsOf = ({ title, abstract, authors }: SearchDocument) =>
  new Set([
    ...[title, abstract].map(analyze).flatMap(({ terms, joined }) => [...terms, ...joined]),
    ...authors.flatMap((name) => analyze(name).terms),
  ])

test('any term counts once a document; all terms make a mask', () => {
  fc.assert(
    fc.property(anyCollection, anyText(4), ({ snapshot, documents, isAlive }, text) => {
      const terms = analyze(text).terms
      const alive = snapshot.views.map((view) => view.alive)
      const found = documents.filter((document, at) => {
        const own = termsOf(document)
        return isAlive[at] && terms.some((term) => own.has(term))
      })
      assert.equal(countMatches(snapshot.views, terms, alive), found.length)
      const holdsAll = (number: number) => {
        const document = documents[number]
        return (
          isAlive[number] === true &&
          document !== undefined &&
          terms.every((term) => termsOf(document).has(term))
        )
      }
      const masks = masksOfAllTerms(snapshot.views, terms, alive)
      if (terms.length > 0) assert.deepEqual(masks, masksOf(snapshot, holdsAll))
      else assert.deepEqual(masks, alive)
    }),
  )
})

test('more terms than a byte counts', () => {
  const terms = Array.from({ length: 300 }, (_, at) => `w${at}`)
  const { views } = snapshotOf([
    searchDocument({ id: 'a', abstract: terms.join(' ') }),
    searchDocument({ id: 'b', abstract: terms.slice(1).join(' ') }),
  ])
  assert.deepEqual(masksOfAllTerms(views, terms, [null]), [Uint8Array.of(1, 0)])
})
