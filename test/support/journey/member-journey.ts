// A member's whole way: from signing up to leaving, with all that others do about what they wrote.

import assert from 'node:assert/strict'
import { routes } from '../../../src/web/routes.ts'
import { type Hand, reads } from './hand.ts'
import type { Stage } from './stage.ts'
import * as steps from './steps.ts'

/** Who makes it, with whom, and about which papers: of those who do it at once each has their own. */
export interface MemberWay {
  me: string
  friend: string
  /** On the list of the day. */
  paper: string
  /** Which one of the source is submitted. */
  at: number
  /** One more person at a browser. */
  newHand(): Promise<Hand>
  /** Waits for the mail about the mention, which comes within a minute. */
  isTold: boolean
  /** Else they stay, and so does what they wrote. */
  leaves: boolean
}

/** What the site has taken and must keep. */
export interface MemberWrites {
  submitted: string
  author: string
  /** Ids of my comments, and of the friend's. */
  mine: string[]
  theirs: string
}

/** On the same stage are the moderator cleo and the admin dorit. */
export async function memberJourney(stage: Stage, way: MemberWay): Promise<MemberWrites> {
  const { me: name, friend, paper } = way
  const title = `On the matter of ${paper}`
  const me = await way.newHand()
  const other = await way.newHand()
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
  const own = await decideAboutClaim(stage, way, { me, submitted, author })

  if (way.isTold) await steps.mailedMention(stage, name, friend)
  const exported = await steps.exportMine(me, stage)
  const counts = ['votes', 'comments', 'submissions', 'claims'].map(
    (key) => (exported[key] as unknown[])?.length,
  )
  assert.deepEqual(counts, [1, 3, 1, 1])
  if (way.leaves) {
    await steps.leave(me, stage, name)
    await other.open(stage.url + routes.comment(paper, last))
    assert.doesNotMatch((await other.page.locator('#comments').textContent()) ?? '', /theorem/)
  }
  return { submitted, author, mine: [first, last, own], theirs: question }
}

interface Dispute {
  me: Hand
  other: Hand
  question: string
}

/** I report what the other wrote; a moderator hides it and shows it again. */
async function settleReport(stage: Stage, way: MemberWay, { me, other, question }: Dispute): Promise<void> {
  const address = stage.url + routes.comment(way.paper, question)
  await steps.report(me, address, question)
  const moderator = await way.newHand()
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

/** An admin finds that I am the author, which my comments show from then on. @returns the id of one */
async function decideAboutClaim(
  stage: Stage,
  way: MemberWay,
  { me, submitted, author }: Decision,
): Promise<string> {
  const admin = await way.newHand()
  await steps.signIn(admin, stage, 'dorit')
  await steps.approveClaim(admin, stage, way.me, author)
  await me.open(stage.url + routes.paper(submitted))
  const own = await steps.comment(me, 'Ask me.')
  await reads(me, 'author', `#c-${own} .badge`)
  return own
}
