import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { EditDistance } from './edit-distance.ts'

function distance(a: string, b: string, most: number): number {
  const bytes = Buffer.from(`..${b}..`)
  return new EditDistance(a, most).to(bytes, 2, bytes.length - 2)
}

/** As the definition says, without a band or an early end. */
function plain(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, row) => [row])
  rows[0] = Array.from({ length: b.length + 1 }, (_, column) => column)
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const isExchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      rows[i]?.push(
        Math.min(
          at(i - 1, j) + 1,
          at(i, j - 1) + 1,
          at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
          isExchanged ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
  }
  return at(a.length, b.length)
}

test('slips of one kind each', () => {
  const slips: [string, string, number][] = [
    ['garden', 'garden', 0],
    ['garden', 'graden', 1],
    ['garden', 'gardn', 1],
    ['garden', 'gardens', 1],
    ['garden', 'warden', 1],
    ['garden', 'wardens', 2],
    ['garden', 'kindergarden', 3],
    ['a', '', 1],
    ['', '', 0],
  ]
  for (const [a, b, edits] of slips) assert.equal(distance(a, b, 2), edits, `${a} ${b}`)
})

test('the distance is that of the whole table, up to the largest that matters', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 })
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 4 }), fc.integer({ min: 1, max: 3 }), (a, others, most) => {
      const reused = new EditDistance(a, most)
      for (const b of others) {
        const bytes = Buffer.from(b)
        assert.equal(reused.to(bytes, 0, bytes.length), Math.min(plain(a, b), most + 1))
      }
    }),
    { numRuns: 1000 },
  )
})
