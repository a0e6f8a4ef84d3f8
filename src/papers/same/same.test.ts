import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { aMember } from '../../../test/support/members.ts'
import { paperRecord } from '../../../test/support/records.ts'
import { contentOf } from '../../../test/support/store-content.ts'
import { putChosenEntry } from '../../community/curation/entry-queries.ts'
import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/write.ts'
import { NotFound } from '../../errors.ts'
import type { Origin } from '../merging/origins.ts'
import { paperNamed } from '../named-paper.ts'
import { aPaper } from '../paper.fixture.ts'
import type { PaperRecord } from '../paper.ts'
import { paperById } from '../queries.ts'
import { saveRecordsIn } from '../save.ts'
import { mergeSamePapers } from './find-same.ts'
import { mergePapers, undoMerge } from './merge-papers.ts'
import { inOrder, sameReason, surname } from './same-paper.ts'

const title = 'Counting lanterns on a windy evening'
const people = (...names: string[]) => ({
  authors: names.map((name) => ({ name })),
  authorCount: names.length,
})
const preprint = paperRecord({
  ...{ id: '2603.00001', title, abstract: 'A preprint.', published: '2026-03-02' },
  ...people('Ada Example', 'Ben Sample', 'Cleo Muster'),
})
const published = paperRecord({
  ...{ id: 'acl:2026.acl-long.7', title: 'Counting Lanterns on a Windy Evening.', abstract: 'As printed.' },
  ...{ venues: ['A Venue'], doi: '10.18653/v1/2026.acl-long.7', published: '2026-07' },
  ...people('Ada M. Example', 'Ben Sample', 'Cléo Muster'),
})

describe('whether two papers are one', () => {
  const paper = (record: Partial<PaperRecord>) => aPaper(record as never)
  test('the same title and people in two sources', () => {
    assert.equal(sameReason(paper(preprint), paper(published)), 'title')
    assert.equal(sameReason(paper(published), paper(preprint)), 'title')
  })

  test('never two papers of one source', () => {
    assert.equal(sameReason(paper(preprint), paper({ ...preprint, id: '2603.00002' })), null)
  })

  test('not with other people, years apart, or under a title that many have', () => {
    const other = (parts: Partial<PaperRecord>) =>
      sameReason(paper(preprint), paper({ ...published, ...parts }))
    assert.equal(other(people('Someone Else', 'Ben Sample', 'Cleo Muster')), null)
    assert.equal(other(people('Ada Example', 'X One', 'Y Two')), null)
    assert.equal(other({ published: '2016' }), null)
    assert.equal(other({ title: 'Counting lanterns' }), null)
    assert.equal(other({ authors: [], authorCount: 3 }), null)
  })

  test('a DOI that both name, unless title and people say otherwise', () => {
    const doi = '10.1000/J.7'
    const journal = paper({
      id: 'doi:10.1000/j.7',
      title: 'Lanterns, counted',
      ...people('A. Example', 'B. Sample', 'C. Muster'),
    })
    assert.equal(sameReason(paper({ ...preprint, doi }), journal), 'doi')
    const stranger = { ...journal, ...people('Nobody Known') }
    assert.equal(sameReason(paper({ ...preprint, doi }), stranger), null)
  })

  test('surnames compare without accents, initials and suffixes', () => {
    assert.equal(surname('Cléo M. Müster, Jr.'), 'muster')
    assert.equal(surname('Ada Lee-Example'), 'example')
    assert.equal(surname(''), '')
  })

  test('the id that people look for stays', () => {
    assert.deepEqual(inOrder('acl:P18-1001', '2603.00001'), ['2603.00001', 'acl:P18-1001'])
    assert.deepEqual(inOrder('doi:10.1/a', 'openreview:abcd'), ['openreview:abcd', 'doi:10.1/a'])
  })
})

