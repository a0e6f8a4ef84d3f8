// Papers that nobody wrote, as many as are wanted: their words are as unevenly frequent as those of real ones.

import { bareRecord } from '../../src/papers/import/record-parts.ts'
import type { PaperRecord } from '../../src/papers/paper.ts'
import { createRandom, type Random } from './random.ts'

const everyday =
  'the of and a to in we is for that with on are this by an as from our which can be it has show'
const subject = `learning network model data method graph attention language image training neural deep optimal sparse
  random matrix quantum theory galaxy protein policy agent reward kernel gradient self-supervised state-of-the-art
  pre-training GPT-4 théorème Gödel $O(n)$ $\\alpha_{i}$ \\emph{robust} 10,000 C++ 学习 Straße`
const syllables = 'ba do fe gi ko la mu ne po ra si tu ve wo xi yo za qua sto pli'.split(' ')
const CATEGORIES = ['cs.LG', 'cs.CL', 'cs.CV', 'math.CO', 'astro-ph.GA', 'quant-ph', 'stat.ML']
const DAY_MS = 86_400_000
const FIRST_DAY = Date.UTC(2010, 0, 1)

/** Frequent ones first. */
const vocabulary = [
  ...everyday.split(' '),
  ...subject.split(/\s+/),
  ...Array.from({ length: 4_000 }, (_, at) => inventedWord(at)),
]

function inventedWord(number: number): string {
  const random = createRandom(number)
  return Array.from({ length: 2 + random.below(3) }, () => random.pick(syllables)).join('')
}

/** The same `number` and seed give the same paper. */
export function inventedPaper(number: number, seed: number): PaperRecord {
  const random = createRandom(seed * 1_000_003 + number)
  const id = `${String(2001 + (Math.floor(number / 90_000) % 90))}.${String(10_000 + (number % 90_000))}`
  return {
    ...bareRecord(id),
    title: sentence(random, 4 + random.below(9)),
    abstract: Array.from({ length: 4 + random.below(6) }, () => sentence(random, 12 + random.below(12))).join(
      ' ',
    ),
    authors: Array.from({ length: 1 + random.below(5) }, () => ({ name: inventedName(random) })),
    categories: [random.pick(CATEGORIES)],
    published: new Date(FIRST_DAY + random.below(5_800) * DAY_MS).toISOString().slice(0, 10),
  }
}

/** The same paper, changed: a record that the store takes for news. */
export function changedPaper(id: string, round: number): PaperRecord {
  const random = createRandom(round)
  const link = { kind: 'code', url: `https://example.org/code/${round}` } as const
  return { ...bareRecord(id), title: sentence(random, 8), abstract: sentence(random, 60), links: [link] }
}

/** Zipf, roughly: the logarithm of the rank is even. */
const word = (random: Random) => vocabulary[Math.floor(vocabulary.length ** random.next()) - 1] ?? 'the'

function sentence(random: Random, words: number): string {
  const text = Array.from({ length: words }, () => word(random)).join(' ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

const inventedName = (random: Random) =>
  `${capital(inventedWord(random.below(300)))} ${capital(inventedWord(random.below(2_000)))}`

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
