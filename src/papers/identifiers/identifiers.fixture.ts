// Generates canonical ids of every source for property tests.

import fc from 'fast-check'

const digits = (length: number) =>
  fc.integer({ min: 1, max: 10 ** length - 1 }).map((number) => String(number).padStart(length, '0'))
const month = fc.integer({ min: 1, max: 12 }).map((number) => String(number).padStart(2, '0'))
const year = (min: number, max: number) =>
  fc.integer({ min, max }).map((number) => String(number % 100).padStart(2, '0'))
const letters = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength })

const lower = 'abcdefghijklmnopqrstuvwxyz'
const number = '0123456789'

const doiSuffix = fc
  .tuple(
    letters(`${lower}${number}.-_:();<>/+#?&=%$é中`, 0, 20).filter(
      (text) => !/%[0-9a-f]{2}/.test(text) && !/(?:^|\/)\.{1,2}(?:\/|$)/.test(text) && !/[;,]10\./.test(text),
    ),
    letters(lower + number, 2, 6),
  )
  .map(([middle, end]) => `x${middle}${end}`)
  .filter((text) => !/%[0-9a-f]{2}/.test(text))

export const canonicalIds = fc.oneof(
  fc.tuple(year(2015, 2060), month, digits(5)).map(([y, m, n]) => `${y}${m}.${n}`),
  fc.tuple(year(2008, 2014), month, digits(4)).map(([y, m, n]) => `${y}${m}.${n}`),
  fc
    .tuple(fc.constantFrom('cs', 'math', 'hep-th', 'cond-mat', 'q-bio'), year(1992, 2006), month, digits(3))
    .map(([archive, y, m, n]) => `${archive}/${y}${m}${n}`),
  fc
    .tuple(letters(lower, 2, 8), letters(lower + number, 1, 6), fc.integer({ min: 1, max: 2000 }))
    .map(([venue, volume, n]) => `acl:2024.${venue}-${volume}.${n}`),
  fc
    .tuple(fc.constantFrom('P', 'W', 'L'), year(1990, 2019), digits(4))
    .map(([v, y, n]) => `acl:${v}${y}-${n}`),
  fc
    .tuple(fc.constantFrom('biorxiv', 'medrxiv'), fc.constantFrom('10.1101', '10.64898'), month, digits(6))
    .map(([server, prefix, m, n]) => `${server}:${prefix}/2025.${m}.01.${n}`),
  letters(`${lower}ABCXYZ${number}_-`, 4, 12)
    .filter((text) => /[a-z0-9]/i.test(text))
    .map((text) => `openreview:${text}`),
  fc
    .tuple(fc.integer({ min: 1000, max: 99_999 }), doiSuffix)
    .filter(([registrant]) => ![18653, 3115, 48550].includes(registrant))
    .map(([registrant, suffix]) => `doi:10.${registrant}/${suffix}`),
  letters('0123456789abcdef', 24, 24).map((text) => `file:${text}`),
)
