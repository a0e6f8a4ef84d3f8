import { parseDoi } from '../../papers/identifiers/doi.ts'
import {
  type Fields,
  fieldsOf,
  lineIn,
  linesIn,
  listIn,
  objectIn,
  rawText,
} from '../../papers/import/fields.ts'

const takenBack = /retract|withdraw|removal/i

/**
 * Whether a work was taken back. Three ways lead there: the notices that update it (`updated-by`), a notice under the
 * work's own DOI (`update-to` itself), and what publishers put before the title. A notice of another's retraction is
 * no retracted work. Throws `Invalid`.
 */
export function isRetracted(work: Fields): boolean {
  const own = parseDoi(rawText(work, 'DOI') ?? '')
  const updatedBy = updatesIn(work, 'updated-by').some(({ type }) => takenBack.test(type))
  const updatesItself = updatesIn(work, 'update-to').some(
    ({ type, doi }) => takenBack.test(type) && doi !== null && doi === own,
  )
  return updatedBy || updatesItself || hasRetraction(work) || isMarked(work)
}

function updatesIn(work: Fields, key: string): { type: string; doi: string | null }[] {
  return listIn(work, key).map((value) => {
    const update = fieldsOf(value, 'An update')
    return { type: lineIn(update, 'type', 60) ?? '', doi: parseDoi(rawText(update, 'DOI') ?? '') }
  })
}

/** `is-retracted-by` and the like among the relations. */
function hasRetraction(work: Fields): boolean {
  const relation = objectIn(work, 'relation') ?? {}
  return Object.keys(relation).some(
    (key) => /^is-.*-by$/.test(key) && takenBack.test(key) && listIn(relation, key).length > 0,
  )
}

const isMarked = (work: Fields): boolean =>
  linesIn(work, 'title', 1_000).some((title) => /^(?:retracted|withdrawn)(?: article)?\s*:/i.test(title))
