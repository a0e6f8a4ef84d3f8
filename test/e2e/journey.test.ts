// A member’s whole way through the site, in a real browser: with scripts, without, and by keys alone; on each database.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { routes } from '../../src/web/routes.ts'
import { noBrowser } from '../support/browser.ts'
import type { DatabaseKind } from '../support/database.ts'
import { databaseKinds } from '../support/database.ts'
import { type Hand, pointer, reads } from '../support/journey/hand.ts'
import { keys } from '../support/journey/keys.ts'
import { type Stage, setStage } from '../support/journey/stage.ts'
import * as steps from '../support/journey/steps.ts'

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
        await journey(stage, ways[name])
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

async function journey(stage: Stage, way: Way): Promise<void> {
  const { me: name, friend, paper } = way
  const title = `On the matter of ${paper}`
  const me = await handOf(stage, way)
  const other = await handOf(stage, way)
  await steps.signUp(me, stage, name)
  await steps.signIn(other, stage, friend)
  await steps.vote(me, stage, title)

  const first = await steps.comment(me, 'A bound of $n^2$ holds.')
  assert.equal(await me.page.locator(`#c-${first} math`).count(), 1)
  await steps.edit(me, first, 'A bound of $n^3$ holds, and no better one.')
  await other.open(stage.url + routes.paper(paper))
  const question = await steps.comment(other, `Why none, @${name}? Buy my book.`)
  assert.equal(await steps.followMention(me, stage, { by: friend, title }), question)
  const last = await steps.reply(me, question, 'Because of **theorem** 2.')

  const submitted = stage.source.recordsOf('arxiv')[way.at]?.id ?? ''
  await steps.submit(me, stage, { id: submitted, note: `Read it, says ${name}.` })
  const author = await steps.claim(me, stage, submitted)
  await settleReport(stage, way, { me, other, question })
  await decideAboutClaim(stage, way, { me, submitted, author })

  if (way.isTold) await steps.mailedMention(stage, name, friend)
  const mine = await steps.exportMine(me, stage)
  const counts = ['votes', 'comments', 'submissions', 'claims'].map((key) => (mine[key] as unknown[])?.length)
  assert.deepEqual(counts, [1, 3, 1, 1])
  await steps.leave(me, stage, name)
  await other.open(stage.url + routes.comment(paper, last))
  assert.doesNotMatch((await other.page.locator('#comments').textContent()) ?? '', /theorem/)
}

interface Dispute {
  me: Hand
  other: Hand
  question: string
}

/** I report what the other wrote; a moderator hides it and shows it again. */
async function settleReport(stage: Stage, way: Way, { me, other, question }: Dispute): Promise<void> {
  const address = stage.url + routes.comment(way.paper, question)
  await steps.report(me, address, question)
  const moderator = await handOf(stage, way)
  await steps.signIn(moderator, stage, 'cleo')
  await steps.hideReported(moderator, stage, 'Buy my book')
  await other.open(address)
  await reads(other, 'Hidden by a moderator: No advertising.', `#c-${question}`)
  await steps.restore(moderator, stage)
  await other.open(address)
  await reads(other, 'Buy my book', `#c-${question}`)
}

interface Decision {
  me: Hand
  submitted: string
  author: string
}

/** An admin finds that I am the author, which my comments show from then on. */
async function decideAboutClaim(stage: Stage, way: Way, { me, submitted, author }: Decision): Promise<void> {
  const admin = await handOf(stage, way)
  await steps.signIn(admin, stage, 'dorit')
  await steps.approveClaim(admin, stage, way.me, author)
  await me.open(stage.url + routes.paper(submitted))
  const own = await steps.comment(me, 'Ask me.')
  await reads(me, 'author', `#c-${own} .badge`)
}

async function handOf({ browser }: Stage, { scripts, byKeys }: Way): Promise<Hand> {
  const page = await browser.newPage({ javaScriptEnabled: scripts, viewport: { width: 1280, height: 900 } })
  page.setDefaultTimeout(20_000)
  return byKeys ? keys(page) : pointer(page, scripts)
}
