import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { steppedClock } from '../clock.ts'
import { lastSamples, samplesSince } from './sample-queries.ts'
import { createSampler, KEPT_SAMPLES_MS } from './sampler.ts'
import { createTelemetry } from './telemetry.ts'

eachDatabase('samples of nodes', (open) => {
  test('hold what was counted in their minute, and are forgotten after two days', async () => {
    const db = await open()
    const clock = steppedClock('2026-03-04T12:00:30Z')
    const telemetry = createTelemetry()
    const { tallies } = telemetry
    const sampler = createSampler({
      ...{ db, clock, telemetry, node: 'here:1', version: '1.2.3', works: true },
      lag: () => ({ missing: 3, behind: 0.5 }),
      onTrouble: (error) => assert.fail(String(error)),
    })
    tallies.requests.add({ method: 'GET', route: '/', status: 200 }, 0.03)
    tallies.requests.add({ method: 'GET', route: '/', status: 500 }, 0.3)
    tallies.jobs.add({ kind: 'send-mails', outcome: 'failed' }, 1)
    await clock.wait(29_999)
    await sampler.take()
    tallies.requests.add({ method: 'GET', route: '/', status: 429 }, 0.001)
    await clock.wait(60_000)
    await sampler.take()
    const [first, second] = await samplesSince(db, 0)
    assert.ok(first && second)
    assert.deepEqual(
      [first.at, first.requests, first.errors, first.limited, first.jobsFailed, first.missing],
      [Date.parse('2026-03-04T12:00:00Z'), 2, 1, 0, 1, 3],
    )
    assert.deepEqual(
      [second.at, second.requests, second.errors, second.limited, second.upTo[0]],
      [Date.parse('2026-03-04T12:01:00Z'), 1, 0, 1, 1],
    )
    assert.deepEqual(await lastSamples(db, 0), [second])
    await clock.wait(KEPT_SAMPLES_MS)
    await sampler.take()
    assert.equal((await samplesSince(db, 0)).length, 1)
  })

  test('are written each minute from the start on', async () => {
    const db = await open()
    const clock = steppedClock('2026-03-04T12:00:30Z')
    const sampler = createSampler({
      ...{ db, clock, telemetry: createTelemetry(), node: 'here:1', version: '1', works: false },
      lag: () => ({ missing: 0, behind: 0 }),
      onTrouble: (error) => assert.fail(String(error)),
    })
    sampler.start()
    while ((await samplesSince(db, 0)).length < 3) await new Promise((resolve) => setTimeout(resolve, 5))
    await sampler.stop()
    const minutes = (await samplesSince(db, 0)).map(({ at }) => new Date(at).toISOString().slice(11, 19))
    assert.deepEqual(minutes.slice(0, 3), ['12:00:00', '12:01:00', '12:02:00'])
  })
})
