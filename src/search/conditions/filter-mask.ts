// Which documents of a segment pass the filters on category, date and what a paper has.

import type { Filters } from '../query/query.ts'
import { traits } from '../search-document.ts'
import { documentsOf, NO_DAY, type SegmentData } from '../segment/segment-data.ts'
import { countOf, stringAt } from '../segment/string-table.ts'

/** Takes documents that don't pass out of a mask. */
export function applyFilters(data: SegmentData, filters: Filters, mask: Uint8Array): void {
  const { categories, after, before, has } = filters
  if (categories.length > 0) keepCategories(data, categories, mask)
  if (after !== undefined || before !== undefined) keepDays(data, after, before, mask)
  if (has.length > 0) {
    const wanted = has.reduce((bits, trait) => bits | (1 << traits.indexOf(trait)), 0)
    data.traits.forEach((bits, document) => {
      if ((bits & wanted) !== wanted) mask[document] = 0
    })
  }
}

export const hasFilters = ({ categories, after, before, has }: Filters): boolean =>
  categories.length > 0 || after !== undefined || before !== undefined || has.length > 0

/** `cs` stands for every category `cs.…`; capitals don't matter. */
function keepCategories(data: SegmentData, wanted: readonly string[], mask: Uint8Array): void {
  const numbers = new Uint8Array(countOf(data.categories))
  const lower = wanted.map((category) => category.toLowerCase())
  for (let number = 0; number < numbers.length; number++) {
    const name = stringAt(data.categories, number).toLowerCase()
    if (lower.some((category) => name === category || name.startsWith(`${category}.`))) numbers[number] = 1
  }
  const { categoryOffsets, categoryNumbers } = data
  for (let document = 0; document < documentsOf(data); document++) {
    const end = categoryOffsets[document + 1] ?? 0
    let at = categoryOffsets[document] ?? 0
    while (at < end && numbers[categoryNumbers[at] ?? 0] === 0) at++
    if (at === end) mask[document] = 0
  }
}

/** A paper without a date passes no filter on dates. */
function keepDays(
  { days }: SegmentData,
  after: number | undefined,
  before: number | undefined,
  mask: Uint8Array,
): void {
  const [first, last] = [after ?? NO_DAY + 1, before ?? Number.POSITIVE_INFINITY]
  for (let document = 0; document < days.length; document++) {
    const day = days[document] ?? NO_DAY
    if (day < first || day > last) mask[document] = 0
  }
}
