import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { splitAuthors } from './split-authors.ts'

const cases: Record<string, string[]> = {
  '': [],
  'Alexandra Sand': ['Alexandra Sand'],
  'A. Smith, B. Jones and C. Li (Univ. X, Y)': ['A. Smith', 'B. Jones', 'C. Li'],
  'Ada One,\n  Bo Two, and Cy Three': ['Ada One', 'Bo Two', 'Cy Three'],
  'Ada One, Bo Two, & Cy Three, et al.': ['Ada One', 'Bo Two', 'Cy Three'],
  'Ada One \\& Bo Two': ['Ada One', 'Bo Two'],
  'Ada One et al': ['Ada One'],
  'Ada One, Bo Two et al. (Long list: 136 others not shown)': ['Ada One', 'Bo Two'],
  'Ada One and others': ['Ada One'],
  'One, Ada; Two, Bo; and Three, Cy': ['Ada One', 'Bo Two', 'Cy Three'],
  'A. One; B. Two, C. Three': ['A. One', 'B. Two', 'C. Three'],
  'A. One, B. Two; C. Three, D. Four': ['A. One', 'B. Two', 'C. Three', 'D. Four'],
  'Ada One (1), Bo Two (1 and 2), Cy Three (3)((1) Lab, Town; (2) Home and Garden, (3) Sea)': [
    'Ada One',
    'Bo Two',
    'Cy Three',
  ],
  'Ada One (1), Bo Two (2) ((1) Lab, Town, (2) Ho': ['Ada One', 'Bo Two'],
  'Ada One (LAB (UMR 1)), Bo Two (SEA & Shore)': ['Ada One', 'Bo Two'],
  'Ada One (Lab, Bo Two': ['Ada One', 'Bo Two'],
  'Ada One), Bo Two': ['Ada One)', 'Bo Two'],
  'Ada One (Univ. X) Bo Two (Lab)': ['Ada One', 'Bo Two'],
  'Ada (Lovely) One, Li Two (李例)': ['Ada (Lovely) One', 'Li Two (李例)'],
  'Ada One, Jr., Bo Two III and Cy Three, II': ['Ada One Jr.', 'Bo Two III', 'Cy Three II'],
  'QED Collaboration: A. One, et al': ['QED Collaboration', 'A. One'],
  'QED Collaboration, A. One, et al': ['QED Collaboration', 'A. One'],
  'A. One, and B. Two, for the QED and SUSY Collaborations': [
    'A. One',
    'B. Two',
    'QED and SUSY Collaborations',
  ],
  'A. One on behalf of the QED Collaboration': ['A. One', 'QED Collaboration'],
  'Cl\\\'ement One, A. M{\\"u}ller and Fran\\c{c}ois Two': ['Clément One', 'A. Müller', 'François Two'],
  'A.\\,M. One, B.~Two': ['A. M. One', 'B. Two'],
  'Ada M&#252;ller &amp; Bo Two': ['Ada Müller', 'Bo Two'],
  'Andy Sand, Brand Anderson': ['Andy Sand', 'Brand Anderson'],
  'and Ada One': ['Ada One'],
  'Ada One, 2, (3), -, Bo Two': ['Ada One', 'Bo Two'],
}

for (const [text, names] of Object.entries(cases))
  test(`the names in “${text.replace(/\s+/g, ' ')}”`, () => assert.deepEqual(splitAuthors(text), names))

test('no text makes it throw or gives an empty name', () => {
  const marks = fc.constantFrom(
    '(',
    ')',
    ',',
    ';',
    ' and ',
    '&',
    ' ',
    'Ada',
    'et al.',
    'Jr.',
    ':',
    'Team',
    "\\'e",
    '{',
    '}',
  )
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(marks, { maxLength: 40 }).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(texts, (text) => {
      for (const name of splitAuthors(text)) assert.match(name, /\S/)
    }),
  )
})

test('hostile lists cost no more than their length', { timeout: 20_000 }, () => {
  for (const piece of [
    '(',
    ')',
    '((,',
    ' and',
    'a:',
    'team ',
    ' for the',
    'et al ',
    ', ',
    ';',
    'A (',
    '\\',
    '&amp;',
  ])
    splitAuthors(piece.repeat(200_000 / piece.length))
})
