// The filters: a value that a reader wrote behind `category:`, `after:`, `has:` …

import type { Trait } from '../search-document.ts'
import { readPeriod } from './periods.ts'
import type { Filters } from './query.ts'

export type FilterName = 'category' | 'after' | 'before' | 'year' | 'has'

/** What one filter adds; or, as a text, why it could not be read. */
export type FilterReading = Partial<Filters> | string

export function readFilter(name: FilterName, value: string): FilterReading {
  if (name === 'category') return readCategories(value)
  if (name === 'has') return readTrait(value)
  return name === 'year' ? readYears(value) : readDate(name, value)
}

/** The narrower of both where they speak of the same. */
export function addFilter(filters: Filters, added: Partial<Filters>): void {
  for (const category of added.categories ?? [])
    if (!filters.categories.includes(category)) filters.categories.push(category)
  for (const trait of added.has ?? []) if (!filters.has.includes(trait)) filters.has.push(trait)
  if (added.after !== undefined) filters.after = Math.max(added.after, filters.after ?? added.after)
  if (added.before !== undefined) filters.before = Math.min(added.before, filters.before ?? added.before)
}

function readCategories(value: string): FilterReading {
  const categories = value
    .split(/[,|]/)
    .map((category) => category.replace(/[.*]+$/, ''))
    .filter((category) => category !== '')
  const areAll =
    categories.length > 0 && categories.every((category) => /^[a-z][\w.-]{0,39}$/i.test(category))
  return areAll ? { categories } : 'A category looks like cs.CL, or cs for all of computer science.'
}

function readDate(name: 'after' | 'before', value: string): FilterReading {
  const period = readPeriod(value)
  if (!period)
    return `The calendar has no such date; write ${name}:2024, ${name}:2024-05 or ${name}:2024-05-03.`
  return name === 'after' ? { after: period.first } : { before: period.first - 1 }
}

/** One year or, as 2019-2023, several. */
function readYears(value: string): FilterReading {
  const [, from = '', to = from] = /^(\d{4})(?:(?:-|–|\.\.)(\d{4}))?$/.exec(value) ?? []
  const first = readPeriod(from)
  const last = readPeriod(to)
  return first && last && to < '3000' && from <= to
    ? { after: first.first, before: last.end - 1 }
    : 'That is no year; write year:2024, or year:2019-2023 for several.'
}

const traitNames = new Map<string, Trait>([
  ['code', 'code'],
  ['github', 'code'],
  ['project', 'project'],
  ['data', 'data'],
  ['dataset', 'data'],
  ['model', 'model'],
  ['demo', 'demo'],
  ['media', 'media'],
  ['video', 'media'],
  ['listed', 'listed'],
  ['withdrawn', 'withdrawn'],
])

function readTrait(value: string): FilterReading {
  const lower = value.toLowerCase()
  const trait = traitNames.get(lower) ?? traitNames.get(lower.replace(/s$/, ''))
  return trait === undefined
    ? 'Papers can be asked for has:code, has:project, has:data, has:model, has:demo, has:media, is:listed and is:withdrawn.'
    : { has: [trait] }
}
