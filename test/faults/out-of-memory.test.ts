// A node that gets no memory any more, whatever asks for it.

import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { packageRoot } from '../../src/package-root.ts'
import { temporaryFolder } from '../support/database.ts'
import { memberAt, millisecondsUntil } from '../support/nodes.ts'
import { type RunningSite, startSite } from '../support/program.ts'
import { found, look, vote, voteBook } from '../support/reader.ts'
import { fill, paperRecord } from '../support/records.ts'

const skip = spawnSync('prlimit', ['--version']).error ? 'prlimit (util-linux) is not installed' : false
const ids = Array.from({ length: 60 }, (_, at) => `2603.${String(at + 1).padStart(5, '0')}`)

describe('a node without memory', { skip, timeout: 120_000 }, () => {
  test('ends as failed, is started again by the unit, and has lost nothing that was acknowledged', async () => {
    const data = temporaryFolder()
    const database = openDatabase({ data })
    await migrate(database)
    await fill(
      database.db,
      ids.map((id) => paperRecord({ id, abstract: 'A long story. '.repeat(400) })),
    )
    const site = await startSite(['--data', data])
    const headers = await memberAt(database.db, site.url, 'voter-one')
    await database.close()
    await millisecondsUntil(async () => (await found(site.url, 'matter')) === ids.length)

    const ended = once(site.process, 'exit')
    takeMemory(site)
    const book = voteBook()
    const asking = Array.from({ length: 30 }, async (_, asker) => {
      for (let number = 0; isAlive(site); number++) {
        const paths = ['/papers/new', '/api/papers?limit=100', `/papers?q=matter+${asker}+${number}`]
        await look(`${site.url}${paths[number % 3]}&x=${number}`).catch(() => {})
      }
    })
    for (let number = 0; isAlive(site); number++) {
      const id = ids[number % ids.length] ?? ''
      const up = Math.floor(number / ids.length) % 2 === 0
      book.note(id, up, await vote(site.url, id, headers, up).catch(() => null))
    }
    const [status, signal] = (await ended) as [number | null, string | null]
    await Promise.all(asking)
    assert.notEqual(status, 0)
    assert.ok(book.votes.size > 0)
    assert.ok(signal !== 'SIGTERM' && signal !== 'SIGKILL', `it ended by ${signal}`)
    // https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Restart=: any exit but 0 and what asks to end.
    const unit = readFileSync(join(packageRoot, 'deploy/systemd/broadsheet.service'), 'utf8')
    assert.match(unit, /^Restart=on-failure$/m)

    const again = await startSite(['--data', data])
    assert.deepEqual(await book.wrong(again.url), [])
    assert.equal((await look(`${again.url}/papers/new`)).status, 200)
  })
})

const isAlive = ({ process: { exitCode, signalCode } }: RunningSite): boolean =>
  exitCode === null && signalCode === null

/** It keeps what it has and gets little more: the next large wish is refused by the system. */
function takeMemory({ process: { pid } }: RunningSite): void {
  const kilobytes = Number(/^VmSize:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  execFileSync('prlimit', ['--pid', String(pid), `--as=${(kilobytes + 4_096) * 1_024}`])
}
