// Ways to damage an answer: bytes, cuts, doubles, depth, types, numbers, characters that aren't any.

import type { Random } from './random.ts'

export type Format = 'xml' | 'json'

export interface Damaged {
  text: string
  /** What was done, for messages. */
  how: string
  /** Surely no whole document any more. */
  isCut: boolean
}

type Damage = (text: string, random: Random) => string

/** One cut, or one to three other damages. */
export function damage(sample: string, format: Format, random: Random): Damaged {
  if (random.below(8) === 0)
    return { text: sample.slice(0, random.below(sample.length)), how: 'cut', isCut: true }
  let text = sample
  const how: string[] = []
  for (let left = 1 + random.below(3); left > 0; left--) {
    const [name, act] = random.pick(damages[format])
    text = act(text, random)
    how.push(name)
  }
  return { text, how: how.join(', '), isCut: false }
}

function flipBits(text: string, random: Random): string {
  const bytes = Buffer.from(text)
  for (let left = 1 + random.below(6); left > 0 && bytes.length > 0; left--) {
    const at = random.below(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8))
  }
  return bytes.toString()
}

/** A stretch of up to 60 characters, in most cases. */
function stretch(text: string, random: Random): [from: number, to: number] {
  const from = random.below(text.length + 1)
  return [from, Math.min(text.length, from + random.below(random.below(5) === 0 ? text.length + 1 : 60))]
}

function double(text: string, random: Random): string {
  const [from, to] = stretch(text, random)
  return text.slice(0, to) + text.slice(from, to).repeat(1 + random.below(4)) + text.slice(to)
}

function takeOut(text: string, random: Random): string {
  const [from, to] = stretch(text, random)
  return text.slice(0, from) + text.slice(to)
}

function swap(text: string, random: Random): string {
  const [from, to] = stretch(text, random)
  const [otherFrom, otherTo] = stretch(text.slice(to), random)
  const [first, between, second] = [
    text.slice(from, to),
    text.slice(to, to + otherFrom),
    text.slice(to + otherFrom, to + otherTo),
  ]
  return text.slice(0, from) + second + between + first + text.slice(to + otherTo)
}

const put =
  (what: (random: Random) => string): Damage =>
  (text, random) => {
    const at = random.below(text.length + 1)
    return text.slice(0, at) + what(random) + text.slice(at)
  }

const odd = [
  '\0',
  '\u0007',
  '\u001b',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\ufffe',
  '\ud800',
  '\udc00',
  '\udc00\ud800',
  '\u202e',
]
const putOddCharacters = put((random) => random.pick(odd).repeat(1 + random.below(3)))

const numbers = [
  '1e309',
  '-1',
  '-0',
  '1.5',
  '9'.repeat(400),
  '9007199254740993',
  '0x10',
  '1e-400',
  'NaN',
  '00',
  '٣',
]

function changeNumber(text: string, random: Random): string {
  const found = [...text.matchAll(/\d+/g)]
  if (found.length === 0) return text
  const match = random.pick(found)
  return text.slice(0, match.index) + random.pick(numbers) + text.slice(match.index + match[0].length)
}

const depth = (random: Random) => random.pick([2, 30, 61, 500, 5_000])

const tags = [
  '<a>',
  '</a>',
  '<a',
  '/>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?x ?>',
  '<!DOCTYPE a [',
  '&#0;',
  '&amp;amp;',
  '&b;',
]

/** The content of an element becomes something else. */
function changeElement(text: string, random: Random): string {
  const found = [...text.matchAll(/>([^<>]*)</g)]
  if (found.length === 0) return text
  const match = random.pick(found)
  const contents = [
    '',
    ' ',
    '<b/>',
    'x'.repeat(25_000),
    '<i>'.repeat(40) + '</i>'.repeat(40),
    '&lt;script&gt;',
    random.pick(odd),
  ]
  return `${text.slice(0, match.index + 1)}${random.pick(contents)}${text.slice(match.index + match[0].length - 1)}`
}

function doubleElement(text: string, random: Random): string {
  const found = [...text.matchAll(/<([\w:-]+)[^<>]*>[^<>]*<\/\1>/g)]
  if (found.length === 0) return text
  const match = random.pick(found)
  return text.slice(0, match.index) + match[0].repeat(1 + random.below(50)) + text.slice(match.index)
}

function renameElement(text: string, random: Random): string {
  const names = [...new Set([...text.matchAll(/<([\w:-]+)/g)].map(([, name = '']) => name))]
  if (names.length === 0) return text
  const [from, to] = [random.pick(names), random.pick([...names, 'constructor', '__proto__', 'x'])]
  return text.replaceAll(`<${from}`, `<${to}`).replaceAll(`</${from}`, `</${to}`)
}

const values: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e300,
  2 ** 53,
  '',
  ' ',
  [],
  {},
  [null],
  [[]],
  [{}],
  'x'.repeat(25_000),
  odd.join(''),
  '0000-00-00',
  'https://',
  'javascript:0',
  '9'.repeat(400),
]

/** A value of JSON becomes one of another type, or is wrapped, doubled, taken out or put elsewhere. */
function changeValue(text: string, random: Random): string {
  const whole = parsed(text)
  if (whole === undefined) return text
  const root = { whole }
  const spots = spotsIn(root)
  const { parent, key } = random.pick(spots)
  const other = random.pick(spots)
  const made: (() => unknown)[] = [
    () => random.pick(values),
    () => random.pick(values),
    () => wrapped(parent[key], random.below(80)),
    () => Array.from({ length: 1 + random.below(30) }, () => parent[key]),
    () => structuredClone(other.parent[other.key]),
  ]
  if (random.below(6) === 0 && key !== 'whole') delete parent[key]
  else parent[key] = random.pick(made)()
  return JSON.stringify(root.whole)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function wrapped(value: unknown, levels: number): unknown {
  let whole = value
  for (let level = 0; level < levels; level++) whole = [whole]
  return whole
}

type Parent = Record<string, unknown>

function spotsIn(parent: unknown): { parent: Parent; key: string }[] {
  if (typeof parent !== 'object' || parent === null) return []
  return Object.keys(parent).flatMap((key) => [
    { parent: parent as Parent, key },
    ...spotsIn((parent as Parent)[key]),
  ])
}

const anyText: [string, Damage][] = [
  ['bits', flipBits],
  ['doubled', double],
  ['taken out', takeOut],
  ['swapped', swap],
  ['odd characters', putOddCharacters],
  ['number', changeNumber],
]

const damages: Record<Format, [string, Damage][]> = {
  xml: [
    ...anyText,
    ['markup', put((random) => random.pick(tags))],
    ['depth', put((random) => '<a>'.repeat(depth(random)))],
    ['content', changeElement],
    ['content', changeElement],
    ['elements', doubleElement],
    ['names', renameElement],
  ],
  json: [
    ...anyText,
    ['marks', put((random) => random.pick(['{', '}', '[', ']', ',', ':', '"', '\\', '\\u0000', '\\ud800']))],
    ['depth', put((random) => '['.repeat(depth(random)))],
    ...Array.from({ length: 6 }, (): [string, Damage] => ['value', changeValue]),
  ],
}
