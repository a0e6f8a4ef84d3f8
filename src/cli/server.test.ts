// Commands that ask another site: the same answers as over a store, in the same form.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillApiStore, fullPaper, proceedings, someRecords } from '../../test/support/api-store.ts'
import { run } from '../../test/support/command-line.ts'
import { atEnd, openMigrated, temporaryFolder } from '../../test/support/database.ts'
import { finderOver } from '../../test/support/finder.ts'
import { serveSite } from '../../test/support/served-site.ts'
import { siteOver } from '../../test/support/site.ts'
import { openDatabase } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'

const { db } = await openMigrated('sqlite')
await fillApiStore(db)
const settings = { ALLOWED_HOSTS: '127.0.0.1', API_RATE: 'off' }
const server = await serveSite(siteOver(db, { finder: finderOver(someRecords), settings }))
const there = (...argv: string[]) => run([...argv, '--server', server])

/** The same collection in a store of its own. */
async function here() {
  const data = temporaryFolder()
  const database = openDatabase({ data })
  atEnd(() => database.close())
  await migrate(database)
  await fillApiStore(database.db)
  return (...argv: string[]) => run([...argv, '--data', data])
}

async function said(ran: ReturnType<typeof run>): Promise<string> {
  const { status, out, err } = await ran
  assert.deepEqual([status, err], [0, ''])
  return out
}

test('daily prints the papers of a day, the newest without one, here as there', async () => {
  const local = await here()
  const out = await said(there('daily', '--date', '2026-3-3'))
  assert.equal(
    out,
    [
      '  1  Weaving $\\alpha$-gardens',
      '     2603.00001 · Ada Example and 1 more · 2026-03-02',
      '     9 upvotes, 2 comments',
      '  2  Sowing gardens',
      '     acl:2026.x-long.1 · Ada Example and 1 more · 2026-01-01',
      '     4 upvotes, 0 comments',
      '',
    ].join('\n'),
  )
  assert.equal(await said(local('daily', '--date', '2026-03-03')), out.replace(' · 2026-01-01', ' · 2026'))
  const [mine, theirs] = [
    JSON.parse(await said(local('daily', '--json'))),
    JSON.parse(await said(there('daily', '--json'))),
  ]
  assert.deepEqual(mine.items[0], theirs.items[0])
  assert.deepEqual(
    mine.items.map(({ id }: { id: string }) => id),
    [fullPaper.id, proceedings.id],
  )
  assert.equal(await said(there('daily', '--date', '2026-03-01')), 'No paper on 2026-03-01.\n')
  assert.equal(JSON.parse(await said(there('daily', '--json', '--limit', '1'))).items.length, 1)
  const wrong = await run(['daily', '--date', 'today'])
  assert.deepEqual([wrong.status, /--date must be a day/.test(wrong.err)], [1, true])
})

test('show prints a paper, here as there', async () => {
  const local = await here()
  for (const id of ['2603.00001', 'https://arxiv.org/abs/2603.00001v1', 'openreview:weave']) {
    const out = await said(there('show', id))
    assert.equal(await said(local('show', id)), out, id)
    assert.match(
      out,
      /^Weaving \$\\alpha\$-gardens\nAda Example\n2603\.00001 · 2026-03-02 · cs\.LG, cs\.CL\n9 upv/,
    )
    assert.match(out, /\n\nWe weave gardens\. .*\n\ncode: https:\/\/github\.com\/example\/garden\ndata: /)
  }
  const [mine, theirs] = [
    await said(local('show', '2603.00001', '--json')),
    await said(there('show', '2603.00001', '--json')),
  ]
  assert.deepEqual(JSON.parse(mine), JSON.parse(theirs))
  const gone = await there('show', '2501.99999')
  assert.deepEqual(
    [gone.status, /^broadsheet: 127\.0\.0\.1:\d+ says: Paper not found\./.test(gone.err)],
    [1, true],
  )
  assert.equal((await local('show', '2501.99999')).status, 1)
})

test('search and similar answer in the form they have over a store', async () => {
  const { total, ignored, items } = JSON.parse(await said(there('search', 'gardens', '--json')))
  assert.deepEqual([total, ignored, items.length], [2, [], 2])
  assert.deepEqual(Object.keys(items[0]).sort(), [
    ...['authors', 'categories', 'id', 'published', 'score', 'title', 'upvotes'],
  ])
  assert.match(await said(there('search', 'gardens', '--limit', '1')), /^2 found\.\n {2}1 {2}/)
  assert.equal(await said(there('search', 'nosuchword')), 'No paper found.\n')
  const near = JSON.parse(await said(there('similar', 'arXiv:2603.00001', '--json', '--limit', '2')))
  assert.deepEqual(
    [near.id, near.items.length, Array.isArray(near.items[0].because)],
    [fullPaper.id, 2, true],
  )
  assert.match(await said(there('similar', '2603.00001')), /shares: /)
})

test('what the site refuses, and that it can’t be reached, is one sentence', async () => {
  const many = await there('search', 'gardens', '--limit', '121')
  assert.deepEqual(
    [many.status, /says: “limit” must be a whole number from 1 to 120/.test(many.err)],
    [1, true],
  )
  const token = await run(['daily', '--server', server], { environment: { BROADSHEET_TOKEN: 'bsht_wrong' } })
  assert.deepEqual([token.status, /says: This token is not known/.test(token.err)], [1, true])
  const nobody = await run(['daily', '--server', 'http://127.0.0.1:1'])
  assert.match(nobody.err, /^broadsheet: 127\.0\.0\.1:1 can’t be reached\./)
  for (const address of ['papers', 'ftp://papers.example', 'javascript:alert(1)'])
    assert.match((await run(['daily', '--server', address])).err, /--server must be the address/)
})
