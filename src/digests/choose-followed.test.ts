import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Follow, followKinds } from '../follows/follow-kinds.ts'
import { chooseFollowed, type FittingPaper, followsOfTaste, MOST_FOLLOWED_PAPERS } from './choose-followed.ts'

const aFollow = (kind: Follow['kind']): Follow => ({ kind, value: kind, label: `The ${kind}` })
const fitting = (id: string, facts: Partial<FittingPaper> = {}): FittingPaper => ({
  ...{ id, arrivedAt: 10, withdrawn: false, why: [aFollow('category')] },
  ...facts,
})
const none = new Set<string>()

test('the closest come first, then the newest', () => {
  const papers = [
    fitting('older', { arrivedAt: 11 }),
    fitting('newer', { arrivedAt: 12 }),
    fitting('by-ada', { why: [aFollow('author'), aFollow('category')] }),
  ]
  assert.deepEqual(chooseFollowed(papers, { had: none, since: 0 }), [
    {
      id: 'by-ada',
      reason: [
        { kind: 'author', label: 'The author' },
        { kind: 'category', label: 'The category' },
      ],
    },
    { id: 'newer', reason: [{ kind: 'category', label: 'The category' }] },
    { id: 'older', reason: [{ kind: 'category', label: 'The category' }] },
  ])
})

test('what was chosen for the edition is chosen for new papers, too', () => {
  assert.deepEqual(followsOfTaste({ categories: ['cs.CL'], keywords: ['State Space'] }), [
    { kind: 'category', value: 'cs.CL', label: 'cs.CL' },
    { kind: 'keyword', value: 'State Space', label: 'State Space' },
  ])
})

const anyPaper = fc.record({
  id: fc.integer({ min: 0, max: 60 }).map(String),
  arrivedAt: fc.integer({ min: 0, max: 20 }),
  withdrawn: fc.boolean(),
  why: fc.uniqueArray(fc.constantFrom(...followKinds), { minLength: 1 }).map((kinds) => kinds.map(aFollow)),
})

test('whatever fits: never what was had, is older or was withdrawn, each once, and as many as there can be', () => {
  const papers = fc.uniqueArray(anyPaper, { selector: ({ id }) => id, maxLength: 60 })
  const had = fc.uniqueArray(fc.integer({ min: 0, max: 60 }).map(String))
  fc.assert(
    fc.property(papers, had, fc.integer({ min: 0, max: 20 }), (some, known, since) => {
      const chosen = chooseFollowed(some, { had: new Set(known), since }).map(({ id }) => id)
      const allowed = some.filter(
        ({ id, arrivedAt, withdrawn }) => !known.includes(id) && arrivedAt > since && !withdrawn,
      )
      assert.equal(new Set(chosen).size, chosen.length)
      assert.equal(chosen.length, Math.min(allowed.length, MOST_FOLLOWED_PAPERS))
      for (const id of chosen) assert.ok(allowed.some((paper) => paper.id === id))
    }),
  )
})
