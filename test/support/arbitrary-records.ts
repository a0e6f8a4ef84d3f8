// Records of one paper: a plain one to vary, and arbitrary ones for properties.

import fc from 'fast-check'
import type {
  Author,
  EditionEntry,
  Link,
  PaperRecord,
  RecordedPerson,
  Version,
} from '../../src/papers/paper.ts'
import { paperRecord } from './records.ts'

/** Always the same paper, so that two of these are two statements about it. */
export function aRecord(parts: Partial<PaperRecord> = {}): PaperRecord {
  const authorCount = parts.authors?.length ?? 2
  return paperRecord({
    id: '2603.00001',
    published: '2026-03-02',
    categories: ['cs.LG'],
    authorCount,
    ...parts,
  })
}

const hexId = fc.constantFrom('a'.repeat(24), 'b'.repeat(24), '0123456789abcdef01234567')
const word = fc.constantFrom('', 'alpha', 'Beta', 'gamma ray', 'δ')
const someText = fc.oneof(word, fc.string({ maxLength: 8 }))
const count = fc.nat({ max: 50 })
const date = fc.constantFrom(
  '2024',
  '2024-05',
  '2023-11',
  '2024-05-27',
  '2024-05-28',
  '2024-05-27T08:00:00.000Z',
)
const time = fc.constantFrom('2024-05-27T08:00:00.000Z', '2024-05-28T09:30:00.000Z')

const person: fc.Arbitrary<RecordedPerson> = part<RecordedPerson>(
  {
    id: hexId,
    name: fc.constantFrom('ada', 'Ada', 'grace', 'ｇrace'),
    fullname: word,
    type: fc.constantFrom('user', 'org'),
    isPro: fc.boolean(),
    followerCount: count,
  },
  ['name'],
)

const author: fc.Arbitrary<Author> = part<Author>(
  {
    name: fc.constantFrom('Ada Example', 'A. Example', 'Grace Sample'),
    id: hexId,
    hidden: fc.boolean(),
    status: word,
    person,
  },
  ['name'],
)

const version: fc.Arbitrary<Version> = part<Version>(
  { number: fc.integer({ min: 1, max: 12 }), at: time, size: word, withdrawn: fc.boolean() },
  ['number'],
)

const link: fc.Arbitrary<Link> = part<Link>(
  {
    kind: fc.constantFrom('code' as const, 'project' as const),
    url: fc.constantFrom('https://example.org/a', 'https://example.org/b'),
    stars: count,
    addedBy: word,
  },
  ['kind', 'url'],
)

const entry: fc.Arbitrary<EditionEntry> = part<EditionEntry>(
  {
    day: fc.constantFrom('2026-03-02', '2026-03-03', '2026-03-04'),
    place: count,
    enteredAt: time,
    submittedBy: person,
    recordedVotes: count,
    recordedComments: count,
    isAuthorParticipating: fc.boolean(),
  },
  ['day'],
)

const few = <T>(items: fc.Arbitrary<T>) => fc.array(items, { maxLength: 3 })

/** Any record of one paper: small worlds, so that values meet, agree and disagree. */
export const anyRecord: fc.Arbitrary<PaperRecord> = part<PaperRecord>(
  {
    id: fc.constant('2603.00001'),
    title: someText,
    abstract: someText,
    authors: few(author),
    authorCount: count,
    published: date,
    updated: date,
    versions: few(version),
    withdrawn: fc.boolean(),
    categories: few(fc.constantFrom('cs.LG', 'cs.CL', 'math.CO')),
    doi: fc.constantFrom('10.1000/a', '10.1000/b'),
    journalRef: word,
    comment: someText,
    licence: word,
    url: word,
    venues: few(word),
    awards: few(word),
    links: few(link),
    media: few(word),
    organization: part({ id: hexId, name: word, fullname: word, avatar: word }, ['id', 'name']),
    keywords: few(word),
    aiSummary: word,
    aiSummaryModel: word,
    discussionId: hexId,
    thumbnail: word,
    recordedVotes: count,
    recordedComments: count,
    entries: few(entry),
  },
  [
    'id',
    'title',
    'abstract',
    'authors',
    'authorCount',
    'versions',
    'withdrawn',
    'categories',
    'venues',
    'awards',
    'links',
    'media',
    'keywords',
    'recordedVotes',
    'recordedComments',
    'entries',
  ],
)

function part<T extends object>(
  parts: { [Key in keyof Required<T>]?: fc.Arbitrary<Required<T>[Key]> },
  requiredKeys: (keyof T)[],
): fc.Arbitrary<T> {
  return fc.record(parts as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: requiredKeys as string[],
    noNullPrototype: true,
  }) as unknown as fc.Arbitrary<T>
}
