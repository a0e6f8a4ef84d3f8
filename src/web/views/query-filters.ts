// What of a query narrows it: each filter in words, and the query with or without it.

import { printDay } from '../../search/query/periods.ts'
import type { Clause, Filters, Query } from '../../search/query/query.ts'
import type { Trait } from '../../search/search-document.ts'
import { dateOnly } from './date-text.ts'

export interface ActiveFilter {
  label: string
  without: Query
}

const traitNames: Record<Trait, string> = {
  code: 'with code',
  project: 'with a project page',
  data: 'with datasets',
  model: 'with models',
  demo: 'with a demo',
  media: 'with pictures or films',
  listed: 'from the daily lists',
  withdrawn: 'withdrawn',
}

/** In the order in which readers think of them: subject, time, people, what there is. */
export function activeFilters(query: Query): ActiveFilter[] {
  const { categories, after, before, has } = query.filters
  const span = spanText(after, before)
  return [
    ...categories.map((category) => ({
      label: category,
      without: filtered(query, { categories: categories.filter((other) => other !== category) }),
    })),
    ...(span === undefined ? [] : [{ label: span, without: withoutDates(query) }]),
    ...query.required.filter(isAuthor).map((author) => ({
      label: `by ${author.text}`,
      without: { ...query, required: query.required.filter((clause) => clause !== author) },
    })),
    ...has.map((trait) => ({
      label: traitNames[trait],
      without: filtered(query, { has: has.filter((other) => other !== trait) }),
    })),
  ]
}

/** The query without anything that `activeFilters` names. */
export function withoutFilters(query: Query): Query {
  const required = query.required.filter((clause) => !isAuthor(clause))
  return { ...query, required, filters: { categories: [], has: [] } }
}

export function withCategories(query: Query, categories: string[]): Query {
  return filtered(query, { categories })
}

/** Papers of the years from `first` to `last`, open at the side that is absent. */
export function withYears(query: Query, { first, last }: { first?: number; last?: number }): Query {
  const dates = {
    ...(first === undefined ? {} : { after: dayNumber(`${first}-01-01`) }),
    ...(last === undefined ? {} : { before: dayNumber(`${last}-12-31`) }),
  }
  return filtered(withoutDates(query), dates)
}

export function withoutDates(query: Query): Query {
  const { after: _, before: __, ...filters } = query.filters
  return { ...query, filters }
}

/** Names asked for on their own, as the form for filters does; others belong to the query's words. */
export function authorsAsked(query: Query): string[] {
  return query.required.filter(isAuthor).map(({ text }) => text)
}

/** The year, where the dates of a query span exactly one. */
export function yearAsked({ filters: { after, before } }: Query): number | undefined {
  if (after === undefined || before === undefined) return undefined
  const year = Number(isoDay(after).slice(0, 4))
  return after === dayNumber(`${year}-01-01`) && before === dayNumber(`${year}-12-31`) ? year : undefined
}

/** The first date of a span as people write it: a year, a month or a day; empty where it is open. */
export function firstDate(day: number | undefined): string {
  return day === undefined ? '' : printDay(day)
}

/** The last date likewise: `2024` where the span ends with that year. */
export function lastDate(day: number | undefined): string {
  return day === undefined ? '' : isoDay(day).slice(0, printDay(day + 1).length)
}

function spanText(after: number | undefined, before: number | undefined): string | undefined {
  const [first, last] = [firstDate(after), lastDate(before)]
  if (first !== '' && first === last) return first
  if (/^\d{4}$/.test(first) && /^\d{4}$/.test(last)) return `${first}–${last}`
  if (first === '' && last === '') return undefined
  if (last === '') return `since ${dateOnly(first)}`
  return first === '' ? `until ${dateOnly(last)}` : `${dateOnly(first)} to ${dateOnly(last)}`
}

type AuthorClause = Extract<Clause, { kind: 'word' | 'phrase' }>

function isAuthor(clause: Clause): clause is AuthorClause {
  return (clause.kind === 'word' || clause.kind === 'phrase') && clause.field === 'author'
}

function filtered(query: Query, change: Partial<Filters>): Query {
  return { ...query, filters: { ...query.filters, ...change } }
}

const DAY_MS = 86_400_000

const dayNumber = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY_MS

const isoDay = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10)
