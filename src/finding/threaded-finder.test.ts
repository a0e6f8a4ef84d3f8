import assert from 'node:assert/strict'
import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { atEnd, eachDatabase, temporaryFolder } from '../../test/support/database.ts'
import { flipByte, testIndex } from '../../test/support/index-folder.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import type { Database, DatabaseHome } from '../db/connect.ts'
import { openIndex } from '../search/folder/open-index.ts'
import { parseQuery } from '../search/query/parse-query.ts'
import type { FinderState } from './finder.ts'
import { createThreadedFinder, type ThreadedFinder } from './threaded-finder.ts'

/** Longer than anything here takes on a busy machine; what waits so long has failed. */
const PATIENCE_MS = 60_000

const papers = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    paperRecord({
      id: `2603.${String(at + 1).padStart(5, '0')}`,
      title: `Ordinary matter ${at + 1}`,
      authors: [{ name: 'Ada Example' }],
    }),
  )

const weaving = paperRecord({
  id: '2603.09999',
  title: 'Weaving gardens',
  authors: [{ name: 'Wei Gardener' }],
})

eachDatabase('the search in its threads', (_open, openWhole) => {
  const started = async (count: number) => {
    const database = await openWhole()
    await fill(database.db, papers(count))
    const folder = join(temporaryFolder(), 'search')
    return { ...database, folder, ...start(database, folder) }
  }

  test('builds the index, answers, and finds what is new', async () => {
    const { db, finder, states, log } = await started(3_300)
    await until(() => finder.state().kind === 'building')
    await until(() => finder.state().kind === 'ready')
    assert.deepEqual(kindsOf(states), ['building'])
    assert.equal((await find(finder, 'ordinary')).length, 100)

    await fill(db, [weaving])
    await until(async () => (await find(finder, 'gardens'))[0] === weaving.id)
    assert.equal((await finder.similar(weaving.id, 3)).length, 3)
    assert.deepEqual((await finder.suggest('weav')).papers, [{ id: weaving.id }])
    assert.deepEqual((await finder.suggest('garde')).authors, [{ name: 'Wei Gardener', papers: 1 }])
    assert.deepEqual(finder.state(), { kind: 'ready' })
    assert.deepEqual(log.errors, [])
  })

  test('outlives the end of a thread', async () => {
    const { finder, threads } = await started(5)
    await until(async () => (await find(finder, 'ordinary')).length === 5)
    const asked = Promise.allSettled(Array.from({ length: 50 }, () => find(finder, 'ordinary')))
    await threads[0]?.terminate()
    // Those that were not answered yet hear why; none waits for ever.
    for (const one of await asked)
      if (one.status === 'rejected') assert.match(String(one.reason), /thread ended/)
    // Asked while there is none it waits for the next.
    assert.ok((await find(finder, 'ordinary')) !== null)
    await until(async () => (await find(finder, 'ordinary')).length === 5)
  })

  test('makes a damaged index again, and finds meanwhile', async () => {
    const { finder, log, folder } = await overDamage(await openWhole())
    await until(async () => (await find(finder, 'ordinary')).length === 30)
    await until(() => finder.state().kind === 'ready')
    await until(() => isWhole(folder))
    assert.match(log.infos.join(), /damaged/)
    assert.deepEqual(log.errors, [])
  })

  test('says that it can’t be reached where there is no store', async () => {
    const data = temporaryFolder()
    const { finder } = start({ kind: 'sqlite', at: join(data, 'nothing.db') }, join(data, 'search'))
    await until(() => finder.state().kind === 'unavailable')
  })

  test('closed it answers nothing more, and its threads are gone', async () => {
    const { finder, threads } = await overDamage(await openWhole())
    const asked = find(finder, 'ordinary').catch((error: Error) => error.message)
    await until(() => threads.length === 2)
    await finder.close()
    assert.ok(threads.every(({ threadId }) => threadId === -1))
    assert.ok(Array.isArray(await asked) || /thread ended/.test(String(await asked)))
    await assert.rejects(find(finder, 'ordinary'), /thread ended/)
    assert.deepEqual(
      process.getActiveResourcesInfo().filter((kind) => /Worker|MessagePort/.test(kind)),
      [],
    )
  })
})

/** Over an index of thirty papers of which a byte is wrong. */
async function overDamage(database: Database): Promise<Started & { folder: string }> {
  await fill(database.db, papers(30))
  const { folder, build } = await testIndex(database.db)
  await build()
  const path = join(folder, readdirSync(folder).find((file) => file.startsWith('segment-')) ?? '')
  flipByte(path, statSync(path).size - 1)
  assert.ok(!isWhole(folder))
  return { ...start(database, folder), folder }
}

function isWhole(folder: string): boolean {
  try {
    return openIndex(folder) !== null
  } catch {
    return false
  }
}

interface Started {
  finder: ThreadedFinder
  threads: Worker[]
  log: { infos: string[]; errors: string[] }
  /** The finder's, from its start on. */
  states: FinderState[]
}

function start(database: Pick<Database, 'kind' | 'at'>, folder: string): Started {
  const threads: Worker[] = []
  const gather = (thread: Worker) => threads.push(thread)
  process.on('worker', gather)
  const log = { infos: [] as string[], errors: [] as string[] }
  const finder = createThreadedFinder(
    { store: homeOf(database), folder, encoder: { kind: 'built-in' } },
    {
      info: (details, message) => log.infos.push(`${message} ${JSON.stringify(details)}`),
      error: (details, message) => log.errors.push(`${message} ${JSON.stringify(details)}`),
    },
  )
  atEnd(async () => {
    process.off('worker', gather)
    await finder.close()
  })
  return { finder, threads, log, states: [finder.state()] }
}

const homeOf = ({ kind, at }: Pick<Database, 'kind' | 'at'>): DatabaseHome =>
  kind === 'sqlite' ? { data: dirname(at) } : { data: '', url: at }

const kindsOf = (states: readonly FinderState[]) => states.map(({ kind }) => kind)

async function find(finder: ThreadedFinder, words: string): Promise<string[]> {
  const { hits } = await finder.find({ query: parseQuery(words), mode: 'lexical', offset: 0, limit: 100 })
  return hits.map(({ id }) => id)
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS
  while (!(await holds())) {
    assert.ok(performance.now() < end, `waited in vain for ${holds}`)
    await sleep(50)
  }
}
