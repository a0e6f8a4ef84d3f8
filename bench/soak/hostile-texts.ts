// Texts made to break what reads queries: of every kind that has broken a search somewhere.

import type { Random } from './random.ts'

export type HostileText = (random: Random, titles: readonly string[]) => string

const HUGE = 100_000

const operators =
  `AND OR NOT and or not - + -- ++ ( ) (( )) " “ ” ' * : , . ; ! ? ~ ^ [ ] { } | & && || < > = / \\ @ # $ % —`.split(
    ' ',
  )
const fields =
  `title: author: abstract: ti: au: abs: category: cat: after: before: year: has: is: date: site: title:title:
  -title: +author: category:-cs TITLE: title:" title:( author:) after:after:`.split(/\s+/)
const values =
  `2024 2024-05 2024-02-31 -1 99999999999999999999 1e9 cs.CL cs cs.* .. code media listed withdrawn everything
  0000 2024-13 ''  "" () * 学 NaN null undefined true __proto__ constructor toString`.split(/\s+/)
const words =
  `the of and a to in we is for learning network deep model attention état straße 学习 GPT-4 C++ pre-training
  self-supervised $\\alpha$ O(n) 10,000 3.14 x² don't`.split(/\s+/)
const bombs = [
  '(a+)+$',
  '((a*)*)*b',
  '(?:a|aa)+$',
  '.*.*.*.*=.*',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  'a{1,65535}{1,65535}',
  '(.+)+\\1+',
  '[[:alpha:]]{999999}',
]
const injections = [
  "'; drop table paper; --",
  '" or 1=1 --',
  '<script>alert(1)</script>',
  '{{7*7}} \u0024{7*7} #{7*7} <%= 7*7 %>',
  '%s%s%s%n %x %00 %c0%80 %ff',
  '../../../../etc/passwd\0.png',
  '{"$gt": ""}',
  'https://arxiv.org/abs/2401.00001v99999999999',
  'doi:10.1000/%%%\\"(){}',
  'arXiv:9999.99999v0 math.GT/0309136',
  '$$\\frac{\\sqrt{\\begin{align}$ \\( \\[ \\"{\\H{o}',
  'title:"\\"',
]
/** What grows when it is folded, joins to what stands before it, or turns the direction of reading. */
const oddities = [
  'ﷺ',
  'İ',
  'ŉ',
  'ẞ',
  'ﬃ',
  '㎨',
  'e\u0301\u0302\u0303',
  '\u0345',
  '\u200d',
  '\u202e',
  '\u2066',
  '\ufeff',
  '\u00ad',
  '\u2028',
  '\ud800',
  '\udc00',
  '👩‍👩‍👧‍👦',
  '🇩🇪',
  '𝔘𝔫𝔦',
  'سلام',
  'שלום',
  'ก็็็็',
  '\0',
  '\u001b[2J',
  '\r\n',
  '\t',
]

export const hostileText: HostileText = (random, titles) => random.pick(kinds)(random, titles)

const kinds: readonly HostileText[] = [
  anyCharacters,
  soupOf(operators, 40),
  soupOf(oddities, 60),
  soupOf([...operators, ...oddities, ...fields, ...values, ...words], 60),
  soupOf([...fields, ...values], 30, ''),
  soupOf([...fields, ...values], 30),
  soupOf([...words, ...operators], 40),
  soupOf(words, 4_000),
  huge,
  nested,
  unbalanced,
  prefixes,
  phrases,
  compounds,
  mutatedTitle,
  mutatedTitle,
  twoTitles,
  (random) => `${random.pick(bombs)} ${'a'.repeat(random.below(300))}!`,
  (random) => `${random.pick(injections)}${random.pick(['', ' ', random.pick(words)])}`,
]

/** Any code points, unassigned ones and halves of pairs too. */
function anyCharacters(random: Random): string {
  const codes = Array.from({ length: 1 + random.below(120) }, () =>
    random.below(random.pick([0x20, 0xff, 0xffff, 0x11_0000])),
  )
  return String.fromCodePoint(...codes)
}

function soupOf(parts: readonly string[], most: number, between = ' '): HostileText {
  return (random) => Array.from({ length: 1 + random.below(most) }, () => random.pick(parts)).join(between)
}

/** One thing over and over. */
function huge(random: Random): string {
  const part = random.pick([
    ...operators,
    ...oddities,
    ...words,
    ...fields,
    'a',
    ' ',
    'a ',
    'a* ',
    '"a" ',
    'OR ',
    '-a ',
  ])
  return part.repeat(HUGE / part.length)
}

function nested(random: Random): string {
  const [deep, open] = [
    random.below(2_000),
    random.pick(['(', '-(', '(a ', '(a OR ', 'title:(', 'NOT (', '((', '"(']),
  ]
  return `${open.repeat(deep)}${random.pick(words)}${')'.repeat(random.pick([deep, 0, deep + 1]))}`
}

function unbalanced(random: Random, titles: readonly string[]): string {
  const parts = random.pick(titles).split(' ')
  const signs = ['"', '(', ')', '“', '-', '+', '-"', 'title:', '*']
  return parts.map((part) => (random.below(3) === 0 ? random.pick(signs) + part : part)).join(' ')
}

/** Beginnings that many words have. */
function prefixes(random: Random): string {
  const letter = () => String.fromCharCode(97 + random.below(26))
  const sign = random.pick(['', '-', 'title:', 'author:', '+'])
  return Array.from({ length: 1 + random.below(80) }, () => `${sign}${letter()}*`).join(
    random.pick([' ', ' OR ']),
  )
}

/** Phrases of words that stand in nearly every text. */
function phrases(random: Random): string {
  const common = ['the', 'of', 'and', 'a', 'to', 'in', 'we', 'is', 'for']
  const phrase = () => Array.from({ length: 2 + random.below(8) }, () => random.pick(common)).join(' ')
  const sign = random.pick(['', '-', 'title:', 'abstract:'])
  return Array.from({ length: 1 + random.below(30) }, () => `${sign}"${phrase()}"`).join(
    random.pick([' ', ' OR ']),
  )
}

function compounds(random: Random): string {
  const [part, sign] = [random.pick(words), random.pick(['-', '_', '.', ',', '/', "'", '+', '\\', '^', ':'])]
  return Array.from({ length: 2 + random.below(3_000) }, () => part).join(sign)
}

function mutatedTitle(random: Random, titles: readonly string[]): string {
  let text = random.pick(titles)
  for (let left = 1 + random.below(6); left > 0; left--) {
    const at = random.below(text.length + 1)
    const [before, behind] = [text.slice(0, at), text.slice(at)]
    text = random.pick([
      before + behind.slice(1),
      before + random.pick([...oddities, ...operators, 'e', 'x']) + behind,
      before + behind.charAt(1) + behind.charAt(0) + behind.slice(2),
      before,
      text.toUpperCase(),
      `${before} ${behind}`,
    ])
  }
  return text
}

function twoTitles(random: Random, titles: readonly string[]): string {
  const between = random.pick([' ', ' OR ', ' AND ', ' -', ' title:', '\n'])
  return random.pick(titles) + between + random.pick(titles)
}
