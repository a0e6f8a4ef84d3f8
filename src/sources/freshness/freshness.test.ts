import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { announced, beingHarvested, harvested, sourceIs } from '../../../test/support/source-history.ts'
import type { Db } from '../../db/connect.ts'
import { parseSources, type SourceSpec } from '../../source-spec.ts'
import { setPaused } from '../harvest/source-state.ts'
import { categoryCountsOf } from './category-counts.ts'
import { freshnessOf } from './freshness.ts'

const noon = '2026-03-04T12:00:00Z'
const settingsOf = (text: string) => ({ SOURCES: parseSources(text) as SourceSpec[] })

async function only(db: Db, source: string, now = noon) {
  const [told] = await freshnessOf(db, settingsOf(source), Date.parse(now))
  assert.ok(told)
  return told
}

eachDatabase('how fresh sources are', (open) => {
  test('arXiv brings its feed with it; what was never asked is not late', async () => {
    const told = await freshnessOf(await open(), settingsOf('arxiv:cs.CL,hf-daily'), Date.parse(noon))
    assert.deepEqual(
      told.map(({ source, state, late }) => [source, state, late]),
      [
        ['arxiv-feed', 'never', undefined],
        ['arxiv', 'never', undefined],
        ['hf-daily', 'never', undefined],
      ],
    )
    assert.deepEqual(
      told.map(({ nextAnnouncement: at }) => at && new Date(at).toISOString()),
      ['2026-03-05T01:00:00.000Z', '2026-03-05T01:00:00.000Z', undefined],
    )
    assert.deepEqual(await freshnessOf(await open(), settingsOf(''), Date.parse(noon)), [])
  })

  test('what succeeded is fresh, and says how far it came', async () => {
    const db = await open()
    await harvested(db, { source: 'biorxiv', at: '2026-03-04T10:33:00Z', records: 90, added: 80, bad: 1 })
    await sourceIs(db, 'biorxiv', { newest: '2026-03-04', doneThrough: '2026-03-03' })
    const told = await only(db, 'biorxiv')
    assert.equal(told.state, 'fresh')
    assert.equal(told.lastSuccess, Date.parse('2026-03-04T10:37:00Z'))
    assert.deepEqual([told.newestPaper, told.doneThrough], ['2026-03-04', '2026-03-03'])
    assert.equal(told.nextRun, Date.parse('2026-03-04T16:33:00Z'))
    assert.deepEqual([told.lastRun?.records, told.lastRun?.bad], [90, 1])
  })

  test('what can’t be asked waits or rests, and says why', async () => {
    const db = await open()
    await harvested(db, { source: 'biorxiv', at: '2026-03-04T10:33:00Z' })
    await harvested(db, {
      source: 'biorxiv',
      at: '2026-03-04T11:33:00Z',
      state: 'waiting',
      error: 'Come back.',
    })
    await sourceIs(db, 'biorxiv', { retryAt: '2026-03-04T17:00:00Z', failures: 1 })
    const waiting = await only(db, 'biorxiv')
    assert.deepEqual([waiting.state, waiting.lastError], ['waiting', 'Come back.'])
    assert.equal(waiting.until, Date.parse('2026-03-04T17:00:00Z'))
    assert.equal(waiting.nextRun, Date.parse('2026-03-04T22:33:00Z'))
    await harvested(db, { source: 'biorxiv', at: '2026-03-04T11:40:00Z', state: 'failed', error: 'No.' })
    assert.equal((await only(db, 'biorxiv')).state, 'resting')
    assert.equal((await only(db, 'biorxiv', '2026-03-04T17:01:00Z')).state, 'fresh')
    assert.equal((await only(db, 'biorxiv', '2026-03-06T12:00:00Z')).state, 'late')
  })

  test('what is being harvested is not late the first time; what is paused never is', async () => {
    const db = await open()
    await harvested(db, { source: 'acl', at: '2026-01-01T00:00:00Z', state: 'failed', error: 'No.' })
    assert.equal((await only(db, 'acl:2025.acl')).state, 'late')
    await setPaused(db, 'acl', true)
    const paused = await only(db, 'acl:2025.acl')
    assert.deepEqual([paused.state, paused.late, paused.nextRun], ['paused', undefined, undefined])
    await setPaused(db, 'acl', false)
    await beingHarvested(db, 'acl', noon)
    const running = await only(db, 'acl:2025.acl')
    assert.deepEqual(
      [running.state, running.late, running.lastRun?.state],
      ['harvesting', undefined, 'running'],
    )
  })

  test('a run whose process died stands as stopped', async () => {
    const db = await open()
    await harvested(db, { source: 'acl', at: '2026-03-04T11:00:00Z', state: 'running' })
    assert.equal((await only(db, 'acl:2025.acl')).lastRun?.state, 'stopped')
  })

  test('a back-fill of old days is no success of today', async () => {
    const db = await open()
    await harvested(db, { source: 'biorxiv', at: '2026-03-01T10:33:00Z' })
    const range = { since: '2020-01-01', until: '2020-02-01' }
    await harvested(db, { source: 'biorxiv', at: '2026-03-04T11:00:00Z', range })
    const told = await only(db, 'biorxiv')
    assert.equal(told.lastSuccess, Date.parse('2026-03-01T10:37:00Z'))
    assert.equal(told.state, 'late')
  })

  test('the feed is late until the list of the day has come', async () => {
    const db = await open()
    await harvested(db, { source: 'arxiv-feed', at: '2026-03-03T06:00:00Z' })
    assert.equal((await only(db, 'arxiv-feed:cs.CL')).state, 'late')
    await fill(db, [paperRecord({ id: '2603.00001', categories: ['cs.CL'] })])
    await announced(db, '2026-03-04', ['2603.00001'])
    assert.equal((await only(db, 'arxiv-feed:cs.CL')).state, 'fresh')
  })

  test('the daily list is late while that of yesterday is missing', async () => {
    const db = await open()
    await harvested(db, { source: 'hf-daily', at: '2026-03-04T11:47:00Z' })
    assert.match((await only(db, 'hf-daily')).late?.sentence ?? '', /of Tuesday 3 March hasn’t come/)
    await fill(db, [paperRecord({ id: '2603.00001', entries: [{ day: '2026-03-03' }] })])
    assert.equal((await only(db, 'hf-daily')).late, undefined)
  })
})

