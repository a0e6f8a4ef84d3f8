// Feeds in a reader that people use: newsboat fetches them from the running server, keeps what it shows, and is then
// told that nothing is new.

import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { temporaryFolder } from '../support/database.ts'
import { type RunningSite, runProgram, startSite } from '../support/program.ts'

const hasNewsboat = spawnSync('newsboat', ['--version']).status === 0
const skip = hasNewsboat ? false : 'newsboat is not installed (Debian: apt-get install newsboat)'

const lines = [
  {
    ...{
      id: '2601.00001',
      title: 'On $\\alpha$-stable <laws> & orders',
      daily_date: '2026-01-02',
      upvotes: 3,
    },
    abstract: 'If $a<b$ then $\\sum_i x_i \\leq 1$ & so on.\n\nA second paragraph: it holds.',
    ...{ authors: ['Ada Example', 'Zoë Sample'], categories: ['cs.CL'], date: '2026-01-01' },
  },
  {
    id: '2601.00002',
    title: 'Another',
    abstract: 'We test.',
    daily_date: '2026-01-02',
    categories: ['cs.LG'],
  },
]

const lists = [
  ...['/papers.atom', '/papers.rss', '/papers/date/2026-01-02.rss', '/papers/week/2026-W01.atom'],
  ...['/papers/trending.rss', '/papers/new.atom', '/papers/new/cs.CL.rss', '/papers/month/2026-01.atom'],
  ...['/papers/search.atom?q=stable', '/papers/2601.00001/comments.atom'],
]

test('newsboat shows what the feeds say, and is told when nothing is new', { skip }, async () => {
  const data = temporaryFolder()
  const input = lines.map((line) => JSON.stringify(line)).join('\n')
  const { status, stderr } = await runProgram(['import', '-', '--format', 'jsonl', '--data', data], { input })
  assert.equal(status, 0, stderr)
  const site = await startSite(['--data', data], { env: { LOG_LEVEL: 'info' } })
  // The reader keeps an entry once, whichever of its feeds it stands in: each list has a reader of its own.
  const readers = new Map(lists.map((list) => [list, aReader(site.url + list)]))
  const items = new Map<string, Item[]>()
  for (const [list, reader] of readers) {
    await reader.reload()
    items.set(list, reader.items())
  }
  for (const list of lists.slice(0, 8)) {
    const found = items.get(list) ?? []
    assert.equal(found.length, list.includes('cs.CL') ? 1 : 2, list)
    const first = found.find(({ url }) => url === `${site.url}/papers/2601.00001`)
    assert.ok(first, list)
    assert.equal(
      first.title.replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
      'On $\\alpha$-stable <laws> & orders',
    )
    assert.match(first.content, /\$\\sum_i x_i \\leq 1\$/)
    assert.match(first.content, /A second paragraph/)
    assert.match(first.author, /Ada Example/)
  }
  assert.equal(items.get('/papers/search.atom?q=stable')?.[0]?.url, `${site.url}/papers/2601.00001`)
  await assertAnswers(site, [200])

  // It notes the marks of an answer only for feeds that it knows: after the first one it knows them.
  for (const round of [2, 3]) {
    for (const [list, reader] of readers) {
      await reader.reload()
      assert.deepEqual(reader.items(), items.get(list), `${list} in round ${round}`)
    }
  }
  await assertAnswers(site, [200, 200, 304])
})

interface Item {
  url: string
  title: string
  author: string
  content: string
}

/** Its own folder: nothing of whoever runs the test is read or changed. */
function aReader(address: string) {
  const home = temporaryFolder()
  mkdirSync(join(home, '.newsboat'))
  const file = (name: string) => join(home, '.newsboat', name)
  writeFileSync(file('urls'), `"${address}"\n`)
  writeFileSync(file('config'), 'download-retries 1\n')
  const paths = ['-u', file('urls'), '-c', file('cache.db'), '-C', file('config')]
  return {
    async reload() {
      const env = { HOME: home, PATH: process.env.PATH, LANG: 'C.UTF-8', TERM: 'xterm' }
      await promisify(execFile)('newsboat', [...paths, '-x', 'reload'], { env, timeout: 60_000 })
    },
    items(): Item[] {
      const cache = new DatabaseSync(file('cache.db'), { readOnly: true })
      const rows = cache.prepare('select url, title, author, content from rss_item order by guid').all()
      cache.close()
      return rows as unknown as Item[]
    },
  }
}

/** Every list was answered with these statuses, one after the other. The log may come a moment later than the answer. */
async function assertAnswers(site: RunningSite, statuses: readonly number[]): Promise<void> {
  const expected = new Map(lists.map((list) => [list.replace(/\?.*/, ''), statuses]))
  for (
    let tries = 0;
    tries < 50 && [...answersOf(site).values()].flat().length < lists.length * statuses.length;
    tries++
  )
    await sleep(100)
  assert.deepEqual(answersOf(site), expected)
}

/** Statuses of all answers so far, by path, as the server logged them. */
function answersOf(site: RunningSite): Map<string, number[]> {
  const answers = new Map<string, number[]>()
  for (const line of site.said().split('\n')) {
    if (!line.includes('"request"')) continue
    const { path, status } = JSON.parse(line) as { path: string; status: number }
    answers.set(path, [...(answers.get(path) ?? []), status])
  }
  return answers
}
