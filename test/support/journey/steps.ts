// What a member does from the day they come to the day they go; each step ends with what can be seen then.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { routes } from '../../../src/web/routes.ts'
import { type Hand, pressable, reads } from './hand.ts'
import { addressOf, listDay, mailedLink, password, type Stage } from './stage.ts'

export async function signUp(hand: Hand, stage: Stage, name: string): Promise<void> {
  await hand.open(stage.url + routes.signUp())
  await hand.write('Your name on this site', name)
  await hand.write('Mail address', addressOf(name))
  await hand.write('Password', password)
  await hand.press('Make an account')
  await hand.open(await mailedLink(stage, name, /^Confirm your address/))
  await hand.press('Make my account', {
    already: async () => {
      // The link works once.
      if ((await pressable(hand.page, 'Make my account').count()) > 0) return false
      await signIn(hand, stage, name)
      return true
    },
  })
  await reads(hand, `@${name}`, 'header')
}

export async function signIn(hand: Hand, stage: Stage, name: string): Promise<void> {
  await hand.open(stage.url + routes.signIn())
  await hand.write('Name or mail address', name)
  await hand.write('Password', password)
  await hand.press('Sign in')
  await reads(hand, `@${name}`, 'header')
}

/** From the day’s list to the page of a paper, and a vote that stays. */
export async function vote(hand: Hand, stage: Stage, title: string): Promise<void> {
  const { page } = hand
  const button = page.locator('.actions .vote button')
  const votesShow = async (pressed: boolean, votes: number) => {
    await page.locator(`.actions .vote button[aria-pressed=${pressed}]`).waitFor()
    assert.match((await button.textContent()) ?? '', new RegExp(`\\b${votes}$`))
  }
  await hand.open(stage.url + routes.day(listDay))
  await hand.press(title)
  await page.evaluate(() => Object.assign(window, { stayed: true }))
  const { interruptions } = hand
  const before = Number(/\d+/.exec((await button.textContent()) ?? '')?.[0])
  await hand.vote()
  await votesShow(true, before + 1)
  await hand.vote()
  await votesShow(false, before)
  await hand.vote()
  await votesShow(true, before + 1)
  if (hand.interruptions === interruptions)
    assert.equal(await page.evaluate(() => 'stayed' in window), hand.scripts)
}

/** @returns the id of the comment. */
export async function comment(hand: Hand, text: string): Promise<string> {
  await hand.write('Say something', text)
  await hand.press('Preview', { loads: !hand.scripts })
  await hand.page.locator('.preview').waitFor()
  await hand.press('Send', { already: () => isSaid(hand, text) })
  return commentHere(hand)
}

export async function reply(hand: Hand, to: string, text: string): Promise<string> {
  await hand.press('Reply', { within: toolsOf(to), loads: !hand.scripts })
  await hand.write('Your reply', text)
  await hand.press('Send', {
    ...(hand.scripts && { within: `#c-${to} .comment-form` }),
    already: () => isSaid(hand, text),
  })
  return commentHere(hand)
}

/** Looks for it in the discussion of the paper, and opens it there. */
async function isSaid(hand: Hand, text: string): Promise<boolean> {
  const [discussion = ''] = /^.*\/papers\/[\d.]+/.exec(hand.page.url()) ?? []
  await hand.open(`${discussion}/comments`)
  const beginning = /^[^$*@]+/.exec(text)?.[0].trim() ?? text
  const id = await hand.page
    .locator('.comment-body', { hasText: beginning })
    .first()
    .evaluate((body) => body.closest('.comment')?.id, undefined, { timeout: 1_000 })
    .catch(() => undefined)
  if (id === undefined) return false
  await hand.open(`${discussion}/comments?thread=${id.slice(2)}#${id}`)
  return true
}

export async function edit(hand: Hand, id: string, text: string): Promise<void> {
  await hand.press('Edit or delete', { within: toolsOf(id) })
  await hand.write('Change your comment', text)
  await hand.press('Send')
  await reads(hand, 'edited', `#c-${id} .comment-head`)
}

export async function mailedMention(stage: Stage, name: string, by: string): Promise<void> {
  await mailedLink(stage, name, new RegExp(`^${by} mentioned you on “`))
}

