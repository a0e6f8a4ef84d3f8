// People named by imported lists. A handle without a recorded id gets an id that follows from the handle, so
// that every import of every list makes the same person.

import { createHash } from 'node:crypto'
import { lowerByHash } from './merging/content-hash.ts'
import { either, joinText, larger } from './merging/record-order.ts'
import type { RecordedPerson } from './paper.ts'

/** What names are compared by: compatibility forms unified, case folded. */
export const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase().normalize('NFKC')

/** 24 hexadecimal digits: as recorded, else derived from the handle. */
export const personId = (person: RecordedPerson): string => person.id ?? derivedPersonId(person.name)

/** Two statements about who submitted. A recorded id beats a derived one, then the lower hash; the same person is joined. */
export function joinPerson(a: RecordedPerson, b: RecordedPerson): RecordedPerson {
  const [one, other] = [personId(a), personId(b)]
  if (one === other) return joinSamePerson(a, b)
  const [oneIsRecorded, otherIsRecorded] = [hasRecordedId(a), hasRecordedId(b)]
  if (oneIsRecorded !== otherIsRecorded) return oneIsRecorded ? a : b
  return lowerByHash(one, other) === one ? a : b
}

/** All that two statements say about one person; the number of followers is the larger one. */
export function joinSamePerson(a: RecordedPerson, b: RecordedPerson): RecordedPerson {
  const joined = {
    id: a.id ?? b.id,
    name: joinText(a.name, b.name),
    fullname: joinText(a.fullname, b.fullname),
    avatarUrl: joinText(a.avatarUrl, b.avatarUrl),
    type: joinText(a.type, b.type),
    isPro: either(a.isPro, b.isPro),
    isHf: either(a.isHf, b.isHf),
    isHfAdmin: either(a.isHfAdmin, b.isHfAdmin),
    isMod: either(a.isMod, b.isMod),
    followerCount: larger(a.followerCount, b.followerCount),
  }
  return Object.fromEntries(
    Object.entries(joined).filter(([, value]) => value !== undefined),
  ) as unknown as RecordedPerson
}

// A stored person of a derived id comes back with that id, so "has an id" is not the question.
const hasRecordedId = ({ id, name }: RecordedPerson): boolean =>
  id !== undefined && id !== derivedPersonId(name)

function derivedPersonId(name: string): string {
  return createHash('sha256')
    .update(`person:${nameKey(name)}`)
    .digest('hex')
    .slice(0, 24)
}
