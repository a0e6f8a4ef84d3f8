import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyCollection, anyText, room, snapshotOf, titled } from '../../../test/support/search-documents.ts'
import { plainQuery } from '../query/plain-query.ts'
import { placeOf, type Snapshot } from '../segment/snapshot.ts'
import { lexicalBest } from './lexical-best.ts'
import { TokenMatcher } from './matching-tokens.ts'
import { topDocuments } from './max-score.ts'
import { proximityScorer } from './proximity.ts'
import { coverage, rarityPower } from './query-length.ts'
import { type RankingTerms, rankingTerms } from './ranking-terms.ts'
import { byScore, type Scored } from './top-documents.ts'
import { weighTerms } from './weigh-terms.ts'

const termsOf = (text: string) => rankingTerms(plainQuery(text))

function best(snapshot: Snapshot, terms: RankingTerms, wantsAll: boolean): Scored[] {
  const masks = snapshot.views.map(({ alive }) => alive)
  return lexicalBest(snapshot, terms, { masks, room, wantsAll })
}

/** Fill, so that words are rare. */
const others = Array.from({ length: 60 }, (_, at) => `filler${at} padding${at}`)

test('beside the meaning, a paper with all of a few words beats one that says the rarest of them twice', () => {
  const common = Array.from({ length: 6 }, (_, at) => `deep stack${at} graph`)
  const snapshot = snapshotOf(
    titled('zebra zebra zebra', 'deep zebra of the one graph', ...common, ...others),
  )
  const first = (wantsAll: boolean) => best(snapshot, termsOf('deep zebra graph'), wantsAll)[0]
  assert.equal(first(true)?.document, 1)
  const gainOf = (wantsAll: boolean) => {
    const [one, other] = best(snapshot, termsOf('deep zebra graph'), wantsAll)
    return (one?.score ?? 0) / (other?.score ?? 1)
  }
  assert.ok(gainOf(true) > gainOf(false))
})

/** BM25F of every document and nearness, without looking for the best only. */
function byWordsAlone(snapshot: Snapshot, terms: RankingTerms): Scored[] {
  const weighted = weighTerms(snapshot, terms.terms, rarityPower(terms.terms.length))
  const masks = snapshot.views.map(({ alive }) => alive)
  const nearness = proximityScorer(
    terms.runs,
    weighted.map(({ weight }) => weight),
  )
  return topDocuments(snapshot.views, weighted, masks, { limit: 1_000, room })
    .map(({ document: number, score }) => {
      const { view, document } = placeOf(snapshot, number)
      const matcher = new TokenMatcher(
        view,
        weighted.map(({ term }) => term),
      )
      return {
        document: number,
        score: score + (nearness?.(matcher.in(document), view.norms[document] ?? 1) ?? 0),
      }
    })
    .sort(byScore)
}

test('a search by words alone is BM25F and nearness, whatever words a paper lacks', () => {
  fc.assert(
    fc.property(anyCollection, anyText(30), ({ snapshot }, text) => {
      const terms = termsOf(text)
      assert.deepEqual(best(snapshot, terms, false), byWordsAlone(snapshot, terms))
    }),
  )
})

test('wanting all words finds the same papers, best first, and lets none fall', () => {
  fc.assert(
    fc.property(anyCollection, anyText(30), ({ snapshot }, text) => {
      const terms = termsOf(text)
      const found = best(snapshot, terms, true)
      const before = new Map(best(snapshot, terms, false).map(({ document, score }) => [document, score]))
      assert.deepEqual(found, [...found].sort(byScore))
      assert.deepEqual(new Set(found.map(({ document }) => document)), new Set(before.keys()))
      for (const { document, score } of found) assert.ok(score >= (before.get(document) ?? 0) * (1 - 1e-12))
    }),
  )
})

test('of two papers with equal scores the one that covers more comes first', () => {
  fc.assert(
    fc.property(anyCollection, anyText(4), ({ snapshot }, text) => {
      const terms = termsOf(text)
      const weighted = weighTerms(snapshot, terms.terms)
      const weights = weighted.map(({ weight }) => weight)
      const coveredBy = ({ document: number }: Scored) => {
        const { view, document } = placeOf(snapshot, number)
        const names = weighted.map(({ term }) => term)
        return coverage(weights, new TokenMatcher(view, names).in(document).held)
      }
      const plain = new Map(best(snapshot, terms, false).map(({ document, score }) => [document, score]))
      const found = best(snapshot, terms, true)
      for (const [at, one] of found.entries())
        for (const other of found.slice(at + 1))
          if ((plain.get(one.document) ?? 0) <= (plain.get(other.document) ?? 0))
            assert.ok(coveredBy(one) >= coveredBy(other) - 1e-9)
    }),
  )
})
