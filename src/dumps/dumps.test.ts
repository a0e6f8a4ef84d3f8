import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyRecord } from '../../test/support/arbitrary-records.ts'
import { eachDatabase, temporaryFolder } from '../../test/support/database.ts'
import { dumpParts, linesIn, textsIn } from '../../test/support/dumps.ts'
import { importInto } from '../../test/support/imports.ts'
import { aMember } from '../../test/support/members.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import { noon } from '../../test/support/site.ts'
import type { Viewer } from '../accounts/roles.ts'
import { addComment } from '../community/comments/write-comment.ts'
import { castVote } from '../community/votes/vote.ts'
import type { Database } from '../db/connect.ts'
import { recordOfJson } from '../papers/import/jsonl.ts'
import { normalizeRecord } from '../papers/merging/normalize-record.ts'
import type { PaperRecord } from '../papers/paper.ts'
import { toPaperRow } from '../papers/rows.ts'
import { mergePapers } from '../papers/same/merge-papers.ts'
import { paperLine } from './dump-lines.ts'
import { dumpInto } from './make-dump.ts'

const now = Date.parse(noon)

/** One with everything that a paper can have, people included. */
const whole = paperRecord({
  id: '2603.00001',
  title: 'Tables in $O(n^{2})$',
  abstract: 'One paragraph.\n\nAnother one with \\emph{LaTeX} & signs.',
  authors: [
    {
      name: 'Ada Example (Lab of Things)',
      id: 'a'.repeat(24),
      status: 'claimed_verified',
      person: { name: 'ada-handle' },
    },
    { name: 'Hidden Author', hidden: true },
    { name: 'Ben Sample' },
  ],
  authorCount: 5,
  published: '2026-03-02T17:59:59.000Z',
  updated: '2026-03-03',
  versions: [
    { number: 1, at: '2026-03-02T17:59:59.000Z', size: '10kb' },
    { number: 2, withdrawn: true },
  ],
  withdrawn: true,
  categories: ['cancer biology'],
  doi: '10.1000/a',
  journalRef: 'Journal 1 (2026)',
  comment: '12 pages',
  licence: 'http://creativecommons.org/licenses/by/4.0/',
  url: 'https://example.org/paper',
  venues: ['ACL 2026'],
  awards: ['Best paper'],
  links: [{ kind: 'code', url: 'https://github.com/a/b', stars: 7, addedBy: 'link-adder' }],
  media: ['https://example.org/film.mp4'],
  organization: { id: 'b'.repeat(24), name: 'org', fullname: 'An Organization', avatar: '/avatars/o.svg' },
  keywords: ['tables'],
  aiSummary: 'A summary.',
  aiSummaryModel: 'model',
  discussionId: 'c'.repeat(24),
  thumbnail: 'https://example.org/thumb.png',
  citations: 3,
  recordedVotes: 40,
  recordedComments: 2,
  entries: [
    {
      day: '2026-03-03',
      place: 1,
      enteredAt: '2026-03-03T08:00:00.000Z',
      submittedBy: { id: 'd'.repeat(24), name: 'submitter-handle', fullname: 'Sub Mitter' },
      recordedVotes: 12,
      recordedComments: 2,
      isAuthorParticipating: true,
    },
    { day: '2026-03-04', place: 0, recordedVotes: 0, chosenBy: 'rule', score: 1.25 },
    { day: '2026-03-05', place: 0, submittedBy: { name: 'planner-handle' } },
  ],
})

const others = [
  paperRecord({
    id: 'acl:2024.naacl-long.308',
    abstract: '',
    authors: [],
    authorCount: 3,
    published: '2024',
  }),
  paperRecord({
    id: '2603.00002',
    entries: [{ day: '2026-03-03', place: 0, recordedVotes: 12, submittedBy: { name: 'submitter-handle' } }],
  }),
  paperRecord({ id: 'doi:10.1000/x', title: 'The same' }),
]

