import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { aListedPaper } from '../../test/support/listed-papers.ts'
import { choosePapers, MOST_PAPERS, whyFor } from './choose-papers.ts'

const everything = { categories: [], keywords: [] }
const none = new Set<string>()
const paper = aListedPaper

describe('what is chosen', () => {
  test('is the edition in its order, without what was had or withdrawn', () => {
    const papers = [paper(), paper({ withdrawn: true }), paper(), paper()]
    const [first, , third, fourth] = papers.map(({ id }) => id)
    assert.deepEqual(choosePapers(papers, everything, new Set([third ?? ''])), [
      { id: first, rank: 1 },
      { id: fourth, rank: 4 },
    ])
  })

  test('is some of a long list, and nothing of an empty one', () => {
    const papers = Array.from({ length: MOST_PAPERS + 5 }, () => paper())
    assert.equal(choosePapers(papers, everything, none).length, MOST_PAPERS)
    assert.deepEqual(choosePapers([], everything, none), [])
  })

  test('fits a category or a keyword', () => {
    const papers = [
      paper({ categories: ['cs.CL'] }),
      paper({ categories: ['math.CO'], title: 'Diffusion of a rumour' }),
      paper({ categories: ['math.CO'] }),
    ]
    const chosen = choosePapers(papers, { categories: ['cs'], keywords: ['diffusion'] }, none)
    assert.deepEqual(
      chosen.map(({ rank }) => rank),
      [1, 2],
    )
  })
})

describe('why', () => {
  const of = (facts: Parameters<typeof paper>[0], taste: object) =>
    whyFor(paper(facts), { ...everything, ...taste })

  test('is the rank where nothing is asked for', () => {
    assert.deepEqual(of({}, {}), { kind: 'rank' })
  })

  test('is a category, its archive included, never one that only begins alike', () => {
    const facts = { categories: ['cs.CL', 'stat.ML'] }
    assert.deepEqual(of(facts, { categories: ['stat.ml'] }), { kind: 'category', name: 'stat.ml' })
    assert.deepEqual(of(facts, { categories: ['cs'] }), { kind: 'category', name: 'cs' })
    assert.equal(of(facts, { categories: ['c', 'cs.C'] }), null)
  })

  test('is a word of the title, the abstract or the keywords, whole and in any form', () => {
    const facts = { title: 'State-Space Models', abstract: 'Of fragments.', keywords: ['C++'] }
    assert.deepEqual(of(facts, { keywords: ['state space'] }), { kind: 'keyword', word: 'state space' })
    assert.deepEqual(of(facts, { keywords: ['c++'] }), { kind: 'keyword', word: 'c++' })
    assert.deepEqual(of(facts, { keywords: ['Model'] }), { kind: 'keyword', word: 'Model' })
    assert.equal(of(facts, { keywords: ['rag', 'C', '!!'] }), null)
  })
})