eachDatabase('papers that are one', (open) => {
  const say = (db: Db, origin: Origin, ...records: PaperRecord[]) =>
    inTransaction(db, (tx) => saveRecordsIn(tx, records, origin))
  const now = () => Date.parse('2026-03-04T12:00:00Z')
  const entry = (record: PaperRecord, day: string, recordedVotes: number) =>
    paperRecord({ ...record, entries: [{ day, recordedVotes }], recordedVotes })

  async function twoPapers(): Promise<Db> {
    const db = await open()
    await say(db, 'arxiv', entry(preprint, '2026-03-02', 3))
    await say(db, 'acl', entry(published, '2026-03-02', 8))
    return db
  }

  test('become one page that has what both say, and both ids lead to it', async () => {
    const db = await twoPapers()
    assert.equal(await mergeSamePapers(db, now), 1)
    const paper = await paperById(db, preprint.id)
    assert.deepEqual([paper?.abstract, paper?.venues, paper?.recordedVotes], ['A preprint.', ['A Venue'], 8])
    assert.equal(await paperById(db, published.id), null)
    assert.deepEqual(await paperNamed(db, published.id), { id: preprint.id, known: true })
    assert.deepEqual(await paperNamed(db, '10.18653/v1/2026.acl-long.7'), { id: preprint.id, known: true })
    const entries = await db.selectFrom('edition_entry').selectAll().execute()
    assert.deepEqual(
      entries.map((row) => [row.paper_id, row.recorded_votes]),
      [[preprint.id, 8]],
    )
  })

  test('on a day that listed both, the member who submitted one of them is named', async () => {
    for (const [mine, other] of [
      [preprint, published],
      [published, preprint],
    ] as const) {
      const db = await open()
      await say(db, 'arxiv', preprint)
      await say(db, 'acl', published)
      const ada = await aMember(db, 'ada')
      const day = '2026-03-02'
      await inTransaction(db, (tx) =>
        putChosenEntry(tx, { day, paperId: mine.id, submittedBy: ada.id, enteredAt: now() }),
      )
      for (const id of ['0', '1', '2', '3', '4', '5', '6', '7'].map((digit) => digit.repeat(24))) {
        const entries = [{ day, submittedBy: { id, name: `stranger-${id[0]}` } }]
        await say(db, 'hf-daily', paperRecord({ ...other, entries }))
      }
      await mergeSamePapers(db, now)
      const entries = await db.selectFrom('edition_entry').select(['paper_id', 'submitted_by']).execute()
      assert.deepEqual(entries, [{ paper_id: preprint.id, submitted_by: ada.id }])
    }
  })

  test('what a source says of the other id goes to the page', async () => {
    const db = await twoPapers()
    await mergeSamePapers(db, now)
    await say(db, 'acl', paperRecord({ ...published, awards: ['Best Paper'] }))
    assert.deepEqual((await paperById(db, preprint.id))?.awards, ['Best Paper'])
    assert.equal(await paperById(db, published.id), null)
  })

  test('can be taken apart as they were, and stay apart', async () => {
    const db = await twoPapers()
    const before = await contentOf(db)
    await mergeSamePapers(db, now)
    await undoMerge(db, published.id, now())
    const after = await contentOf(db)
    assert.deepEqual(after.entries, before.entries)
    assert.deepEqual(after.categories, before.categories)
    assert.deepEqual(after.identifiers, before.identifiers)
    const bare = (papers: unknown[] | undefined) =>
      (papers as Record<string, unknown>[]).map((paper) => ({ ...paper, sole_origin: null }))
    assert.deepEqual(bare(after.papers), bare(before.papers))
    await say(db, 'acl', paperRecord({ ...published, awards: ['Best Paper'] }))
    assert.equal(await mergeSamePapers(db, now), 0)
    await assert.rejects(undoMerge(db, published.id, now()), NotFound)
  })

  test('two papers that only files told of are left as they were imported', async () => {
    const db = await open()
    await say(db, 'import', preprint, published)
    assert.equal(await mergeSamePapers(db, now), 0)
    await mergePapers(db, { alias: published.id, into: preprint.id, reason: 'person', by: 'ada', now: now() })
    assert.equal(await paperById(db, published.id), null)
  })

  test('what came onto the page since the merge stays when it is undone', async () => {
    const db = await open()
    await say(db, 'arxiv', preprint)
    await say(db, 'acl', entry(published, '2026-03-02', 8))
    await mergeSamePapers(db, now)
    await say(db, 'hf-daily', entry(preprint, '2026-03-02', 40))
    await undoMerge(db, published.id, now())
    const entries = await db.selectFrom('edition_entry').selectAll().orderBy('paper_id').execute()
    assert.deepEqual(
      entries.map((row) => [row.paper_id, row.recorded_votes]),
      [
        [preprint.id, 40],
        [published.id, 8],
      ],
    )
  })

  test('a chain is taken apart from either end', async () => {
    const forum = paperRecord({ ...published, id: 'openreview:AbCdEfGh', venues: ['A Forum'] })
    for (const first of [forum.id, published.id]) {
      const db = await open()
      await say(db, 'arxiv', entry(preprint, '2026-03-02', 3))
      await say(db, 'acl', published)
      await say(db, 'openreview', entry(forum, '2026-03-02', 5))
      await mergePapers(db, { alias: forum.id, into: published.id, reason: 'title', now: now() })
      await mergePapers(db, { alias: published.id, into: preprint.id, reason: 'title', now: now() })
      assert.deepEqual(await paperNamed(db, forum.id), { id: preprint.id, known: true })
      await undoMerge(db, first, now())
      if (first === published.id)
        assert.deepEqual(await paperNamed(db, forum.id), { id: published.id, known: true })
      await undoMerge(db, first === forum.id ? published.id : forum.id, now())
      assert.deepEqual((await paperById(db, forum.id))?.venues, ['A Forum'])
      assert.deepEqual((await paperById(db, published.id))?.venues, ['A Venue'])
      assert.deepEqual((await paperById(db, preprint.id))?.venues, [])
      const entries = await db.selectFrom('edition_entry').selectAll().orderBy('paper_id').execute()
      assert.ok(
        entries.some((row) => row.paper_id === preprint.id),
        'arXiv’s own entry is there',
      )
      assert.ok(entries.some((row) => row.paper_id === forum.id && row.recorded_votes === 5))
    }
  })

  test('two papers of one source never become one page', async () => {
    const db = await open()
    await say(db, 'arxiv', preprint)
    await say(
      db,
      'acl',
      published,
      paperRecord({ ...published, id: 'acl:2026.acl-long.8', doi: '10.1000/other' }),
    )
    assert.equal(await mergeSamePapers(db, now), 1)
  })

  test('an id that led to an id leads to the last one', async () => {
    const db = await twoPapers()
    await mergeSamePapers(db, now)
    await say(db, 'arxiv', paperRecord({ ...preprint, id: '2603.00009' }))
    await mergePapers(db, { alias: preprint.id, into: '2603.00009', reason: 'person', by: 'ada', now: now() })
    assert.deepEqual(await paperNamed(db, published.id), { id: '2603.00009', known: true })
  })
})