/** From what the masthead tells to the comment in which somebody is named. */
export async function followMention(hand: Hand, stage: Stage, { by, title }: { by: string; title: string }) {
  await hand.open(stage.url + routes.front())
  await reads(hand, '1 new', 'header')
  await hand.press('Notifications: 1 new', { within: 'header' })
  await reads(hand, `@${by} mentioned you on ${title}`)
  await hand.press(title)
  return commentHere(hand)
}

/** What a source brings, however badly it behaves, is on a list under one’s name. */
export async function submit(
  hand: Hand,
  stage: Stage,
  { id, note }: { id: string; note: string },
): Promise<void> {
  await hand.open(stage.url + routes.submit())
  await hand.write('arXiv id, DOI, address or title', `https://arxiv.org/abs/${id}`)
  await hand.press('Look it up')
  await hand.write('Why should others read it?', note)
  await hand.press('Submit', {
    already: async () => {
      if ((await pressable(hand.page, 'Submit').count()) > 0) return false
      await hand.open(stage.url + routes.ownSubmissions())
      return true
    },
  })
  await reads(hand, note)
}

/** @returns the name that is claimed. */
export async function claim(hand: Hand, stage: Stage, id: string): Promise<string> {
  // On a Saturday the paper joins Monday’s list, and its submitter sees the submission first.
  await hand.open(stage.url + routes.paper(id))
  await hand.press('I am an author')
  const author = (await hand.page.locator('main select option').nth(1).textContent()) ?? ''
  await hand.choose('Which author are you?', author)
  await hand.write('How can it be seen that this is you?', 'My page names this paper.')
  const waits = `As ${author}: an admin is yet to look at it.`
  await hand.press('Send the claim', {
    already: async () => {
      await hand.open(stage.url + routes.ownClaims())
      return ((await hand.page.locator('main').textContent()) ?? '').includes(waits)
    },
  })
  await reads(hand, waits)
  return author
}

export async function report(hand: Hand, address: string, id: string): Promise<void> {
  await hand.open(address)
  await hand.press('Report', { within: toolsOf(id) })
  await hand.write('What is wrong with it?', 'It sells something.')
  const { interruptions } = hand
  await hand.press('Report')
  // Who got no answer may be told that they said so before.
  await reads(hand, hand.interruptions > interruptions ? /Thank you|reported this already/ : 'Thank you')
}

export async function hideReported(hand: Hand, stage: Stage, text: string): Promise<void> {
  await hand.open(stage.url + routes.moderation())
  await reads(hand, text, '.reported-thing')
  await hand.pick('Hide the comment', '.reported-thing')
  await hand.write('Reason', 'No advertising.', '.reported-thing')
  await hand.press('Do it')
  await reads(hand, 'Nothing waits.')
}

export async function restore(hand: Hand, stage: Stage): Promise<void> {
  await hand.open(stage.url + routes.moderationLog())
  await hand.unfold('Restore the comment', '.log li')
  await hand.write('Reason', 'It was a joke.', '.log li')
  await hand.press('Restore the comment', { within: '.log li' })
  await reads(hand, 'restored a comment')
}

export async function approveClaim(hand: Hand, stage: Stage, name: string, author: string): Promise<void> {
  await hand.open(stage.url + routes.adminClaims())
  await reads(hand, `${name} says that they are ${author}`)
  await hand.press(`Approve: ${name}, ${author}`)
  await reads(hand, 'Nothing waits.')
}

export async function exportMine(hand: Hand, stage: Stage): Promise<Record<string, unknown>> {
  await hand.open(stage.url + routes.settings())
  const [download] = await Promise.all([
    hand.page.waitForEvent('download'),
    hand.press('Export', { loads: false }),
  ])
  return JSON.parse(await readFile(await download.path(), 'utf8'))
}

export async function leave(hand: Hand, stage: Stage, name: string): Promise<void> {
  await hand.open(stage.url + routes.settings())
  await hand.press('Delete account')
  await hand.write('Type your name', name)
  await hand.write('Your password', password)
  await hand.press('Delete my account')
  await reads(hand, 'Sign in', 'header')
  assert.equal(await hand.open(stage.url + routes.person(name)), 404)
}

const toolsOf = (id: string) => `#c-${id} > details > .comment-tools`

function commentHere({ page }: Hand): string {
  const id = /#c-([0-9a-f]{24})$/.exec(page.url())?.[1]
  return id ?? assert.fail(`${page.url()} is not the address of a comment.`)
}
