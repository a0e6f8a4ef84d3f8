// arXiv’s papers: ids by month, several versions, withdrawals, cross-lists, old forms of ids.

import { dayNumber, dayText, msOfDay } from './days.ts'
import type { GeneratedPaper, GeneratedVersion, PaperList } from './generated-paper.ts'
import { type Random, seeded, seedOf } from './seeded.ts'
import { languageOf, namesOf, wholeName } from './words.ts'

/** In the order of the days of last change. */
export interface ArxivPapers extends PaperList {
  /** Index of an id without version; -1 for an unknown one. */
  find(id: string): number
  categories(index: number): string[]
  /** Number of the day of last change. */
  modifiedDay(index: number): number
  /** Milliseconds UTC of version 1. */
  createdAt(index: number): number
}

const mainCategories = ['cs.AI', 'cs.CL', 'cs.CV', 'cs.LG']
const otherCategories = ['stat.ML', 'math.CO', 'quant-ph', 'cond-mat.str-el', 'eess.AS', 'q-bio.GN', 'cs.RO']

/** @throws where a month would need more ids than it has. */
export function arxivPapers(seed: number, count: number, since: string, until: string): ArxivPapers {
  const first = dayNumber(since)
  const days = dayNumber(until) - first + 1
  const modifiedDay = (index: number) => first + Math.floor((index * days) / count)
  const created = Float64Array.from({ length: count }, (_, index) =>
    beginning(seed, index, modifiedDay(index)),
  )
  const { numbers, byMonth } = numbersInMonth(created)
  const language = languageOf(seed)
  const idOf = (index: number) => arxivId(created[index] ?? 0, numbers[index] ?? 0)
  return {
    count,
    modifiedDay,
    createdAt: (index) => created[index] ?? 0,
    categories: (index) => categoriesOf(seed, index),
    find: (id) => {
      const [, month = '', number = ''] = /^(?:cs\/)?(\d{4})\.?(\d{3,5})$/.exec(id) ?? []
      const index = byMonth.get(month)?.[Number(number) - 1] ?? -1
      return index >= 0 && idOf(index) === id ? index : -1
    },
    paper: (index) => {
      const random = seeded(seedOf(seed, 3, index))
      const day = modifiedDay(index)
      const versions = versionsOf(random, created[index] ?? 0, day)
      return {
        id: idOf(index),
        title: language.title(random),
        authors: namesOf(random).map(wholeName),
        versions,
        categories: categoriesOf(seed, index),
        withdrawn: versions.at(-1)?.withdrawn ?? false,
        modified: dayText(day),
        ...facts(random, idOf(index), language.abstract(random)),
      }
    },
  }
}

/** Some were there long before their last change: from the times of other forms of ids, even. */
function beginning(seed: number, index: number, day: number): number {
  const random = seeded(seedOf(seed, 1, index))
  const kind = random.next()
  const time = random.below(86_400) * 1000
  if (kind < 0.7) return (day - 1) * msOfDay + time
  if (kind < 0.985) return (day - 3 - random.below(300)) * msOfDay + time
  if (kind < 0.995) return Date.UTC(2008 + random.below(7), random.below(12), 1 + random.below(28)) + time
  return Date.UTC(1995 + random.below(12), random.below(12), 1 + random.below(28)) + time
}

/** `2603`: as ids begin. */
const monthOf = (ms: number): string => new Date(ms).toISOString().slice(2, 7).replace('-', '')

function numbersInMonth(created: Float64Array) {
  const byMonth = new Map<string, number[]>()
  const numbers = new Uint32Array(created.length)
  for (let index = 0; index < created.length; index++) {
    const month = monthOf(created[index] ?? 0)
    const papers = byMonth.get(month) ?? []
    byMonth.set(month, papers)
    numbers[index] = papers.push(index)
    if (papers.length > mostInMonth(created[index] ?? 0))
      throw new Error(`${month} has no more ids: give more days or fewer records.`)
  }
  return { numbers, byMonth }
}

const mostInMonth = (ms: number): number => 10 ** digitsOf(ms) - 1

function digitsOf(ms: number): number {
  if (ms < Date.UTC(2007, 3, 1)) return 3
  return ms < Date.UTC(2015, 0, 1) ? 4 : 5
}

function arxivId(ms: number, number: number): string {
  const digits = digitsOf(ms)
  const padded = String(number).padStart(digits, '0')
  return digits === 3 ? `cs/${monthOf(ms)}${padded}` : `${monthOf(ms)}.${padded}`
}

function categoriesOf(seed: number, index: number): string[] {
  const random = seeded(seedOf(seed, 2, index))
  const all = [random.chance(0.85) ? random.pick(mainCategories) : random.pick(otherCategories)]
  if (random.chance(0.4)) all.push(random.pick(mainCategories))
  if (random.chance(0.2)) all.push(random.pick(otherCategories))
  return [...new Set(all)]
}

/** The last one came the day before the day of last change. */
function versionsOf(random: Random, created: number, day: number): GeneratedVersion[] {
  const last = Math.max(created, (day - 1) * msOfDay + random.below(86_400) * 1000)
  const count = last - created < 2 * msOfDay ? 1 : 2 + random.below(4)
  const withdrawn = random.chance(0.03)
  return Array.from({ length: count }, (_, at) => {
    const ms =
      count === 1 ? created : created + Math.floor(((last - created) * at) / (count - 1) / 1000) * 1000
    const gone = withdrawn && at === count - 1
    const size = `${gone ? 0 : 20 + random.below(9000)}kb`
    return { number: at + 1, at: new Date(ms).toISOString(), size, withdrawn: gone }
  })
}

type Facts = Pick<GeneratedPaper, 'abstract' | 'doi' | 'journalRef' | 'comment' | 'licence' | 'code'>

function facts(random: Random, id: string, abstract: string): Facts {
  const code = random.chance(0.2)
    ? `https://github.com/lab-${random.below(500)}/tool-${random.below(9000)}`
    : null
  const inAbstract = random.chance(0.5)
  const pages = `${4 + random.below(40)} pages, ${random.below(12)} figures`
  const hasComment = random.chance(0.6) || (code !== null && !inAbstract)
  const journal = random.chance(0.15)
  return {
    abstract: code && inAbstract ? `${abstract} Code is at ${code}.` : abstract,
    licence: `http://creativecommons.org/licenses/${random.pick(['by', 'by-sa', 'by-nc-sa'])}/4.0/`,
    ...(hasComment ? { comment: code && !inAbstract ? `${pages}. Code: ${code}` : pages } : {}),
    ...(code ? { code } : {}),
    ...(journal
      ? { journalRef: `J. Gen. Rec. ${random.below(90)} (2026) ${random.below(900)}`, doi: journalDoi(id) }
      : {}),
  }
}

/** Holds the id, so that whoever is asked about the DOI finds the paper. */
const journalDoi = (id: string): string => `10.5555/jgr.${id.replace('/', '_')}`

/** The arXiv id behind a DOI of a journal or of arXiv itself. */
export function arxivIdOfDoi(doi: string): string | null {
  const [, kind, id] = /^10\.(?:5555\/jgr\.|48550\/(arxiv\.))(.+)$/i.exec(doi) ?? []
  return id === undefined ? null : kind === undefined ? id.replace('_', '/') : id
}
