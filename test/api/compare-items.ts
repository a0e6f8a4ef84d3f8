// An item of a recorded list beside ours: every difference, and which of them are meant.

/** One difference: where, what was recorded and what we answer. */
export interface Difference {
  paperId: string
  path: string
  recorded: unknown
  ours: unknown
}

type Json = Record<string, unknown>

export interface Item {
  paper: { id: string }
}

/** Differences of two lists of the same papers, key by key; keys that only we have are additions, not differences. */
export const differencesOfItems = (recorded: readonly Item[], ours: readonly Item[]): Difference[] =>
  recorded.flatMap((one, at) =>
    differencesOf(one, ours[at], '').map((difference) => ({ ...difference, paperId: one.paper.id })),
  )

function differencesOf(recorded: unknown, ours: unknown, path: string): Omit<Difference, 'paperId'>[] {
  if (Array.isArray(recorded) && Array.isArray(ours) && recorded.length === ours.length)
    return recorded.flatMap((one, at) => differencesOf(one, ours[at], `${path}[]`))
  if (isObject(recorded) && isObject(ours))
    return Object.keys(recorded).flatMap((key) => differencesOf(recorded[key], ours[key], `${path}.${key}`))
  return Object.is(recorded, ours) ? [] : [{ path, recorded, ours }]
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