async function filledStore(open: () => Promise<Database>) {
  const database = await open()
  const { db } = database
  await fill(db, [whole, ...others])
  const viewer = await aMember(db, 'member-handle')
  const member: Viewer = {
    ...{ id: viewer.id, name: viewer.name, role: 'reader', email: 'member@example.org' },
    ...{ emailVerified: true, joinedAt: now - 1e10, vouched: true },
  }
  await castVote(db, { paperId: '2603.00001', viewer: member, now })
  await castVote(db, { paperId: 'acl:2024.naacl-long.308', viewer: member, now: now - 86_400_000 })
  await mergePapers(db, { alias: 'doi:10.1000/x', into: '2603.00002', reason: 'person', by: viewer.id, now })
  return { database, member }
}

async function dumpOf(database: Database) {
  const folder = join(temporaryFolder(), 'dump')
  const manifest = await dumpInto(database, folder, dumpParts(''))
  return { folder, manifest, ...textsIn(folder) }
}

eachDatabase('a dump', (_, openWhole) => {
  test('makes the same papers and editions in another store, and changes nothing in its own', async () => {
    const { database } = await filledStore(openWhole)
    const first = await dumpOf(database)
    const file = join(first.folder, 'papers.jsonl.zst')
    const other = await openWhole()
    const [imported] = (await importInto(other.db, [file])).files
    assert.deepEqual([imported?.added, imported?.bad], [3, 0])
    const second = await dumpOf(other)
    assert.equal(second.papers, first.papers)
    const recorded = ({
      rank: _r,
      member_votes: _v,
      member_comments: _c,
      ...line
    }: Record<string, unknown>) => line
    const byId = (text: string) =>
      linesIn(text)
        .map(recorded)
        .map((line) => JSON.stringify(line))
        .sort()
    assert.deepEqual(byId(second.editions), byId(first.editions))
    await importInto(database.db, [file])
    const again = await dumpOf(database)
    assert.deepEqual(
      [again.papers, again.editions, again.votes, again.aliases],
      [first.papers, first.editions, first.votes, first.aliases],
    )
  })

  test('names nobody but authors', async () => {
    const { database, member } = await filledStore(openWhole)
    await addComment(database.db, { paperId: '2603.00001', viewer: member, text: 'What I said here.', now })
    const { papers, editions, votes, aliases } = await dumpOf(database)
    const all = papers + editions + votes + aliases
    const people = /handle|Hidden Author|Sub Mitter|link-adder|example\.org"?@|What I said|d{24}|a{24}/
    assert.doesNotMatch(all, people)
    assert.doesNotMatch(all, new RegExp(member.id))
    assert.match(papers, /"authors":\["Ada Example \(Lab of Things\)","Ben Sample"\],"author_count":4/)
  })

  test('tells of editions up to today, in their order, and of votes by day', async () => {
    const { database } = await filledStore(openWhole)
    const { papers, editions, votes, aliases, manifest } = await dumpOf(database)
    assert.doesNotMatch(papers + editions + votes, /2026-03-05/)
    assert.deepEqual(
      linesIn(editions).map(({ day, rank, id, recorded_votes, member_votes, chosen_by }) => [
        ...[day, rank, id, recorded_votes, member_votes, chosen_by],
      ]),
      [
        ['2026-03-03', 1, '2603.00001', 12, 1, undefined],
        ['2026-03-03', 2, '2603.00002', 12, 0, undefined],
        ['2026-03-04', 1, '2603.00001', 0, 1, 'rule'],
      ],
    )
    assert.deepEqual(linesIn(votes), [
      { id: '2603.00001', recorded_votes: 40 },
      { id: '2603.00001', day: '2026-03-03', recorded_votes: 12 },
      { id: '2603.00001', day: '2026-03-04', member_votes: 1 },
      { id: '2603.00002', day: '2026-03-03', recorded_votes: 12 },
      { id: 'acl:2024.naacl-long.308', day: '2026-03-03', member_votes: 1 },
    ])
    assert.deepEqual(linesIn(aliases), [{ id: 'doi:10.1000/x', paper: '2603.00002' }])
    assert.deepEqual(
      manifest.files.map(({ lines }) => lines),
      [3, 3, 5, 1],
    )
  })

  test('more papers than one page of them come in the order of their ids', async () => {
    const database = await openWhole()
    const ids = Array.from({ length: 1_203 }, (_, at) => `2602.${String(at + 1).padStart(5, '0')}`)
    await fill(
      database.db,
      ids.map((id) => paperRecord({ id })),
    )
    const { papers } = await dumpOf(database)
    assert.deepEqual(
      linesIn(papers).map(({ id }) => id),
      ids,
    )
  })

  test('has checksums that are true, and replaces an older dump but nothing else', async () => {
    const database = await openWhole()
    const { folder, manifest } = await dumpOf(database)
    const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8')
    for (const { name, sha256, bytes } of manifest.files) {
      const content = readFileSync(join(folder, name))
      assert.equal(createHash('sha256').update(content).digest('hex'), sha256)
      assert.equal(content.length, bytes)
      assert.match(sums, new RegExp(`^${sha256}  ${name}$`, 'm'))
    }
    await fill(database.db, [whole])
    await dumpInto(database, folder, dumpParts(''))
    assert.equal(linesIn(textsIn(folder).papers).length, 1)
    writeFileSync(join(folder, 'diary.txt'), '')
    await assert.rejects(dumpInto(database, folder, dumpParts('')), /holds something else \(diary\.txt\)/)
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    await assert.rejects(dumpInto(database, file, dumpParts('')), /can’t be used as a folder \(ENOTDIR\)/)
  })

  test('that is stopped leaves the older one whole', async () => {
    const database = await openWhole()
    await fill(database.db, [whole])
    const { folder, papers } = await dumpOf(database)
    const stopped = dumpInto(database, folder, dumpParts(''), { signal: AbortSignal.abort() })
    await assert.rejects(stopped, /was stopped\. No part of it was left\./)
    assert.equal(textsIn(folder).papers, papers)
    assert.equal(readdirSync(folder).length, 6)
  })
})

