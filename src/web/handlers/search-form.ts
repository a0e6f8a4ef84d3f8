// Filters come from a form as fields and live in the query's text: one address for one search, and whoever uses the
// form sees how the same is typed.

import type { Mode, Order } from '../../finding/finder.ts'
import { printDay, readPeriod } from '../../search/query/periods.ts'
import { routes } from '../routes.ts'

const filterFields = ['category', 'author', 'from', 'to', 'code', 'listed']

/** The address of the search that the fields of the form describe; null where none of them was sent. */
export function addressOfForm(fields: URLSearchParams): string | null {
  if (!filterFields.some((name) => fields.has(name))) return null
  const q = [
    fields.get('q')?.trim() ?? '',
    ...valuesOf(fields, 'category', /[\s,;]+/).map((category) => `category:${category}`),
    ...valuesOf(fields, 'from', /\s+/).map((date) => `after:${date}`),
    ...valuesOf(fields, 'to', /\s+/).map((date) => `before:${dayBehind(date)}`),
    ...valuesOf(fields, 'author', /\s*;\s*/).map(
      (name) => `author:${/[^\p{L}\p{N}]/u.test(name) ? `"${name}"` : name}`,
    ),
    ...(fields.get('code') ? ['has:code'] : []),
    ...(fields.get('listed') ? ['is:listed'] : []),
  ]
  // Both are checked where they are read again.
  const [sort, mode] = [fields.get('sort') as Order | null, fields.get('mode') as Mode | null]
  return routes.search({ q: q.filter(Boolean).join(' '), sort: sort ?? undefined, mode: mode ?? undefined })
}

/** The form's last day belongs to the span, that of `before:` does not. What is no date is left for the page to explain. */
function dayBehind(date: string): string {
  const period = readPeriod(date)
  return period === null ? date : printDay(period.end)
}

function valuesOf(fields: URLSearchParams, name: string, separator: RegExp): string[] {
  const values = fields.getAll(name).flatMap((value) => value.replaceAll('"', ' ').trim().split(separator))
  return [...new Set(values.map((value) => value.trim()).filter(Boolean))]
}
