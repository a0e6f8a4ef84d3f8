import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atEnd, eachDatabase, openMigrated } from '../../../test/support/database.ts'
import { everyFault } from '../../../test/support/misbehaving/faults.ts'
import { startMisbehavingServer } from '../../../test/support/misbehaving/start.ts'
import { seekerAt } from '../../../test/support/seeker.ts'
import { Conflict } from '../../errors.ts'

const server = await startMisbehavingServer({ seed: 5, records: 60, retryAfterSeconds: 600 })
atEnd(() => server.close())
const first = (list: Parameters<typeof server.recordsOf>[0], at = 0) => {
  const paper = server.recordsOf(list)[at]
  if (!paper) throw new Error(`The server has no such paper of ${list}.`)
  return paper
}
/** Indexes don't know every work. */
const knownDoi = server.records.filter(({ doi }) => doi !== undefined).slice(0, 8)

eachDatabase('a paper that isn’t here', (open) => {
  test('comes from the source of its id', async () => {
    const seeker = seekerAt(server, await open())
    for (const list of ['arxiv', 'biorxiv', 'medrxiv', 'openreview'] as const) {
      const paper = first(list, 3)
      const sought = await seeker.byId(paper.id)
      assert.deepEqual(
        [sought?.origin, sought?.record.id, sought?.record.abstract !== ''],
        [list === 'arxiv' ? 'arxiv-api' : list, paper.id, true],
      )
    }
  })

  test('comes from the indexes where it has a DOI only, or is of the Anthology', async () => {
    const seeker = seekerAt(server, await open())
    let found = 0
    for (const { doi = '' } of knownDoi) {
      const sought = await seeker.byId(`doi:${doi.toLowerCase()}`)
      if (sought) found++
    }
    assert.ok(found > 3, `${found} of ${knownDoi.length}`)
    const anthology = await Promise.all([0, 1, 2].map((at) => seeker.byId(first('acl', at).id)))
    assert.ok(anthology.some((sought) => sought?.record.id.startsWith('acl:')))
  })

  test('is nobody’s where no source knows it, and only its own source is asked', async () => {
    const seeker = seekerAt(server, await open())
    const before = server.requests.length
    assert.equal(await seeker.byId('2501.99999'), null)
    assert.equal(server.requests.length, before + 1)
    assert.equal(await seeker.byId('openreview:NoSuchForum1'), null)
    assert.equal(await seeker.byId('doi:10.1000/nothing'), null)
    assert.equal(await seeker.byId('file:0123456789abcdef01234567'), null)
  })

  test('is found by its title, which marks don’t hide', async () => {
    const seeker = seekerAt(server, await open())
    const paper = first('arxiv', 7)
    const found = await seeker.byTitle(paper.title.replaceAll(' ', '  ').toUpperCase())
    assert.equal(found[0]?.record.id, paper.id)
    assert.ok(found.length <= 5)
    assert.deepEqual(await seeker.byTitle('"; DROP ti:x OR all:*'), [])
    assert.deepEqual(await seeker.byTitle('…'), [])
  })
})

eachDatabase('a source that is busy', (open) => {
  test('is left alone, and who waits is told for how long', async () => {
    const db = await open()
    const seeker = seekerAt(server, db)
    server.setFaults({ unavailable: 1 })
    await assert.rejects(seeker.byId(first('openreview').id), (error) => {
      assert.ok(error instanceof Conflict)
      assert.match(error.message, /^OpenReview doesn’t answer .* Try again in \d+ minutes\.$/)
      return true
    })
    await assert.rejects(seeker.byId(first('arxiv', 1).id), /^Conflict: arXiv doesn’t answer/)
    server.setFaults({})
    const before = server.requests.length
    await assert.rejects(seeker.byId(first('openreview').id), Conflict)
    assert.equal(server.requests.length, before, 'a host that wants to be left alone was asked')
  })

  test('gives in when it is gone, and a paper is found elsewhere', async () => {
    const db = await open()
    const paper = server.records.find(({ id }) => /^\d/.test(id)) ?? first('arxiv')
    const away = { settings: { ...server.settings, ARXIV_API_URL: 'http://127.0.0.1:1/api/query' } }
    const papers = server.records.slice(0, 6)
    const sought = await Promise.all(
      papers.map(({ id }) =>
        seekerAt(away, db)
          .byId(id)
          .catch(() => null),
      ),
    )
    assert.ok(sought.some((one) => one?.origin === 'datacite' || one?.origin === 'openalex'))
    await assert.rejects(seekerAt(away, db).byTitle(`${paper.title} and more of it`), Conflict)
  })
})

test('whatever a source answers, a member gets a paper, nothing or a sentence', async () => {
  const bad = await startMisbehavingServer({
    seed: 9,
    records: 30,
    faults: everyFault,
    stallMs: 100,
    dripMs: 0,
  })
  atEnd(() => bad.close())
  const { db } = await openMigrated('sqlite')
  const seeker = seekerAt(bad, db)
  const ids = [
    ...bad.records.slice(0, 12),
    ...bad.recordsOf('openreview').slice(0, 6),
    ...bad.recordsOf('biorxiv').slice(0, 6),
  ]
  let found = 0
  for (const { id } of ids) {
    const sought = await seeker.byId(id).catch((error) => {
      assert.ok(error instanceof Conflict, String(error))
      return null
    })
    if (sought) found++
    if (sought) assert.equal(sought.record.id, id)
  }
  assert.ok(found > 0)
})
