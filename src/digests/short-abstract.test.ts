import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { shortAbstract } from './short-abstract.ts'

test('a short abstract stays whole; a long one ends with a sentence, or else with a word', () => {
  assert.equal(shortAbstract('One.  Two\nthree.', 40), 'One. Two three.')
  assert.equal(shortAbstract('First it is said. Then it is said at length.', 30), 'First it is said.')
  assert.equal(shortAbstract('It is said at length, without any end to it', 24), 'It is said at length…')
  assert.equal(
    shortAbstract('As shown by Ada et al. in a paper of theirs. And more.', 46),
    'As shown by Ada et al. in a paper of theirs.',
  )
  assert.equal(
    shortAbstract('Known methods, e.g. those of last year, all fail here.', 30),
    'Known methods, e.g. those of…',
  )
})

test('a formula is whole or absent', () => {
  const text = 'We bound it by $O(n \\log n + \\frac{1}{2} k)$ at most, which is new.'
  assert.equal(shortAbstract(text, 30), 'We bound it by…')
  assert.equal(shortAbstract(text, 50), 'We bound it by $O(n \\log n + \\frac{1}{2} k)$ at…')
  assert.equal(shortAbstract(`$${'x_1 + '.repeat(100)}y$`, 50), '')
})

test('it is never longer than asked, never cuts a character, and takes linear time', () => {
  const piece = fc.constantFrom('$', '\\', '{', '}', 'a', ' ', '. ', '\n', '😀', '$x^2$', 'e.g. ', '\\frac')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 200 }), fc.integer({ min: 5, max: 200 }), (pieces, longest) => {
      const short = shortAbstract(pieces.join(''), longest)
      assert.ok(short.length <= longest)
      assert.ok(short.isWellFormed())
    }),
  )
  for (const hostile of ['$', '$a ', 'a', '. ', '\\$']) shortAbstract(hostile.repeat(100_000), 400)
})
