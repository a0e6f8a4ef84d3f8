import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { harvestFrom, harvestParts, harvestTime } from '../../../test/support/harvest.ts'
import { settingsAt } from '../../../test/support/misbehaving/settings.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { steppedClock } from '../../clock.ts'
import { localHarvester } from './harvester.ts'
import { changeState, setPaused, stateOf, takeLease } from './source-state.ts'

const asked: string[] = []
/** Speaks of all repositories but one, which it refuses to. */
const server = createServer(({ url = '' }, response) => {
  asked.push(url)
  if (url.includes('/blocked')) response.writeHead(403).end('{"message":"Repository access blocked"}')
  else
    response.end(
      JSON.stringify({ stargazers_count: 7, html_url: 'https://github.com/a/b', full_name: 'a/b' }),
    )
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
after(() => server.close())
const settings = settingsAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)

eachDatabase('what the schedule harvests', (open) => {
  test('one paper of which a source won’t speak hides none of the others', async () => {
    const db = await open()
    const papers = ['one', 'blocked', 'two'].map((name, at) =>
      paperRecord({
        id: `2603.0000${at + 1}`,
        published: '2026-03-04',
        links: [{ kind: 'code', url: `https://github.com/a/${name}` }],
      }),
    )
    await fill(db, papers)
    asked.length = 0
    const result = await harvestFrom({ settings }, db, { source: 'github' })
    assert.deepEqual([result.state, result.error], ['done', undefined])
    assert.equal(asked.length, 3)
    const rows = await db.selectFrom('lookup').select(['paper_id', 'found']).orderBy('paper_id').execute()
    assert.equal(rows.length, 3)
    assert.equal(rows[1]?.found, 0)
    await harvestFrom({ settings }, db, { source: 'github' })
    assert.equal(asked.length, 3, 'nobody is asked again at once')
  })

  test('what is paused or rests is passed over, unless somebody asks', async () => {
    const db = await open()
    const clock = steppedClock(harvestTime)
    const { parts } = harvestParts({ settings }, db, { source: 'github', clock })
    const harvester = localHarvester(parts)
    const harvest = (cause: 'schedule' | 'admin') =>
      harvester.harvest({ source: 'github', cause }, AbortSignal.timeout(10_000))
    await setPaused(db, 'github', true)
    assert.equal(await harvest('schedule'), null)
    assert.equal((await harvest('admin'))?.state, 'done')
    await setPaused(db, 'github', false)
    await changeState(db, 'github', { retry_at: clock.now() + 60_000 })
    assert.equal(await harvest('schedule'), null)
    await clock.wait(61_000)
    assert.equal((await harvest('schedule'))?.state, 'done')
  })

  test('what another process harvests is looked at again when that one may have died', async () => {
    const db = await open()
    const clock = steppedClock(harvestTime)
    const { parts } = harvestParts({ settings }, db, { source: 'github', clock })
    await takeLease(db, 'github', 'elsewhere 1 abc')
    const result = await localHarvester(parts).harvest(
      { source: 'github', cause: 'schedule' },
      AbortSignal.timeout(10_000),
    )
    assert.equal(result?.state, 'stopped')
    assert.ok((result?.retryAt ?? 0) > clock.now())
    assert.equal((await stateOf(db, 'github')).failures, 0)
  })
})
