// The commands of docs/operations.md as they stand there: who has only the page, a backup and an empty folder gets the site
// back, and brings it from one database to the other.

import assert from 'node:assert/strict'
import { readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import {
  createPostgresDatabase,
  type DatabaseKind,
  databaseKinds,
  temporaryFolder,
} from '../support/database.ts'
import { say, sendForm } from '../support/discussions.ts'
import { followHandbook, type Handbook, type Serving, shellBlocks } from '../support/handbook.ts'
import { aMember, testAccounts } from '../support/members.ts'
import { millisecondsUntil } from '../support/nodes.ts'
import { freePort } from '../support/proxies.ts'
import { fill, paperRecord } from '../support/records.ts'
import { siteOver } from '../support/site.ts'

const page = 'docs/operations.md'
const day = '2025-12-03'
const [first, second] = ['2512.00001', '2512.00002'] as const
const password = 'a long garden fence'
const publicUrl = 'https://papers.example.org'

/**
 * What readers see of the site once its index is there, which it makes by itself. How long ago something was is said by the
 * minute, and the address is another one.
 */
async function lookAround(url: string): Promise<Record<string, string>> {
  await millisecondsUntil(() => found(url), 60_000)
  const seen: Record<string, string> = {}
  for (const path of [
    ...[`/papers/date/${day}`, `/papers/${first}`, `/papers/${first}/comments`, '/@ada', '/papers/new'],
    ...[`/api/papers/${first}`, `/api/daily_papers?date=${day}`, `/papers/date/${day}.json`],
  ]) {
    const answer = await fetch(`${url}${path}`)
    assert.equal(answer.status, 200, path)
    const text = await answer.text()
    const shown = /<main.*<\/main>/s.exec(text)?.[0] ?? text
    seen[path] = shown
      .replaceAll(url, '')
      .replaceAll(publicUrl, '')
      .replace(/(?<=tag:)[^,]+/g, 'site')
      .replace(/(?<=<time[^>]*>)[^<]*/g, '')
  }
  return seen
}

const found = async (url: string): Promise<boolean> =>
  (await (await fetch(`${url}/papers?q=weaving+gardens`)).text()).includes(`href="/papers/${first}"`)

async function signsIn(url: string): Promise<boolean> {
  const body = new URLSearchParams({ who: 'ada', password })
  const answer = await fetch(`${url}/sign-in`, {
    ...{ method: 'POST', redirect: 'manual', body },
    headers: { origin: url },
  })
  return answer.status === 303
}

interface Site {
  handbook: Handbook
  url: string
  /** Where `/tmp/drill` serves. */
  drillUrl: string
  data: string
  start(): Promise<void>
  stop(): Promise<void>
}

/** A site with papers, members, votes and comments, whose settings are those of its user’s shell. */
async function aSite(kind: DatabaseKind): Promise<Site> {
  const [data, elsewhere] = [temporaryFolder(), temporaryFolder()]
  const store = kind === 'postgres' ? await createPostgresDatabase() : undefined
  await fillStore({ data, url: store })
  const [port, drillPort] = [await freePort(), await freePort()]
  const settings = {
    PUBLIC_URL: publicUrl,
    ALLOWED_HOSTS: '127.0.0.1',
    BROADSHEET_DATA: data,
    PORT: String(port),
  }
  const here = { '/backups': elsewhere, '/tmp/drill': join(elsewhere, 'drill'), '8081': String(drillPort) }
  const handbook = followHandbook(here, { ...settings, ...(store !== undefined && { DATABASE_URL: store }) })
  const url = `http://127.0.0.1:${port}`
  let running: Serving | undefined
  return {
    ...{ handbook, url, drillUrl: `http://127.0.0.1:${drillPort}`, data },
    async start() {
      running = await handbook.serve('broadsheet serve', url)
    },
    async stop() {
      await running?.stop()
    },
  }
}

async function fillStore(home: { data: string; url: string | undefined }): Promise<void> {
  const database = openDatabase(home)
  await migrate(database)
  const { db } = database
  const papers = [first, second].map((id, place) =>
    paperRecord({
      ...{ id, title: `Weaving gardens, part ${place + 1}`, published: day, categories: ['cs.CL'] },
      entries: [{ day, place, recordedVotes: 3 - place }],
    }),
  )
  await fill(db, papers)
  await testAccounts(db).addMember({ name: 'ada', email: 'ada@example.org', password, vouched: true })
  const [ben, kim] = [await aMember(db, 'ben'), await aMember(db, 'kim')]
  const site = siteOver(db)
  for (const who of [ben, kim]) await sendForm(site, who, `/papers/${first}/vote`, { vote: 'up' })
  const parent = await say(site, ben, { paper: first, body: 'A bound of $n^2$ would do.' })
  await say(site, kim, { paper: first, body: 'It **does**, @ben', parent })
  await database.close()
}

async function makeBackup({ handbook }: Site): Promise<void> {
  const [[line = ''] = []] = shellBlocks(page, '## Backup')
  assert.equal((await handbook.run(line)).status, 0)
}

/** Runs the lines of “In earnest”; `systemctl` is what stops and starts the site. Answers what was said. */
async function restoreInEarnest({ handbook, start, stop }: Site, isBroken = false): Promise<string> {
  const [lines = []] = shellBlocks(page, '### In earnest')
  assert.ok(lines.length > 3)
  let said = ''
  for (const line of lines) {
    if (line.startsWith('systemctl stop')) await stop()
    else if (line.startsWith('systemctl start')) await start()
    else if (!(isBroken && line.includes('broadsheet backup'))) {
      const { status, stdout, stderr } = await handbook.run(line)
      assert.equal(status, 0, `${line}: ${stderr}${stdout}`)
      said += stdout
    }
  }
  return said
}

for (const kind of databaseKinds) {
  describe(`restoring by the handbook (${kind})`, { timeout: 300_000 }, () => {
    test('a drill gives the same site in an empty folder, and leaves the real one alone', async () => {
      const site = await aSite(kind)
      await site.start()
      await makeBackup(site)
      const [[restore = '', doctor = '', serve = ''] = []] = shellBlocks(page, '### A drill')
      const restored = await site.handbook.run(restore)
      assert.deepEqual([restored.status, restored.stderr], [0, ''])
      const checked = await site.handbook.run(doctor)
      assert.equal(checked.status, 0, checked.stdout)
      const drill = await site.handbook.serve(serve, site.drillUrl)
      assert.deepEqual(await lookAround(site.drillUrl), await lookAround(site.url))
      assert.ok(await signsIn(site.drillUrl))
      await drill.stop()
    })

    test('in earnest, what was lost is back, and what was there instead is kept', async () => {
      const site = await aSite(kind)
      await site.start()
      const before = await lookAround(site.url)
      await makeBackup(site)
      const wrong = JSON.stringify({
        id: '2512.00003',
        title: 'Not ours',
        abstract: 'At all.',
        daily_date: day,
      })
      await site.handbook.run(`echo '${wrong}' | broadsheet import - --format jsonl`)
      assert.notDeepEqual(await lookAround(site.url), before)
      assert.match(await restoreInEarnest(site), /Restored \d+ rows.*0 failed|All is well/s)
      assert.deepEqual(await lookAround(site.url), before)
      const kept = await site.handbook.run('broadsheet backup --check /backups/before.backup')
      assert.equal(kept.status, 0, kept.stderr)
      await site.stop()
    })
  })
}

test('a store that can’t be read any more is moved away, and the site is back', {
  timeout: 300_000,
}, async () => {
  const site = await aSite('sqlite')
  await site.start()
  const before = await lookAround(site.url)
  await makeBackup(site)
  await site.stop()
  writeFileSync(join(site.data, 'broadsheet.db'), 'no database at all '.repeat(1_000))
  assert.equal((await site.handbook.run('broadsheet doctor')).status, 1)
  const away = temporaryFolder()
  for (const name of readdirSync(site.data).filter((name) => name.startsWith('broadsheet.db')))
    renameSync(join(site.data, name), join(away, name))
  await restoreInEarnest(site, true)
  assert.deepEqual(await lookAround(site.url), before)
  await site.stop()
})

const noPostgres = !databaseKinds.includes('postgres') && 'PostgreSQL is not here'

test('a store moves to PostgreSQL and back', { timeout: 300_000, skip: noPostgres }, async () => {
  const [data, port] = [temporaryFolder(), await freePort()]
  await fillStore({ data, url: undefined })
  const here = {
    ...{ './data-back': join(data, 'back'), './data': data },
    'postgres://user:password@host/papers': await createPostgresDatabase(),
  }
  const url = `http://127.0.0.1:${port}`
  const handbook = followHandbook(here, { PORT: String(port), ALLOWED_HOSTS: '127.0.0.1' })
  const original = await handbook.serve('broadsheet serve --data ./data', url)
  const before = await lookAround(url)
  await original.stop()
  const blocks = shellBlocks(page, '## Moving between SQLite and PostgreSQL')
  assert.equal(blocks.length, 2)
  for (const [move = '', serve = ''] of blocks) {
    const moved = await handbook.run(move)
    assert.deepEqual([moved.status, moved.stderr], [0, ''])
    const there = await handbook.serve(serve, url)
    assert.deepEqual(await lookAround(url), before)
    await there.stop()
  }
})
