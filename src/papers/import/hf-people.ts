// Whom an item of a daily list names: authors, who submitted it, the organization.

import type { Author, Organization, RecordedPerson } from '../paper.ts'
import { joinSamePerson, personId } from '../recorded-person.ts'
import { cleanName, longestName } from '../text/clean-text.ts'
import { dateIn } from './dates.ts'
import {
  countIn,
  type Fields,
  fieldsOf,
  flagIn,
  hexIdIn,
  lineIn,
  objectIn,
  pictureIn,
  rawText,
} from './fields.ts'
import { given } from './record-parts.ts'

export function authorOf(value: unknown): Author {
  const fields = fieldsOf(value, 'An author')
  const user = objectIn(fields, 'user')
  return {
    name: cleanName((rawText(fields, 'name') ?? '').slice(0, 2 * longestName)),
    ...given<Author>({
      id: hexIdIn(fields, '_id'),
      hidden: flagIn(fields, 'hidden'),
      status: lineIn(fields, 'status', 60),
      statusChangedAt: dateIn(fields, 'statusLastChangedAt'),
      person: user && personOf(user),
    }),
  }
}

/** The same person is written with `user`, with `name`, or both. Undefined where there is no handle. */
function personOf(fields: Fields): RecordedPerson | undefined {
  const name = lineIn(fields, 'user', 100) ?? lineIn(fields, 'name', 100)
  if (name === undefined) return undefined
  return {
    name,
    ...given<RecordedPerson>({
      id: hexIdIn(fields, '_id') ?? hexIdIn(fields, 'id'),
      fullname: lineIn(fields, 'fullname', longestName),
      avatarUrl: pictureIn(fields, 'avatarUrl'),
      type: lineIn(fields, 'type', 60),
      isPro: flagIn(fields, 'isPro'),
      isHf: flagIn(fields, 'isHf'),
      isHfAdmin: flagIn(fields, 'isHfAdmin'),
      isMod: flagIn(fields, 'isMod'),
      followerCount: countIn(fields, 'followerCount'),
    }),
  }
}

/** Both places say who submitted; newer lists say more in the second one. */
export function submitterOf(item: Fields, paper: Fields): RecordedPerson | undefined {
  const [inPaper, inItem] = [objectIn(paper, 'submittedOnDailyBy'), objectIn(item, 'submittedBy')]
  const one = inPaper && personOf(inPaper)
  const other = inItem && personOf(inItem)
  if (one && other && personId(one) === personId(other)) return joinSamePerson(one, other)
  return one ?? other
}

export function organizationOf(fields: Fields | undefined): Organization | undefined {
  const id = fields && hexIdIn(fields, '_id')
  const name = fields && lineIn(fields, 'name', 200)
  if (!fields || id === undefined || name === undefined) return undefined
  return {
    id,
    name,
    ...given<Organization>({
      fullname: lineIn(fields, 'fullname', 300),
      avatar: pictureIn(fields, 'avatar'),
    }),
  }
}
