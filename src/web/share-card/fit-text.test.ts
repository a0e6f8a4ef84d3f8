import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { fitText, shorten, wrap } from './fit-text.ts'

/** Every character is half as wide as it is high. */
const width = (text: string, fontSize: number) => [...text].length * fontSize * 0.5
const measure = (text: string) => width(text, 20)
const words = fc.array(
  fc.string({ minLength: 1 }).filter((word) => !word.includes(' ')),
  { maxLength: 30 },
)

describe('a title on a card', () => {
  const box = { width: 200, height: 100, sizes: [40, 20] }

  test('a short one takes the largest size', () => {
    assert.deepEqual(fitText('Short', box, width), { lines: ['Short'], fontSize: 40, lineHeight: 46 })
  })

  test('a longer one shrinks until its lines fit the height', () => {
    const fitted = fitText('one two three four five six', box, width)
    assert.equal(fitted.fontSize, 20)
    assert.equal(fitted.lines.join(' '), 'one two three four five six')
  })

  test('what never fits ends in an ellipsis after a whole word', () => {
    const fitted = fitText('lorem ipsum '.repeat(20).trim(), box, width)
    assert.equal(fitted.lines.length, 4)
    assert.match(fitted.lines.at(-1) ?? '', /^(lorem|ipsum)( (lorem|ipsum))*…$/)
  })

  test('an empty one has no lines', () => assert.deepEqual(fitText('', box, width).lines, []))
})

describe('for any words', () => {
  test('no line is wider than the box, and no character is lost', () => {
    fc.assert(
      fc.property(words, (list) => {
        const lines = wrap(list.join(' '), 60, measure)
        for (const line of lines) assert.ok([...line].length === 1 || measure(line) <= 60, line)
        assert.equal(lines.join('').replaceAll(' ', ''), list.join(''))
      }),
    )
  })

  test('shortened text fits and begins like the whole', () => {
    fc.assert(
      fc.property(words, (list) => {
        const text = list.join(' ')
        const short = shorten(text, 60, measure)
        assert.ok(measure(short) <= 60)
        assert.ok(short === text || text.startsWith(short.replace(/…$/, '')))
      }),
    )
  })
})
