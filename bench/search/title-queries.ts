// Queries as people type them, made from titles: 2 to 6 words that follow each other there, without the words that
// some peers drop and others have to rank by ("of", "the"), so that none is slower only for keeping those.
// Titles of papers that were ever on a list are left out: settings may have been looked at with those.

import { readListedIds } from './listed-ids.ts'
import { readPapers } from './paper-file.ts'

const SEED = 20_260_304

/** `count` lists of words; the same for the same file. */
export async function titleQueries(papersFile: string, count: number): Promise<string[][]> {
  const listed = await readListedIds()
  const titles: string[][] = []
  for await (const { id, title } of readPapers(papersFile)) {
    const words = contentWords(title)
    if (words.length >= 2 && !listed.has(id)) titles.push(words)
  }
  const random = randomNumbers(SEED)
  return Array.from({ length: count }, () => run(titles, random))
}

/** Draws a length first: long queries come from long titles, but are as frequent as short ones. */
function run(titles: string[][], random: () => number): string[] {
  const length = 2 + Math.floor(random() * 5)
  for (;;) {
    const title = titles[Math.floor(random() * titles.length)] ?? []
    if (title.length < Math.min(length, 6)) continue
    const start = Math.floor(random() * (title.length - length + 1))
    return title.slice(start, start + length)
  }
}

/** Each word once. No formulas: peers take them apart in ways of their own. */
function contentWords(title: string): string[] {
  if (/[$\\{}]/.test(title)) return []
  const words = title.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? []
  return [...new Set(words)].filter((word) => !stopWords.has(word))
}

const stopWords = new Set(
  `about above after all also an and are as at be been between both but by can do does for from had has have how if in
   into is it its more most no non not of off on only or other our out over own so some such than that the their them
   then there these they this those through to too under up us using very via was we were what when where which while
   who why will with within without you your`.split(/\s+/),
)

/** mulberry32 by Tommy Ettinger: numbers from 0 to 1 that a seed repeats. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
