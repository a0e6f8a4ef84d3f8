import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyUnits } from '../../../test/support/search-documents.ts'
import {
  compareBytes,
  countOf,
  indexOf,
  rangeOf,
  sortByBytes,
  stringAt,
  stringTable,
} from './string-table.ts'

/** Beginnings in common are what ranges are about. */
const anyString = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', 'b', 'é', '\uffff', '💡', '\u{10ffff}', '\ufeff', '\0'),
    maxLength: 4,
  }),
  anyUnits(6).map((text) => text.toWellFormed()),
)
// Enough for several fences.
const anyStrings = fc.uniqueArray(anyString, { maxLength: 80 })

const byCodePoints = (a: string, b: string): number => {
  const [left, right] = [[...a], [...b]].map((text) => text.map((one) => one.codePointAt(0) ?? 0)) as [
    number[],
    number[],
  ]
  const at = left.findIndex((code, place) => code !== right[place])
  return at < 0 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1)
}

test('strings come out as they went in', () => {
  fc.assert(
    fc.property(fc.array(anyString, { maxLength: 30 }), (strings) => {
      const table = stringTable(strings)
      assert.equal(countOf(table), strings.length)
      assert.deepEqual(
        strings.map((_, at) => stringAt(table, at)),
        strings,
      )
    }),
  )
})

test('the order of bytes is that of code points', () => {
  fc.assert(
    fc.property(anyStrings, (strings) => {
      const sorted = [...strings].sort(byCodePoints)
      assert.deepEqual(sortByBytes([...strings]), sorted)
      assert.deepEqual([...strings].sort(compareBytes), sorted)
    }),
  )
})

test('each string is found, others are not', () => {
  fc.assert(
    fc.property(anyStrings, anyString, (strings, other) => {
      const sorted = sortByBytes([...strings])
      const table = stringTable(sorted)
      for (const text of [...strings, other]) assert.equal(indexOf(table, text), sorted.indexOf(text))
    }),
  )
})

test('a range holds the strings that begin so, and only those', () => {
  fc.assert(
    fc.property(anyStrings, anyString, fc.nat({ max: 3 }), (strings, other, length) => {
      const sorted = sortByBytes([...strings])
      const table = stringTable(sorted)
      for (const text of [...strings, other]) {
        const prefix = [...text].slice(0, length).join('')
        const [from, to] = rangeOf(table, prefix)
        assert.deepEqual(
          sorted.slice(from, to),
          sorted.filter((one) => one.startsWith(prefix)),
        )
      }
    }),
  )
})

test('an empty table and long strings', () => {
  const empty = stringTable([])
  assert.equal(indexOf(empty, 'a'), -1)
  assert.deepEqual(rangeOf(empty, ''), [0, 0])
  const long = ['é'.repeat(10_000), '💡a'.repeat(5_000)]
  const table = stringTable(long)
  assert.deepEqual([stringAt(table, 0), stringAt(table, 1)], long)
})
