import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { run } from '../../test/support/command-line.ts'
import { eachDatabase } from '../../test/support/database.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import { announced, harvested, sourceIs } from '../../test/support/source-history.ts'
import type { Database } from '../db/connect.ts'

eachDatabase('broadsheet sources', (_open, openWhole) => {
  const command = (database: Database, line: string, sources = 'arxiv:cs.CL,biorxiv') => {
    const home =
      database.kind === 'sqlite' ? ['--data', join(database.at, '..')] : ['--database', database.at]
    return run([...line.split(' '), ...home], { environment: { SOURCES: sources } })
  }

  async function filled(): Promise<Database> {
    const database = await openWhole()
    const { db } = database
    await fill(db, [paperRecord({ id: '2603.00001', categories: ['cs.CL'] })])
    await announced(db, '2026-03-04', ['2603.00001'])
    await harvested(db, { source: 'arxiv-feed', at: '2026-03-04T06:17:00Z', records: 1, added: 1 })
    await sourceIs(db, 'arxiv-feed', { newest: '2026-03-04', doneThrough: '2026-03-04' })
    const error = 'bioRxiv has an error\u001b[31m on its side (status 500).'
    await harvested(db, { source: 'biorxiv', at: '2026-03-01T04:33:00Z', state: 'failed', error })
    return database
  }

  test('prints a table, and what is late and why', async () => {
    const { out, status } = await command(await filled(), 'sources')
    assert.equal(status, 0)
    const lines = out.split('\n')
    assert.match(
      lines[0] ?? '',
      /^source +state +last run +last success +newest paper +done through +next run \(UTC\)$/,
    )
    assert.match(
      lines[1] ?? '',
      /^arxiv-feed +fresh +3 hours ago +3 hours ago +2026-03-04 +2026-03-04 +2026-03-04 12:17$/,
    )
    assert.match(lines[2] ?? '', /^arxiv +never asked +never +never +– +– +2026-03-05 03:23$/)
    assert.match(lines[3] ?? '', /^biorxiv +late +3 days ago +never/)
    assert.match(
      out,
      /biorxiv is late: bioRxiv was to be asked 3 times since; no harvest has succeeded yet\. .*status 500/,
    )
    assert.match(out, /next on Wednesday 4 March at 20:00 New York time \(Thursday 5 March, 01:00 UTC\)/)
    assert.match(out, /cs\.CL +1 +not known yet/)
    assert.ok(!out.includes('\u001b'))
  })

  test('--json is one document with names that stay', async () => {
    const { sources, categories, nextAnnouncement } = JSON.parse(
      (await command(await filled(), 'sources --json')).out,
    )
    const [feed, , biorxiv] = sources
    const { source, state, lastRun, lastSuccess, newestPaper, doneThrough, nextRun, late } = feed
    assert.deepEqual([source, state, late], ['arxiv-feed', 'fresh', false])
    assert.deepEqual([lastRun, lastSuccess], ['2026-03-04T06:17:00.000Z', '2026-03-04T06:21:00.000Z'])
    assert.deepEqual(
      [newestPaper, doneThrough, nextRun],
      ['2026-03-04', '2026-03-04', '2026-03-04T12:17:00.000Z'],
    )
    assert.deepEqual([feed.nextAnnouncement, nextAnnouncement], Array(2).fill('2026-03-05T01:00:00.000Z'))
    assert.equal(biorxiv.late, true)
    assert.match(biorxiv.lastError, /status 500/)
    assert.deepEqual(categories, [{ category: 'cs.CL', papers: 1, isUnusual: false }])
  })

  test('without sources it says so', async () => {
    const { out } = await command(await openWhole(), 'sources', '')
    assert.match(out, /^SOURCES names no source/)
  })

  test('a source is paused and resumed, twice without harm', async () => {
    const database = await openWhole()
    for (const word of ['pause', 'pause', 'resume', 'resume']) {
      const { out, status } = await command(database, `sources ${word} biorxiv`)
      assert.equal(status, 0)
      assert.match(out, word === 'pause' ? /^biorxiv is paused: / : /^biorxiv is asked .* again\.$/m)
      const [, , { state }] = JSON.parse((await command(database, 'sources --json')).out).sources
      assert.equal(state, word === 'pause' ? 'paused' : 'never')
    }
    const unknown = await command(database, 'sources pause nature')
    assert.equal(unknown.status, 1)
    assert.match(unknown.err, /There is no source “nature”\. There are: arxiv, /)
    assert.equal((await command(database, 'sources pause')).status, 2)
  })

  test('the history of a source', async () => {
    const database = await filled()
    const { out } = await command(database, 'sources history biorxiv')
    assert.match(out, /^2026-03-01 04:33 +failed +schedule .*status 500/m)
    const { runs } = JSON.parse((await command(database, 'sources history arxiv-feed --json')).out)
    assert.deepEqual([runs.length, runs[0].state, runs[0].added], [1, 'done', 1])
    assert.match((await command(database, 'sources history acl')).out, /^acl was never asked\.$/m)
  })
})
