// The array that `/api/daily_papers` of the well-known site answers, one file a day.

import { isUtf8 } from 'node:buffer'
import { Invalid } from '../../errors.ts'
import { editionDayAt, parseDay } from '../calendar.ts'
import type { EditionEntry, Link, PaperRecord } from '../paper.ts'
import { type Bytes, wholeOf } from './bytes.ts'
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
  rawText,
} from './fields.ts'
import { authorOf, organizationOf, submitterOf } from './hf-people.ts'
import type { Item } from './item.ts'
import { bareRecord, given, requiredAbstract, requiredId, requiredTitle } from './record-parts.ts'

/** `name` is the file's bare name; its day, if it is one, is the day of all items. */
export async function* readDailyList(name: string, bytes: Bytes): AsyncGenerator<Item[]> {
  const list = parseList(await wholeOf(bytes))
  if (!Array.isArray(list)) return yield [unreadable(name)]
  const day = parseDay(name.replace(/\.json$/i, ''))
  yield list.map((value, place) => ({
    where: `${name} item ${place + 1}`,
    read: () => recordOfDailyItem(value, place, day),
  }))
}

/** Stands for the whole file, so that it is reported and the other files go in. */
const unreadable = (name: string): Item => ({
  where: name,
  read: () => {
    throw new Invalid('The file is no JSON list of papers.')
  },
})

function parseList(content: Buffer): unknown {
  if (!isUtf8(content)) return null
  try {
    return JSON.parse(content.toString('utf8').replace(/^\ufeff/, ''))
  } catch {
    return null
  }
}

/** A record of one item at `place` (0 for the first). `day` is the day of its file, null where that has none. */
export function recordOfDailyItem(value: unknown, place: number, day: string | null): PaperRecord {
  const item = fieldsOf(value, 'The item')
  const paper = objectIn(item, 'paper')
  if (!paper) {
    throw new Invalid(
      'The item has no “paper”. A list in JSON must be a daily list; write other papers one a line.',
    )
  }
  return { ...recordOfHfPaper(paper, item), entries: [entryOf(item, paper, place, day)] }
}

/**
 * A record of what that site tells of a paper, on no list. `item` is what stands around the paper, in lists and in
 * results of its search.
 */
export function recordOfHfPaper(paper: Fields, item: Fields = {}): PaperRecord {
  const id = requiredId(rawText(paper, 'id'))
  const authors = listIn(paper, 'authors')
    .map(authorOf)
    .filter((author) => author.name !== '')
  return {
    ...bareRecord(id),
    title: requiredTitle(titleOf(paper, item)),
    abstract: requiredAbstract(rawText(paper, 'summary') ?? rawText(item, 'summary')),
    authors,
    authorCount: authors.length,
    links: linksOf(paper),
    media: mediaOf(item, paper),
    keywords: linesIn(paper, 'ai_keywords', 200),
    recordedVotes: countIn(paper, 'upvotes') ?? 0,
    recordedComments: countIn(item, 'numComments') ?? 0,
    ...given<PaperRecord>({
      published: dateIn(paper, 'publishedAt'),
      organization: organizationOf(organizationIn(item, paper)),
      aiSummary: lineIn(paper, 'ai_summary', 4_000),
      aiSummaryModel: lineIn(paper, 'ai_summary_model', 200),
      discussionId: hexIdIn(paper, 'discussionId'),
      thumbnail: addressIn(item, 'thumbnail'),
    }),
  }
}

/** Some have lost their formulas in the paper, `LLMtimesMapReduce`, and kept them around it. */
function titleOf(paper: Fields, item: Fields): string | undefined {
  const [inPaper, inItem] = [rawText(paper, 'title'), rawText(item, 'title')]
  const keepsFormulas = inItem?.includes('$') === true && inPaper?.includes('$') === false
  return keepsFormulas ? inItem : (inPaper ?? inItem)
}

/** The lists of the days before 2025-10-03 have it under another name. */
const organizationIn = (item: Fields, paper: Fields): Fields | undefined =>
  objectIn(paper, 'organization') ?? objectIn(item, 'organization') ?? objectIn(item, 'submitterOrganization')

function entryOf(item: Fields, paper: Fields, place: number, day: string | null): EditionEntry {
  const enteredAt = dateIn(paper, 'submittedOnDailyAt')
  return {
    day: day ?? dayWithoutFileName(enteredAt),
    place,
    recordedVotes: countIn(paper, 'upvotes') ?? 0,
    recordedComments: countIn(item, 'numComments') ?? 0,
    ...given<EditionEntry>({
      enteredAt,
      submittedBy: submitterOf(item, paper),
      isAuthorParticipating: flagIn(item, 'isAuthorParticipating'),
    }),
  }
}

/** The site's lists go by the UTC date, and what is submitted at the weekend joins Monday. */
function dayWithoutFileName(enteredAt: string | undefined): string {
  if (enteredAt !== undefined)
    return editionDayAt(Date.parse(enteredAt), { timezone: 'UTC', cutoff: '00:00' })
  throw new Invalid(
    'The item does not say on which day it was listed: name the file after its day, for example 2024-05-27.json.',
  )
}

function linksOf(paper: Fields): Link[] {
  const project = addressIn(paper, 'projectPage')
  const code = addressIn(paper, 'githubRepo')
  const repository = given<Link>({
    stars: countIn(paper, 'githubStars'),
    addedBy: lineIn(paper, 'githubRepoAddedBy', 60),
  })
  return [
    ...(code === undefined ? [] : [{ kind: 'code' as const, url: code, ...repository }]),
    ...(project === undefined ? [] : [{ kind: 'project' as const, url: project }]),
  ]
}

/** The oldest lists have one `mediaUrl`, newer ones a list in one of two places. */
function mediaOf(item: Fields, paper: Fields): string[] {
  const first = addressIn(item, 'mediaUrl')
  const all = [
    ...(first === undefined ? [] : [first]),
    ...addressesIn(item, 'mediaUrls'),
    ...addressesIn(paper, 'mediaUrls'),
  ]
  return [...new Set(all)]
}
