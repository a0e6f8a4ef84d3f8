import type { Tx } from '../db/connect.ts'
import type { PersonTable } from '../db/schema.ts'
import { personForm } from './merging/normalize-record.ts'
import type { PaperRecord, RecordedPerson } from './paper.ts'
import { joinSamePerson, personId } from './recorded-person.ts'
import { fromPersonRow, toPersonRow } from './rows.ts'
import { personsById, putPersons } from './save-queries.ts'

/**
 * Writes everyone whom these records name, submitters and authors. Taken from the records as they came, before
 * merging: whether two of them meet in one batch or in two must make no difference.
 */
export async function savePersons(tx: Tx, records: PaperRecord[]): Promise<void> {
  const named = joinedById(records)
  if (named.size === 0) return
  const stored = await personsById(tx, [...named.keys()])
  const rows = [...named].flatMap(([id, person]) => changedRow(person, stored.get(id)))
  await putPersons(tx, rows)
}

function joinedById(records: PaperRecord[]): Map<string, RecordedPerson> {
  const named = new Map<string, RecordedPerson>()
  for (const record of records) {
    for (const { submittedBy } of record.entries) add(named, submittedBy)
    for (const { person } of record.authors) add(named, person)
  }
  return named
}

function add(named: Map<string, RecordedPerson>, person: RecordedPerson | undefined): void {
  if (!person) return
  const id = personId(person)
  const known = named.get(id)
  named.set(id, known ? joinSamePerson(known, personForm(person)) : personForm(person))
}

/** Members keep what they say of themselves. */
function changedRow(person: RecordedPerson, stored: PersonTable | undefined): PersonTable[] {
  if (!stored) return [toPersonRow(person)]
  if (stored.kind !== 'recorded') return []
  const row = toPersonRow(joinSamePerson(fromPersonRow(stored), person))
  const columns = Object.keys(row) as (keyof PersonTable)[]
  return columns.every((column) => row[column] === stored[column]) ? [] : [row]
}
