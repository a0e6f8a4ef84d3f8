// Papers of the sources beside arXiv.

import { dayNumber, dayText, msOfDay } from './days.ts'
import type { GeneratedPaper, GeneratedVersion, PaperList, PreprintList } from './generated-paper.ts'
import { type Random, seeded, seedOf } from './seeded.ts'
import { languageOf, namesOf, type PersonName, wholeName } from './words.ts'

const fields = ['neuroscience', 'cell biology', 'bioinformatics', 'animal behavior and cognition']

/** The only venue of OpenReview and the only collection of the Anthology that a server has papers of. */
export const openreviewVenue = 'ICLR.cc/2026/Conference'
export const aclCollection = '2026.acl'

/** An XML file of the Anthology is read whole. */
const mostInCollection = 2000

/** Numbers in DOIs, by which a paper is found. */
export const firstNumber = { biorxiv: 1_000_000, medrxiv: 6_000_000 }

/** In the order of their first versions; all versions lie between the days. */
export function preprints(
  server: 'biorxiv' | 'medrxiv',
  seed: number,
  count: number,
  since: string,
  until: string,
): PreprintList {
  const own = seedOf(seed, server === 'biorxiv' ? 11 : 12)
  const language = languageOf(own)
  const [first, last] = [dayNumber(since), dayNumber(until)]
  const beginning = (index: number) => first + Math.floor((index * (last - first + 1)) / count)
  const versionsOf = (index: number) => laterVersions(seeded(seedOf(own, 6, index)), beginning(index), last)
  return {
    count,
    versions: versionsOf,
    paper: (index) => {
      const random = seeded(seedOf(own, index))
      const begins = beginning(index)
      const versions = versionsOf(index)
      const number = firstNumber[server] + index
      return {
        id: `${server}:10.64898/${dayText(begins).replaceAll('-', '.')}.${number}`,
        title: language.title(random),
        abstract: language.abstract(random),
        authors: namesOf(random).map(withInitials),
        versions,
        categories: [random.pick(fields)],
        withdrawn: false,
        modified: versions.at(-1)?.at.slice(0, 10) ?? since,
        ...(random.chance(0.15) ? { doi: `10.5555/pub.${number}` } : {}),
        ...(random.chance(0.7) ? { licence: licenceOf(random.pick(['by', 'by-nc-nd'])) } : {}),
      }
    },
  }
}

const licenceOf = (terms: string): string => `https://creativecommons.org/licenses/${terms}/4.0/`

function laterVersions(random: Random, begins: number, last: number): GeneratedVersion[] {
  const days = [begins]
  while (days.length < 4 && random.chance(0.25)) {
    const next = (days.at(-1) ?? begins) + 1 + random.below(6)
    if (next > last) break
    days.push(next)
  }
  return days.map((day, at) => ({
    number: at + 1,
    at: new Date(day * msOfDay).toISOString(),
    size: '',
    withdrawn: false,
  }))
}

const withInitials = ({ first, last }: PersonName): string =>
  `${first
    .split(' ')
    .map((part) => `${part.charAt(0)}.`)
    .join(' ')} ${last}`

/** Notes of one venue. */
export function openreviewNotes(seed: number, count: number, since: string): PaperList {
  const own = seedOf(seed, 13)
  const language = languageOf(own)
  const first = dayNumber(since)
  return {
    count,
    paper: (index) => {
      const random = seeded(seedOf(own, index))
      const at = new Date((first + random.below(10)) * msOfDay + random.below(86_400_000)).toISOString()
      return {
        id: `openreview:${forumId(seedOf(own, 5, index), index)}`,
        title: language.title(random),
        abstract: `${language.abstract(random)}\n\n${language.abstract(random)}`,
        authors: namesOf(random).map(wholeName),
        versions: [{ number: 1, at, size: '', withdrawn: false }],
        categories: [],
        withdrawn: false,
        modified: at.slice(0, 10),
        licence: 'CC BY 4.0',
        venue: `ICLR 2026 ${random.pick(['Poster', 'Oral', 'Spotlight'])}`,
        keywords: [`${random.pick(fields)} ${random.below(50)}`, 'generated records'],
      }
    },
  }
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Ten letters whose end is the index, so that no two are the same. */
function forumId(hash: number, index: number): string {
  const begin = Array.from({ length: 5 }, (_, at) => letters[(hash >>> (6 * at)) % letters.length]).join('')
  return `${begin}${index.toString(36).toUpperCase().padStart(5, 'x')}`
}

/** Two volumes, `long` and `short`, in turns. */
export function aclPapers(seed: number, count: number): PaperList {
  const own = seedOf(seed, 14)
  const language = languageOf(own)
  return {
    count: Math.min(count, mostInCollection),
    paper: (index) => {
      const random = seeded(seedOf(own, index))
      const id = `${aclCollection}-${index % 2 ? 'short' : 'long'}.${Math.floor(index / 2) + 1}`
      const code = random.chance(0.2)
        ? `https://github.com/acl-${random.below(99)}/kit-${random.below(999)}`
        : null
      const paper: GeneratedPaper = {
        id: `acl:${id}`,
        title: language.title(random),
        abstract: language.abstract(random),
        authors: namesOf(random).map(wholeName),
        versions: [],
        categories: [],
        withdrawn: random.chance(0.02),
        modified: '2026-07-01',
        doi: `10.18653/v1/${id}`,
        venue: 'The Generated Meeting',
      }
      return {
        ...paper,
        ...(code ? { code } : {}),
        ...(random.chance(0.03) ? { award: 'Best Generated Paper' } : {}),
      }
    },
  }
}