describe('a line of a dump', () => {
  const printed = (record: PaperRecord) => {
    const row = { ...toPaperRow(normalizeRecord(record), 1), member_votes: 0, member_comments: 0 }
    return JSON.stringify(paperLine(row, []))
  }

  test('is read as what it was printed from, whatever is in it', () => {
    fc.assert(
      fc.property(
        anyRecord,
        fc.constantFrom(
          '2603.00001',
          `file:${'a1'.repeat(12)}`,
          'doi:10.1000/x',
          'biorxiv:10.1101/2024.01.01.573001',
        ),
        (record, id) => {
          const title = `A ${record.title}`
          const clean = recordOfJson(JSON.parse(printed({ ...record, id, title, entries: [] })))
          const line = printed(clean)
          assert.equal(printed(recordOfJson(JSON.parse(line))), line)
          assert.equal(clean.id, id)
        },
      ),
    )
  })

  const refused: [string, object, RegExp][] = [
    ['of a newer form', { dump: 2 }, /newer version/],
    ['without a title', { dump: 1, title: '' }, /title is missing/],
    ['with an edition of no day', { dump: 1, editions: [{ day: 'x' }] }, /“editions” must have a “day”/],
    ['with versions that are none', { dump: 1, versions: ['v1'] }, /“versions” must be a JSON object/],
  ]
  for (const [what, facts, why] of refused) {
    test(`${what} is refused`, () =>
      assert.throws(() => recordOfJson({ id: '2603.00001', title: 'A', abstract: '', ...facts }), why))
  }

  test('leaves out links and versions that it doesn’t know', () => {
    const line = {
      dump: 1,
      id: '2603.00001',
      title: 'A',
      links: [
        { kind: 'zine', url: 'https://x.org' },
        { kind: 'code', url: 'ftp://x' },
      ],
      versions: [{ number: 0 }],
    }
    const record = recordOfJson(line)
    assert.deepEqual([record.links, record.versions, record.published], [[], [], undefined])
  })

  test('is known by its number: other files may have a key of that name', () =>
    assert.throws(() => recordOfJson({ id: '2603.00001', title: 'A', dump: 'yes' }), /abstract is missing/))
})

test('a folder that is named by nothing is refused', async () => {
  mkdirSync(join(temporaryFolder(), 'x'))
  await assert.rejects(dumpInto({} as Database, '', dumpParts('')), /has no name/)
})