eachDatabase('papers of each category against the usual', (open) => {
  /** Announces that many papers of a category on a day. */
  async function list(db: Db, day: string, category: string, count: number, kind = 'new') {
    const ids = Array.from({ length: count }, () => `2601.${String(++made).padStart(5, '0')}`)
    await fill(
      db,
      ids.map((id) => paperRecord({ id, categories: [category] })),
    )
    if (ids.length > 0) await announced(db, day, ids, kind)
  }
  let made = 0

  test('needs lists, and two of the same weekday', async () => {
    const db = await open()
    const counts = (text: string) => categoryCountsOf(db, settingsOf(text))
    assert.equal(await counts('arxiv:cs.CL'), undefined)
    await list(db, '2026-03-04', 'cs.CL', 2)
    await list(db, '2026-02-25', 'cs.CL', 9)
    await list(db, '2026-02-24', 'cs.CL', 9)
    assert.equal(await counts('hf-daily'), undefined)
    assert.deepEqual(await counts('arxiv:cs.CL'), {
      day: '2026-03-04',
      comparedWith: 1,
      categories: [{ category: 'cs.CL', papers: 2, isUnusual: false }],
    })
  })

  test('is the median of six weeks, and less than half of it is unusual', async () => {
    const db = await open()
    const weeks = ['2026-02-25', '2026-02-18', '2026-02-11', '2026-02-04', '2026-01-28', '2026-01-21']
    for (const [index, day] of weeks.entries()) {
      await list(db, day, 'cs.CL', index === 0 ? 30 : 7)
      await list(db, day, 'cs.AI', 4)
    }
    await list(db, '2026-01-14', 'cs.CL', 40)
    await list(db, '2026-03-04', 'cs.CL', 2)
    await list(db, '2026-03-04', 'cs.CL', 1, 'cross')
    await list(db, '2026-03-04', 'cs.CL', 9, 'replace')
    await list(db, '2026-03-04', 'cs.AI', 2)
    const told = await categoryCountsOf(db, settingsOf('arxiv:cs.CL+cs.AI+cs+hep-th'))
    assert.deepEqual(told?.categories, [
      { category: 'cs.CL', papers: 3, usual: 7, isUnusual: true },
      { category: 'cs.AI', papers: 2, usual: 4, isUnusual: false },
      { category: 'cs', papers: 5, usual: 11, isUnusual: true },
      { category: 'hep-th', papers: 0, usual: 0, isUnusual: false },
    ])
    assert.equal(told?.comparedWith, 6)
  })
})
