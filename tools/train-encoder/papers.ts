// Which papers are learnt from, which are held out, which are left alone.

import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createZstdDecompress } from 'node:zlib'
import { scanWords } from '../../src/search/semantic/word-pieces.ts'

export interface TrainingPaper {
  id: string
  title: string
  abstract: string
  /** Primary category, '' where unknown. */
  category: string
}

export interface Selection {
  read: number
  duplicates: number
  /** ACL Anthology before 2016: CC BY-NC-SA, which a freely licensed model should not rest on. */
  nonCommercial: number
  /** Their title or the start of their abstract stands in a test collection. */
  inTestCollections: number
  tooShort: number
  trained: number
  heldOut: number
}

/** One paper in this many is held out, chosen by its id alone, so every run holds out the same ones. */
export const heldOutOneIn = 16
const fewestWords = 20

export const isHeldOut = (id: string): boolean => hashOf(id) % heldOutOneIn === 0

/** Reads `papers-*.jsonl.zst` of the folder in a fixed order; calls `take` with every paper that is fit to use. */
export async function readPapers(
  dataFolder: string,
  take: (paper: TrainingPaper, heldOut: boolean) => void,
): Promise<Selection> {
  const counts = {
    read: 0,
    duplicates: 0,
    nonCommercial: 0,
    inTestCollections: 0,
    tooShort: 0,
    trained: 0,
    heldOut: 0,
  }
  const isTest = testCollectionTexts(join(dataFolder, 'ir'))
  const ids = new Set<string>()
  const titles = new Set<string>()
  for (const file of readdirSync(dataFolder)
    .filter((name) => /^papers-.*\.jsonl\.zst$/.test(name))
    .sort()
    .reverse()) {
    const lines = createReadStream(join(dataFolder, file)).pipe(createZstdDecompress())
    for await (const line of createInterface({ input: lines })) {
      const record: PaperLine = JSON.parse(line)
      counts.read++
      const reason = reasonAgainst(record, ids, titles, isTest)
      if (reason) {
        counts[reason]++
        continue
      }
      const heldOut = isHeldOut(record.id)
      counts[heldOut ? 'heldOut' : 'trained']++
      const category =
        record.primary_category ??
        record.categories?.[0] ??
        (record.source === 'acl_anthology' ? 'cs.CL' : '')
      take({ id: record.id, title: record.title, abstract: record.abstract, category }, heldOut)
    }
  }
  return counts
}

interface PaperLine {
  id: string
  title: string
  abstract: string
  date?: string
  source?: string
  categories?: string[]
  primary_category?: string
}

function reasonAgainst(
  record: PaperLine,
  ids: Set<string>,
  titles: Set<string>,
  isTest: (title: string, abstractStart: string) => boolean,
): Exclude<keyof Selection, 'read' | 'trained' | 'heldOut'> | null {
  if (record.source === 'acl_anthology' && (record.date ?? '') < '2016') return 'nonCommercial'
  const title = plainWords(record.title)
  if (ids.has(record.id) || titles.has(title)) return 'duplicates'
  ids.add(record.id)
  titles.add(title)
  const abstract = plainWords(record.abstract)
  if (isTest(title, abstract.slice(0, startLength))) return 'inTestCollections'
  return abstract.split(' ').length < fewestWords || title === '' ? 'tooShort' : null
}

const startLength = 80
const shortestTitle = 12

function testCollectionTexts(folder: string): (title: string, abstractStart: string) => boolean {
  const titles = new Set<string>()
  const starts = new Set<string>()
  for (const name of readdirSync(folder)) {
    for (const line of readFileSync(join(folder, name, 'corpus.jsonl'), 'utf8')
      .trim()
      .split('\n')) {
      const { title, text }: { title: string; text: string } = JSON.parse(line)
      titles.add(plainWords(title))
      starts.add(plainWords(text).slice(0, startLength))
    }
  }
  return (title, start) =>
    (title.length >= shortestTitle && titles.has(title)) ||
    (start.length === startLength && starts.has(start))
}

function plainWords(text: string): string {
  const words: string[] = []
  scanWords(text, (word) => words.push(word))
  return words.join(' ')
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  // FNV's low bits are poor on short ids, so they are mixed with the high ones.
  return (hash ^ (hash >>> 15)) >>> 0
}
