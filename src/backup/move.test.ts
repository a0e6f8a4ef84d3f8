import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { getRoutes } from '../../test/invariants/get-routes.ts'
import { databaseKinds, openBare, openMigrated } from '../../test/support/database.ts'
import { addPapers, fillStore, rowsOfStore } from '../../test/support/filled-store.ts'
import { finderOfStore } from '../../test/support/local-finder.ts'
import { aMember, browserHeaders, formBody, type TestMember, testOrigin } from '../../test/support/members.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import { siteOver } from '../../test/support/site.ts'
import type { Db } from '../db/connect.ts'
import { Conflict } from '../errors.ts'
import { compareRows } from './compare-rows.ts'
import { type MoveProgress, moveStore } from './move.ts'

const [here, there] = [databaseKinds[0] ?? 'sqlite', databaseKinds.at(-1) ?? 'sqlite'] as const

describe(`a store that is moved from ${here} to ${there} and back`, () => {
  test('has the same rows', async () => {
    const first = await openMigrated(here)
    await fillStore(first.db)
    const before = await livingRows(first.db)
    assert.equal(before.paper?.length, 1_002)

    const seen: MoveProgress[] = []
    const middle = await openBare(there)
    const moved = await moveStore(first, middle, { onProgress: (progress) => void seen.push(progress) })
    assert.equal(moved.sourceWasWritten, false)
    assert.equal(moved.tables.paper, 1_002)
    assert.deepEqual(seen.at(-1), { step: 'comparing', rows: moved.rows, total: moved.rows })
    assert.deepEqual(await livingRows(middle.db), before)

    const last = await openBare(here)
    await moveStore(middle, last)
    assert.deepEqual(await livingRows(last.db), before)
    const epochs = await Promise.all([first, middle, last].map(({ db }) => epochOf(db)))
    assert.equal(new Set(epochs).size, 3)
  })

  test('has the same pages, for strangers and for admins', async () => {
    const first = await openMigrated(here)
    const members = await busySite(first.db)
    const middle = await openBare(there)
    await moveStore(first, middle)
    const last = await openBare(here)
    await moveStore(middle, last)
    const rows = await livingRows(first.db)
    assert.ok(rows.vote?.length === 2 && rows.comment?.length === 2 && rows.session?.length === 2)
    const expected = await pagesOf(first.db, members)
    assert.ok([...expected.values()].filter((page) => page.startsWith('200')).length > 120)
    for (const { db } of [middle, last]) {
      assert.deepEqual(await livingRows(db), rows)
      for (const [address, page] of await pagesOf(db, members))
        assert.equal(page, expected.get(address), address)
    }
  })
})

describe('a move', () => {
  test('refuses what it would destroy, unless it is told to', async () => {
    const source = await openMigrated(here)
    await addPapers(source.db, 'new', 3)
    const target = await openMigrated(there)
    await addPapers(target.db, 'old', 2)
    await assert.rejects(moveStore(source, target), /rows in paper.*--replace/)
    assert.deepEqual(await idsIn(target.db), ['old/0', 'old/1'])
    await moveStore(source, target, { replace: true })
    assert.deepEqual(await idsIn(target.db), ['new/0', 'new/1', 'new/2'])
    await assert.rejects(moveStore(source, source), /are one store/)
  })

  test('refuses a source of another version', async () => {
    const source = await openMigrated(here)
    await source.db
      .insertInto('migration')
      .values({ name: '9999_x.sql', checksum: 'x', applied_at: 1 })
      .execute()
    await assert.rejects(moveStore(source, await openBare(there)), /9999_x.sql.*does not know/)
    await assert.rejects(moveStore(await openBare(here), await openBare(there)), /0001_papers.sql.*migrate/)
  })

  test('that is stopped or finds a difference leaves the target as it was', async () => {
    const source = await openMigrated(here)
    await addPapers(source.db, 'new', 700)
    const target = await openMigrated(there)
    await addPapers(target.db, 'old', 1)
    for (const step of ['copying', 'comparing'] as const) {
      const stopping = new AbortController()
      const onProgress = (progress: MoveProgress) => progress.step === step && stopping.abort()
      const stopped = moveStore(source, target, { replace: true, onProgress, signal: stopping.signal })
      await assert.rejects(stopped, (error) => error instanceof Conflict && /was stopped/.test(error.message))
      assert.deepEqual(await idsIn(target.db), ['old/0'])
    }
  })

  test('says that the source was written to meanwhile', async () => {
    const source = await openMigrated(here)
    await addPapers(source.db, 'new', 3)
    let written: Promise<void> | undefined
    const onProgress = () => {
      written ??= addPapers(source.db, 'late', 1)
    }
    const target = await openBare(there)
    const { sourceWasWritten } = await moveStore(source, target, { onProgress })
    await written
    assert.equal(sourceWasWritten, true)
    assert.deepEqual(await idsIn(target.db), ['new/0', 'new/1', 'new/2'])
  })
})

