// What several tools are asked with.

import * as v from 'valibot'

/** Papers in a part of an answer: with whole abstracts about 50 kB, what a model can well read at once. */
export const PART = 25

const LAST_PAGE = 100_000

/** All arguments of a tool; what isn't one of them is named, not passed over. */
export const argumentsOf = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.strictObject(entries, (issue) =>
    issue.expected === 'never' ? 'there is no such argument' : issue.message,
  )

export const text = (longest: number, description: string) =>
  v.pipe(v.string(), v.maxLength(longest), v.description(description))

export const page = v.optional(
  v.pipe(
    v.number(),
    v.integer(),
    v.minValue(1),
    v.maxValue(LAST_PAGE),
    v.description(
      'Which part of the list, from 1. The answer’s nextPage is the next one; it is absent at the end.',
    ),
  ),
  1,
)

export const brief = v.optional(
  v.pipe(v.boolean(), v.description('Without abstracts: for looking over many papers at once.')),
  false,
)

export const atMost = (most: number, otherwise: number) =>
  v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(most),
      v.description('How many papers at most.'),
    ),
    otherwise,
  )

/** As many characters as the longest id has, and an address around it. */
const LONGEST_ID = 500

export const paperId = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(LONGEST_ID),
  v.description(
    'A paper in any form: 2407.21783, arXiv:2407.21783v2, acl:2024.naacl-long.308, a DOI, the address of its page or PDF.',
  ),
)
