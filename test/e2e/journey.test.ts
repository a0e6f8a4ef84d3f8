// A member’s whole way through the site, in a real browser: with scripts, without, and by keys alone; on each database.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { noBrowser } from '../support/browser.ts'
import type { DatabaseKind } from '../support/database.ts'
import { databaseKinds } from '../support/database.ts'
import { type Hand, pointer } from '../support/journey/hand.ts'
import { keys } from '../support/journey/keys.ts'
import { memberJourney } from '../support/journey/member-journey.ts'
import { type Stage, setStage } from '../support/journey/stage.ts'

/**
 * Each way has people and a paper of its own, so that one site serves them all. `isTold`: waits for the mail about the
 * mention, which comes within a minute.
 */
const ways = {
  'with scripts': {
    me: 'noa',
    friend: 'ben',
    paper: '2603.00001',
    at: 3,
    scripts: true,
    byKeys: false,
    isTold: true,
  },
  'without scripts': {
    me: 'kim',
    friend: 'max',
    paper: '2603.00002',
    at: 4,
    scripts: false,
    byKeys: false,
    isTold: false,
  },
  'by keys alone': {
    me: 'zoe',
    friend: 'jud',
    paper: '2603.00003',
    at: 5,
    scripts: true,
    byKeys: true,
    isTold: false,
  },
}
type Way = (typeof ways)[keyof typeof ways]

const waysOn: Record<DatabaseKind, (keyof typeof ways)[]> = {
  sqlite: ['with scripts', 'without scripts', 'by keys alone'],
  postgres: ['with scripts', 'without scripts'],
}

/** Set here and not in a test, with whose end they would end. */
const stages = new Map<DatabaseKind, Stage>()
for (const kind of noBrowser ? [] : databaseKinds) stages.set(kind, await setTheStage(kind))

for (const kind of databaseKinds) {
  describe(`the journey of a member (${kind})`, { skip: noBrowser }, () => {
    for (const name of waysOn[kind]) {
      test(name, async () => {
        const stage = stages.get(kind)
        assert.ok(stage)
        const way = ways[name]
        await memberJourney(stage, { ...way, leaves: true, newHand: () => handOf(stage, way) })
      })
    }
  })
}

async function setTheStage(kind: DatabaseKind): Promise<Stage> {
  const stage = await setStage(
    kind,
    Object.values(ways).map(({ paper }) => paper),
  )
  for (const { friend } of Object.values(ways)) await stage.addMember(friend)
  await stage.addMember('cleo', 'moderator')
  await stage.addMember('dorit', 'admin')
  return stage
}

async function handOf({ browser }: Stage, { scripts, byKeys }: Way): Promise<Hand> {
  const page = await browser.newPage({ javaScriptEnabled: scripts, viewport: { width: 1280, height: 900 } })
  page.setDefaultTimeout(20_000)
  return byKeys ? keys(page) : pointer(page, scripts)
}
