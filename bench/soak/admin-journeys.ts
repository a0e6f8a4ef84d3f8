// What admins do: webhooks, whose receivers must be told, and every page that says how the site runs.

import assert from 'node:assert/strict'
import { routes } from '../../src/web/routes.ts'
import { reads } from '../../test/support/journey/hand.ts'
import { comment, signIn } from '../../test/support/journey/steps.ts'
import { proves } from '../../test/support/webhooks.ts'
import type { Journey } from './journey-people.ts'
import { isComment, isHook } from './journey-queries.ts'

/** Makes one and tests it: the receiver gets the test, and what is said on the site from then on. */
export const webhook: Journey = async ({ stage, receiver, ledger, papers }, { round, newHand }) => {
  const me = await newHand(round % 2 === 0)
  const path = `/hook-${round}`
  await signIn(me, stage, 'adam')
  await me.open(stage.url + routes.webhooks())
  await me.write('Address', receiver.url + path)
  await me.pick('comment.created')
  await me.press('Make it')
  const secret = (await me.page.locator('.made code').textContent()) ?? ''
  const address = (await me.page.locator('.made a').getAttribute('href')) ?? ''
  await me.open(stage.url + address)
  await me.press('Send a test')
  await reads(me, 'What it was told')
  ledger.keep(`webhook ${path}`, (db) => isHook(db, address.split('/').at(-1) ?? ''))
  const told = (type: string) =>
    receiver.received.some(
      (call) =>
        call.path === path &&
        (JSON.parse(call.body) as { type: string }).type === type &&
        proves(secret, call.headers, call.body),
    )
  ledger.expect(`the test of webhook ${path}`, () => told('ping'))

  const text = `Hook ${round} is to hear of this.`
  await me.open(stage.url + routes.paper(papers[0] ?? ''))
  const said = await comment(me, text)
  ledger.keep(`a comment for webhook ${path}`, (db) => isComment(db, said, text))
  ledger.expect(`a comment at webhook ${path}`, () => told('comment.created'))
}

const adminPages = [
  ...[routes.overview(), routes.people(), routes.mails(), routes.digests(), routes.bounces()],
  ...[
    routes.webhooks(),
    routes.channels(),
    routes.adminEditions(),
    routes.adminClaims(),
    routes.personLinks(),
  ],
  ...[routes.moderation(), routes.moderationLog(), routes.sources(), routes.feeds(), routes.about()],
]

/** Looks at all pages, gives a role and takes it back, and has a source asked now. */
export const running: Journey = async ({ stage }, { round, newHand }) => {
  const me = await newHand(round % 2 === 1)
  await signIn(me, stage, 'adam')
  for (const page of adminPages) assert.equal(await me.open(stage.url + page), 200, page)
  for (const role of ['curator', 'reader']) {
    await me.open(stage.url + routes.people())
    await me.choose('Role of fay', role)
    await me.press('Save the role of fay')
  }
  await me.open(stage.url + routes.source('biorxiv'))
  if (await me.page.getByRole('button', { name: 'Harvest now' }).isEnabled()) await me.press('Harvest now')
  await reads(me, 'Harvests')
}
