import assert from 'node:assert/strict'
import { test } from 'node:test'
import { categoriesIn, categoryOfSet, setOfCategory, setsOfCategories } from './arxiv-sets.ts'

const sets: Record<string, string> = {
  'cs.AI': 'cs:cs:AI',
  'stat.ML': 'stat:stat:ML',
  'q-bio.NC': 'q-bio:q-bio:NC',
  'eess.SP': 'eess:eess:SP',
  'physics.bio-ph': 'physics:physics:bio-ph',
  'cond-mat.str-el': 'physics:cond-mat:str-el',
  'astro-ph.CO': 'physics:astro-ph:CO',
  'nlin.CD': 'physics:nlin:CD',
  'astro-ph': 'physics:astro-ph',
  'cond-mat': 'physics:cond-mat',
  'hep-th': 'physics:hep-th',
  'quant-ph': 'physics:quant-ph',
  'gr-qc': 'physics:gr-qc',
  'math-ph': 'physics:math-ph',
  cs: 'cs',
  math: 'math',
  physics: 'physics',
}

for (const [category, set] of Object.entries(sets)) {
  test(`${category} is in the set ${set}`, () => {
    assert.equal(setOfCategory(category), set)
    assert.equal(categoryOfSet(set), set.includes(':') ? category : undefined)
  })
}

test('no set is asked for twice', () => {
  assert.deepEqual(setsOfCategories(['cs.AI', 'cs.CL', 'cs.AI']), ['cs:cs:AI', 'cs:cs:CL'])
  assert.deepEqual(setsOfCategories(['cs.AI', 'cs', 'math.CO']), ['cs', 'math:math:CO'])
  assert.deepEqual(setsOfCategories(['physics', 'hep-th', 'cond-mat.str-el']), ['physics'])
  assert.deepEqual(setsOfCategories(['cs', 'cs.AI', 'csx']), ['cs', 'csx:csx'])
})

test('categories are told from classes of other schemes', () => {
  assert.deepEqual(categoriesIn(['hep-th astro-ph\n  gr-qc', 'hep-th']), ['hep-th', 'astro-ph', 'gr-qc'])
  assert.deepEqual(categoriesIn(['68T50, 03E75', 'I.2.7; cs.AI', 'physics.bio-ph', '<b>', '']), [
    'cs.AI',
    'physics.bio-ph',
  ])
})
