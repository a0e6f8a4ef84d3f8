import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { eachDatabase } from '../../../test/support/database.ts'
import { steppedClock, systemClock } from '../../clock.ts'
import { newHolder } from './holder.ts'
import { inTurn, keepAway } from './host-turns.ts'

const manners = { host: 'arxiv', pauseMs: 60 }

eachDatabase('turns at a host', (open) => {
  test('many ask one after the other, with a pause between', async () => {
    const db = await open()
    const times: [number, number][] = []
    const ask = async () => {
      const began = performance.now()
      await sleep(15)
      times.push([began, performance.now()])
    }
    const asking = Array.from({ length: 8 }, () =>
      inTurn({ db, clock: systemClock, holder: newHolder() }, manners, ask),
    )
    await Promise.all(asking)
    const ordered = times.toSorted(([a], [b]) => a - b)
    const pauses = ordered.slice(1).map(([began], at) => began - (ordered[at]?.[1] ?? 0))
    // A clock counts whole milliseconds.
    assert.ok(Math.min(...pauses) >= manners.pauseMs - 2, pauses.join(' '))
  })

  test('a host that asked for rest is left alone by all', async () => {
    const db = await open()
    const clock = steppedClock('2026-03-04T12:00:00Z')
    const until = clock.now() + 600_000
    await keepAway(db, 'arxiv', until)
    await keepAway(db, 'arxiv', clock.now() + 1)
    await inTurn({ db, clock, holder: newHolder() }, manners, async () => {})
    assert.ok(clock.now() >= until)
  })

  test('a turn of a process that was killed is taken over', async () => {
    const db = await open()
    const [machine] = newHolder().split(' ')
    // Process ids end far below.
    const dead = `${machine} 999999999 abc`
    await db
      .insertInto('host_turn')
      .values({ host: 'arxiv', next_at: 0, held_by: dead, held_until: Date.now() + 1e6 })
      .execute()
    const clock = steppedClock('2026-03-04T12:00:00Z')
    assert.equal(await inTurn({ db, clock, holder: newHolder() }, manners, async () => 'asked'), 'asked')
  })

  test('whoever waits can be told to stop, and a failure gives the turn back', async () => {
    const db = await open()
    const clock = steppedClock('2026-03-04T12:00:00Z')
    const failing = inTurn({ db, clock, holder: newHolder() }, manners, async () => {
      throw new Error('no answer')
    })
    await assert.rejects(failing, /no answer/)
    await keepAway(db, 'arxiv', Date.now() + 1e6)
    const parts = { db, clock: systemClock, holder: newHolder(), signal: AbortSignal.timeout(50) }
    await assert.rejects(inTurn(parts, manners, async () => {}))
  })
})