test('rows that differ, are missing or too many are named', async () => {
  const pages = async function* (...rows: (string | number)[][]) {
    yield rows
  }
  const compare = (one: (string | number)[][], other: (string | number)[][]) =>
    compareRows('vote', pages(...one), pages(...other), () => {})
  await compare([['a', 1]], [['a', 1]])
  await assert.rejects(compare([['a', 1]], [['a', 2]]), /Row 1 of the table vote.*\["a",1\] became \["a",2\]/)
  await assert.rejects(
    compare(
      [
        ['a', 1],
        ['b', 1],
      ],
      [['a', 1]],
    ),
    /Row 2.*became nothing/,
  )
  await assert.rejects(
    compare(
      [['a', 1]],
      [
        ['a', 1],
        ['b', 1],
      ],
    ),
    /Row 2.*nothing became/,
  )
})

/** All rows, but for what a new epoch changes. */
async function livingRows(db: Db): Promise<Partial<Awaited<ReturnType<typeof rowsOfStore>>>> {
  const { store, job, ...rows } = await rowsOfStore(db)
  return {
    ...rows,
    store: store?.map((row) => ({ ...row, epoch: null })),
    job: job?.map((row) => ({
      ...row,
      ...(row.state === 'running' && { state: 'ready', locked_until: null }),
    })),
  }
}

async function epochOf(db: Db): Promise<unknown> {
  const { rows } = await sql<{ epoch: string }>`select epoch from store`.execute(db)
  return rows[0]?.epoch
}

async function idsIn(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('paper').select('id').orderBy('id').execute()
  return rows.map(({ id }) => id)
}

/** Papers, members, and what they did. */
async function busySite(db: Db): Promise<TestMember[]> {
  const entry = { day: '2025-12-05', recordedVotes: 3, recordedComments: 1 }
  await fill(db, [
    paperRecord({ id: '2310.03059', entries: [entry], categories: ['cs.CL'], published: '2025-12-04' }),
    ...Array.from({ length: 60 }, (_, at) =>
      paperRecord({
        id: `2512.${String(at).padStart(5, '0')}`,
        title: `A title of “Größe” $\\alpha_{${at}}$`,
        ...{
          entries: [{ ...entry, recordedVotes: at }],
          categories: ['cs.CL', 'cs.LG'],
          published: '2025-12-03',
        },
      }),
    ),
  ])
  const members = [await aMember(db, 'reader-one'), await aMember(db, 'admin-one', 'admin')]
  const site = siteOver(db, { settings: { API_RATE: 'off' } })
  for (const { headers } of members) {
    const post = (path: string, fields: Record<string, string>) =>
      site.request(`${testOrigin}${path}`, { method: 'POST', headers, body: formBody(fields) })
    assert.equal((await post('/papers/2310.03059/vote', { vote: 'up' })).status, 303)
    const body = 'A comment with *marks*, `code` and $x^2$.'
    assert.equal((await post('/papers/2310.03059/comments', { body, do: 'send' })).status, 303)
  }
  return members.slice(1)
}

/** What each address answers to each of them; what is different each time is left out. */
async function pagesOf(db: Db, members: readonly TestMember[]): Promise<Map<string, string>> {
  // A page waits for similar papers for a moment only: they would be there or not.
  const finder = { ...finderOfStore(db), similar: async () => [] }
  const site = siteOver(db, { finder, settings: { API_RATE: 'off' } })
  const pages = new Map<string, string>()
  for (const headers of [browserHeaders(), ...members.map((member) => member.headers)]) {
    for (const { example } of getRoutes.filter(({ example }) => !changing.test(example))) {
      const answer = await site.request(`${testOrigin}${example}`, { headers })
      const text = (await answer.text()).replace(answer.headers.get('x-request-id') ?? '\0', '')
      pages.set(`${example} ${headers.cookie ?? ''}`, `${answer.status} ${text}`)
    }
  }
  return pages
}

/** What each process measures of itself, and what is new each time it is asked for. */
const changing =
  /^\/(metrics|readyz|healthz|admin$|settings\/export|sign-in|settings\/passkeys|papers\/.*card.png)/
