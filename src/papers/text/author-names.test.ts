import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { authorFromBibtex, cleanAuthorName, cleanAuthorNames } from './author-names.ts'

test('a name shows accents and no affiliation', () => {
  assert.equal(cleanAuthorName("Cl\\'ement Example (Univ. X)"), 'Clément Example')
  assert.equal(cleanAuthorName('Ada Example (LAB'), 'Ada Example')
  assert.equal(cleanAuthorName('Ada Example (LAB (UMR_1))'), 'Ada Example')
  assert.equal(cleanAuthorName('Ada Example (1)'), 'Ada Example')
  assert.equal(cleanAuthorName('Ada (Lovely) Example'), 'Ada (Lovely) Example')
  assert.equal(cleanAuthorName('Li Example (李例)'), 'Li Example (李例)')
  assert.equal(cleanAuthorName('Enno Ke{\\ss}ler'), 'Enno Keßler')
  assert.equal(cleanAuthorName('(Anonymous)'), '(Anonymous)')
})

test('an affiliation cut at its commas is put out', () => {
  assert.deepEqual(cleanAuthorNames(['Ada One (Lab', 'Town)', 'Bo Two', ' ', 'Cy Three (XY)']), [
    'Ada One',
    'Bo Two',
    'Cy Three',
  ])
  assert.deepEqual(cleanAuthorNames(['Ada One (Lab', 'Bo Two']), ['Ada One', 'Bo Two'])
})

test("BibTeX's order of names is turned", () => {
  assert.equal(authorFromBibtex('Smith, John'), 'John Smith')
  assert.equal(authorFromBibtex('van der Example, Ada'), 'Ada van der Example')
  assert.equal(authorFromBibtex('Example, Jr., Ada'), 'Ada Example Jr.')
  assert.equal(authorFromBibtex('Ada Example'), 'Ada Example')
  assert.equal(authorFromBibtex('{The Example, Inc. Team}'), 'The Example, Inc. Team')
  assert.equal(authorFromBibtex('{The {Example} Group}'), 'The Example Group')
  assert.equal(authorFromBibtex('{Fran{\\c c}ois and {S}ons, Inc.}'), 'François and Sons, Inc.')
  assert.equal(authorFromBibtex('{Ada} {Example}'), 'Ada Example')
  assert.equal(authorFromBibtex('{\\"O}rsted, {\\AA}sa'), 'Åsa Örsted')
})

test('no list makes it throw or gives an empty name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.equal(typeof authorFromBibtex(text), 'string')
      assert.ok(cleanAuthorNames(text.split(',')).every((name) => name !== ''))
    }),
  )
})
