import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { harvestFrom, harvestTime } from '../../../test/support/harvest.ts'
import { byId, storedPapers, type ToldPaper, toldOf } from '../../../test/support/harvested-papers.ts'
import { dailyList } from '../../../test/support/misbehaving/daily-lists.ts'
import { everyFault } from '../../../test/support/misbehaving/faults.ts'
import { aclCollection, openreviewVenue } from '../../../test/support/misbehaving/generate-others.ts'
import type { ListName } from '../../../test/support/misbehaving/generated-paper.ts'
import { type MisbehavingServer, startMisbehavingServer } from '../../../test/support/misbehaving/start.ts'
import { steppedClock } from '../../clock.ts'
import type { Db } from '../../db/connect.ts'
import { Conflict } from '../../errors.ts'
import { daysOf } from '../../papers/calendar.ts'
import { keepAway } from '../fetching/host-turns.ts'
import { badRecordsOf, runsOf } from './source-runs.ts'
import { releaseLease, stateOf, takeLease } from './source-state.ts'

const days = { since: '2026-01-01', until: '2026-03-04' }
const everything = 'cs+math+physics+stat+q-bio+eess'

eachDatabase('harvesting', (open) => {
  let server: MisbehavingServer

  before(async () => {
    server = await startMisbehavingServer({ seed: 7, records: 300, pageSize: 40, days, stallMs: 1_100 })
  })
  after(() => server.close())

  /** OpenReview and the Anthology know of no versions, and the Anthology of no categories. */
  async function assertHolds(db: Db, list: ListName): Promise<void> {
    const blind = list === 'openreview' || list === 'acl'
    const seen = (papers: ToldPaper[]) =>
      byId(papers.map((paper) => (blind ? { ...paper, versions: 0, categories: [] } : paper)))
    assert.deepEqual(seen(await storedPapers(db)), seen(server.recordsOf(list).map(toldOf)))
  }

  const lists: [string, ListName][] = [
    [`arxiv:${everything}`, 'arxiv'],
    ['biorxiv', 'biorxiv'],
    ['medrxiv', 'medrxiv'],
    [`openreview:${openreviewVenue}`, 'openreview'],
    [`acl:${aclCollection}`, 'acl'],
  ]
  for (const [source, list] of lists) {
    test(`${source}: exactly what is there, and nothing new the second time`, async () => {
      const db = await open()
      server.setFaults({})
      const first = await harvestFrom(server, db, { source, range: days })
      assert.deepEqual([first.state, first.bad, first.error], ['done', 0, undefined])
      await assertHolds(db, list)
      const again = await harvestFrom(server, db, { source, range: days })
      assert.deepEqual([again.state, again.added, again.changed], ['done', 0, 0])
    })

    test(`${source}: the same on a bad day`, async () => {
      const db = await open()
      server.setFaults(everyFault)
      const result = await harvestFrom(server, db, { source, range: days })
      assert.deepEqual([result.state, result.bad], ['done', 0])
      await assertHolds(db, list)
    })
  }

  test('the daily list: each day whole, with its places, votes and submitters', async () => {
    const db = await open()
    server.setFaults(everyFault)
    const result = await harvestFrom(server, db, { source: 'hf-daily', range: days })
    assert.deepEqual([result.state, result.bad], ['done', 0])
    const entries = await db.selectFrom('edition_entry').selectAll().orderBy('day').orderBy('place').execute()
    const expected = daysOf('month', '2026-01')
      .concat(daysOf('month', '2026-02'), daysOf('month', '2026-03').slice(0, 4))
      .flatMap((day) =>
        dailyList(server.world.arxiv, server.world.seed, day).map(({ paper, place, upvotes, comments }) => [
          ...[day, paper.id, place],
          ...[upvotes, comments],
        ]),
      )
    assert.deepEqual(
      entries.map((row) => [row.day, row.paper_id, row.place, row.recorded_votes, row.recorded_comments]),
      expected,
    )
  })

  test('the announcements of a day, with their kinds, once', async () => {
    const db = await open()
    server.setFaults({})
    const harvest = () => harvestFrom(server, db, { source: `arxiv-feed:${everything}` })
    const first = await harvest()
    assert.deepEqual([first.state, first.bad], ['done', 0])
    const kinds = await db
      .selectFrom('announcement')
      .select(['day', 'kind'])
      .distinct()
      .orderBy('kind')
      .execute()
    assert.deepEqual(
      kinds.map(({ day }) => day),
      kinds.map(() => '2026-03-04'),
    )
    assert.equal(first.records, (await db.selectFrom('announcement').selectAll().execute()).length)
    const before = server.requests.length
    const again = await harvest()
    assert.deepEqual([again.state, again.records], ['done', 0])
    assert.equal(server.requests.length, before + 1)
  })

  test('arXiv’s search by days of submission', async () => {
    const db = await open()
    server.setFaults(everyFault)
    const categories = [...new Set(server.records.flatMap((paper) => paper.categories))].join('+')
    const result = await harvestFrom(server, db, { source: `arxiv-api:${categories}`, range: days })
    assert.deepEqual([result.state, result.bad], ['done', 0])
    const submitted = server.records.filter(({ versions }) => (versions[0]?.at ?? '') >= days.since)
    const ids = (await storedPapers(db)).map(({ id }) => id)
    assert.deepEqual(ids, submitted.map(({ id }) => id).sort())
  })

  test('indexes add to papers that are here', async () => {
    const db = await open()
    server.setFaults({})
    await harvestFrom(server, db, { source: 'hf-daily' })
    server.setFaults(everyFault)
    for (const source of ['openalex', 'semantic-scholar', 'crossref', 'github']) {
      const result = await harvestFrom(server, db, { source })
      assert.deepEqual([source, result.state, result.added, result.error], [source, 'done', 0, undefined])
      const again = await harvestFrom(server, db, { source })
      assert.deepEqual([source, again.state, again.pages], [source, 'done', 0])
    }
    const papers = await db.selectFrom('paper').selectAll().execute()
    assert.ok(papers.some(({ citations }) => citations !== null))
    assert.ok(papers.some(({ links }) => links.includes('"stars"')))
  })

  test('goes on where it was, from the day after the last whole one', async () => {
    const db = await open()
    server.setFaults({})
    const source = `arxiv:${everything}`
    const at = (iso: string) => ({ source, clock: steppedClock(iso) })
    await harvestFrom(server, db, {
      ...at('2026-03-03T12:00:00Z'),
      range: { since: '2026-01-01', until: '2026-02-01' },
    })
    assert.equal((await stateOf(db, 'arxiv')).done_through, null, 'a back-fill says nothing of other days')
    await harvestFrom(server, db, at('2026-03-04T12:00:00Z'))
    await harvestFrom(server, db, at(harvestTime))
    const [last, before] = await runsOf(db, 'arxiv', 2)
    assert.deepEqual([before?.since, before?.until], ['2026-03-01', '2026-03-04'])
    assert.ok((last?.since ?? '') > '2026-03-01')
  })

  test('a source that is away is left alone ever longer, and taken up again by itself', async () => {
    const db = await open()
    server.setFaults({})
    const source = `arxiv:${everything}`
    await server.goAway()
    try {
      const clock = steppedClock(harvestTime)
      const first = await harvestFrom(server, db, { source, clock, range: days, patienceMs: 60_000 })
      assert.equal(first.state, 'waiting')
      assert.match(first.error ?? '', /could not be reached: it refuses the connection/)
      const [one, two] = [await stateOf(db, 'arxiv'), clock.now()]
      assert.ok((one.retry_at ?? 0) > two)
      await harvestFrom(server, db, { source, clock, range: days, patienceMs: 60_000 })
      const after = await stateOf(db, 'arxiv')
      assert.equal(after.failures, 2)
      assert.ok((after.retry_at ?? 0) - clock.now() > (one.retry_at ?? 0) - two)
    } finally {
      await server.comeBack()
    }
    const last = await harvestFrom(server, db, { source, range: days })
    assert.equal(last.state, 'done')
    assert.deepEqual(await storedPapers(db), byId(server.records.map(toldOf)))
    assert.deepEqual(
      [(await stateOf(db, 'arxiv')).failures, (await stateOf(db, 'arxiv')).retry_at],
      [0, null],
    )
  })

  test('stopped in the middle it goes on there', async () => {
    const db = await open()
    server.setFaults({})
    const source = `arxiv:${everything}`
    const stop = new AbortController()
    const seen = server.requests.length
    const watching = setInterval(() => server.requests.length > seen + 3 && stop.abort(), 1)
    const stopped = await harvestFrom(server, db, { source, range: days, signal: stop.signal })
    clearInterval(watching)
    assert.equal(stopped.state, 'stopped')
    const some = (await storedPapers(db)).length
    const whole = await harvestFrom(server, await open(), { source, range: days })
    assert.ok(some < server.records.length)
    const rest = await harvestFrom(server, db, { source, range: days })
    assert.ok(rest.records < whole.records, 'what was stored is not asked for again')
    assert.deepEqual(await storedPapers(db), byId(server.records.map(toldOf)))
  })

  test('a host that asked another process for rest is not waited for in its queue', async () => {
    const db = await open()
    server.setFaults({})
    const clock = steppedClock(harvestTime)
    const until = clock.now() + 2 * 3_600_000
    await keepAway(db, 'arxiv', until)
    const source = `arxiv-feed:${everything}`
    const result = await harvestFrom(server, db, { source, clock, patienceMs: 60_000 })
    assert.deepEqual([result.state, result.retryAt, result.pages], ['waiting', until, 0])
    assert.ok(clock.now() < until)
    assert.equal((await stateOf(db, 'arxiv-feed')).failures, 0, 'it did not fail')
  })

  test('what somebody asks for once moves nothing of what the settings ask for', async () => {
    const db = await open()
    server.setFaults({})
    const settings = { SOURCES: 'arxiv:cs' }
    const at = (source: string, iso: string) => ({ source, settings, clock: steppedClock(iso) })
    await harvestFrom(server, db, at('arxiv:cs', '2026-03-02T12:00:00Z'))
    const before = (await stateOf(db, 'arxiv')).done_through
    await harvestFrom(server, db, at('arxiv:math', harvestTime))
    assert.equal((await stateOf(db, 'arxiv')).done_through, before)
    await harvestFrom(server, db, at('arxiv:cs', harvestTime))
    const [last] = await runsOf(db, 'arxiv', 1)
    assert.equal(last?.since, '2026-03-02')
  })

  test('is one process’s alone, until that dies', async () => {
    const db = await open()
    server.setFaults({})
    const harvest = () => harvestFrom(server, db, { source: `acl:${aclCollection}` })
    assert.equal(await takeLease(db, 'acl', 'elsewhere 1 abc'), true)
    await assert.rejects(
      harvest(),
      (error) => error instanceof Conflict && /Another process/.test(error.message),
    )
    await releaseLease(db, 'acl', 'elsewhere 1 abc')
    assert.equal((await harvest()).state, 'done')
  })

  test('what it refuses is said in its words, and never asked twice', async () => {
    const db = await open()
    server.setFaults({})
    const before = server.requests.length
    const result = await harvestFrom(server, db, { source: 'acl:2031.none' })
    assert.equal(result.state, 'failed')
    assert.match(result.error ?? '', /ACL|Anthology/)
    assert.equal(server.requests.length, before + 1)
    assert.deepEqual(await badRecordsOf(db, 'acl', 5), [])
  })
})
