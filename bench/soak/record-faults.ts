import { parsePaperId } from '../../src/papers/identifiers/identifiers.ts'
import type { PaperRecord } from '../../src/papers/paper.ts'
import { longestAbstract, longestName, longestTitle } from '../../src/papers/text/clean-text.ts'

const date = /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d:\d\d\.\d{3}Z)?)?)?$/
/** Control characters, and halves of characters. */
const unclean = /\p{Cc}|\p{Cs}/u

/** What is wrong with a record that a reader let through; undefined where it is as records must be. */
export function faultIn(value: unknown): string | undefined {
  const record = value as PaperRecord
  if (parsePaperId(record.id) !== record.id) return `The id “${record.id.slice(0, 80)}” isn’t canonical.`
  if (record.title.length > longestTitle || record.abstract.length > longestAbstract)
    return 'A title or an abstract is too long.'
  if (record.authors.some(({ name }) => name.trim() === '' || name.length > longestName))
    return 'An author has no name, or a whole page of it.'
  if (record.authorCount < record.authors.length) return 'There are more authors than are counted.'
  for (const day of [record.published, record.updated, ...record.versions.map(({ at }) => at)])
    if (day !== undefined && !date.test(day)) return `“${day}” is no date.`
  return faultOfValue({ ...record, abstract: record.abstract.replaceAll('\n', ' ') }, 'The record')
}

/** Of the texts and numbers within. */
function faultOfValue(value: unknown, where: string): string | undefined {
  if (typeof value === 'string') {
    if (unclean.test(value)) return `${where} holds characters that aren’t any.`
    return value.length > 25_000 ? `${where} is too long.` : undefined
  }
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && value >= 0 ? undefined : `${where} is the number ${value}.`
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const fault = faultOfValue(inner, `${where}, ${Array.isArray(value) ? 'item' : key}`)
    if (fault !== undefined) return fault
  }
  return undefined
}
