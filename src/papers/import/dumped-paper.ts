// A line of a dump (docs/dumps.md): JSON Lines with more keys, whose texts are clean and whose names and categories are
// taken as they stand.

import { Invalid } from '../../errors.ts'
import { parseDay } from '../calendar.ts'
import { parseDoi } from '../identifiers/doi.ts'
import {
  type EditionEntry,
  type Link,
  linkKinds,
  type Organization,
  type PaperRecord,
  type Version,
} from '../paper.ts'
import { cleanName, longestName } from '../text/clean-text.ts'
import { dateIn } from './dates.ts'
import {
  addressesIn,
  addressIn,
  countIn,
  type Fields,
  fieldsOf,
  flagIn,
  hexIdIn,
  lineIn,
  linesIn,
  listIn,
  objectIn,
  pictureIn,
  rawText,
} from './fields.ts'
import { bareRecord, given, optionalAbstract, ownAddress, requiredId, requiredTitle } from './record-parts.ts'

/** What the key `dump` of a line says: the form of the line. */
export const DUMP_LINE = 1

/** Throws `Invalid`. */
export function recordOfDump(fields: Fields): PaperRecord {
  if (fields.dump !== DUMP_LINE)
    throw new Invalid('The line was dumped by a newer version of Broadsheet: import it with that version.')
  const id = requiredId(rawText(fields, 'id'))
  const authors = listIn(fields, 'authors')
    .map((name) => cleanName(typeof name === 'string' ? name.slice(0, 2 * longestName) : ''))
    .filter((name) => name !== '')
    .map((name) => ({ name }))
  // What isn't said of its date isn't known: the month of the id would be a guess.
  const { published: _, ...bare } = bareRecord(id)
  return {
    ...bare,
    title: requiredTitle(rawText(fields, 'title')),
    abstract: optionalAbstract(rawText(fields, 'abstract')),
    authors,
    authorCount: Math.max(countIn(fields, 'author_count') ?? 0, authors.length),
    versions: objectsIn(fields, 'versions').flatMap(versionOf),
    withdrawn: flagIn(fields, 'withdrawn') ?? false,
    categories: linesIn(fields, 'categories', 2_000),
    venues: linesIn(fields, 'venue', 2_000),
    awards: linesIn(fields, 'awards', 2_000),
    links: objectsIn(fields, 'links').flatMap(linkOf),
    media: addressesIn(fields, 'media'),
    keywords: linesIn(fields, 'keywords', 2_000),
    recordedVotes: countIn(fields, 'upvotes') ?? 0,
    recordedComments: countIn(fields, 'comment_count') ?? 0,
    entries: objectsIn(fields, 'editions').map(entryOf),
    ...optionalParts(fields),
    ...ownAddress(addressIn(fields, 'url'), id),
  }
}

function optionalParts(fields: Fields): Partial<PaperRecord> {
  return given<PaperRecord>({
    published: dateIn(fields, 'date'),
    updated: dateIn(fields, 'updated'),
    doi: parseDoi(rawText(fields, 'doi') ?? '') ?? undefined,
    journalRef: lineIn(fields, 'journal_ref', 4_000),
    comment: lineIn(fields, 'comment', 4_000),
    licence: lineIn(fields, 'licence', 2_000),
    organization: organizationOf(objectIn(fields, 'organization')),
    aiSummary: lineIn(fields, 'ai_summary', 4_000),
    aiSummaryModel: lineIn(fields, 'ai_summary_model', 200),
    discussionId: hexIdIn(fields, 'discussion_id'),
    thumbnail: addressIn(fields, 'thumbnail'),
    citations: countIn(fields, 'citations'),
  })
}

const objectsIn = (fields: Fields, key: string): Fields[] =>
  listIn(fields, key).map((item) => fieldsOf(item, `Each of “${key}”`))

function versionOf(fields: Fields): Version[] {
  const number = countIn(fields, 'number')
  if (number === undefined || number < 1) return []
  const rest = {
    at: dateIn(fields, 'at'),
    size: lineIn(fields, 'size', 200),
    withdrawn: flagIn(fields, 'withdrawn'),
  }
  return [{ number, ...given<Version>(rest) }]
}

/** Kinds and addresses that this version doesn't know are left out. */
function linkOf(fields: Fields): Link[] {
  const [kind, url] = [linkKinds.find((one) => one === fields.kind), addressIn(fields, 'url')]
  if (!kind || url === undefined) return []
  return [{ kind, url, ...given<Link>({ stars: countIn(fields, 'stars') }) }]
}

function organizationOf(fields: Fields | undefined): Organization | undefined {
  const id = fields && hexIdIn(fields, 'id')
  const name = fields && lineIn(fields, 'name', 200)
  if (!fields || id === undefined || name === undefined) return undefined
  const rest = { fullname: lineIn(fields, 'fullname', 300), avatar: pictureIn(fields, 'avatar') }
  return { id, name, ...given<Organization>(rest) }
}

function entryOf(fields: Fields): EditionEntry {
  const day = parseDay(rawText(fields, 'day') ?? '')
  if (day === null) throw new Invalid('Each of “editions” must have a “day” such as 2025-10-29.')
  const { score } = fields
  const byRule = fields.chosen_by === 'rule'
  return {
    day,
    recordedVotes: countIn(fields, 'upvotes') ?? 0,
    recordedComments: countIn(fields, 'comment_count') ?? 0,
    ...given<EditionEntry>({
      place: countIn(fields, 'place'),
      enteredAt: dateIn(fields, 'entered_at'),
      isAuthorParticipating: flagIn(fields, 'author_participates'),
      chosenBy: byRule ? 'rule' : undefined,
      score: byRule && typeof score === 'number' ? score : undefined,
    }),
  }
}
