// Votes and discussion in a real browser: with scripts in place, accessible and narrow enough. The journey does without.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { routes } from '../../src/web/routes.ts'
import { axeFindings, noBrowser, openBrowser } from '../support/browser.ts'
import { temporaryFolder } from '../support/database.ts'
import { say } from '../support/discussions.ts'
import { aMember, type TestMember } from '../support/members.ts'
import { type RunningSite, startSite } from '../support/program.ts'
import { fill, paperRecord } from '../support/records.ts'
import { siteOver } from '../support/site.ts'

const paper = '2603.00001'
const day = '2026-03-03'

/** A discussion with all that there is in one: formulas, code, badges, deep replies, one taken back, one hidden. */
async function aDiscussion(): Promise<{ data: string; ada: TestMember; first: string }> {
  const data = temporaryFolder()
  const database = openDatabase({ data })
  await migrate(database)
  const { db } = database
  const [ada, ben, kim] = [
    await aMember(db, 'ada'),
    await aMember(db, 'ben'),
    await aMember(db, 'kim', 'moderator'),
  ]
  await fill(db, [
    paperRecord({
      id: paper,
      published: day,
      entries: [{ day, recordedVotes: 5, submittedBy: { name: 'kim', id: kim.id } }],
    }),
    paperRecord({ id: '2603.00002', published: day, entries: [{ day, recordedVotes: 3 }] }),
  ])
  const site = siteOver(db)
  const first = await say(site, ada, {
    paper,
    body: `A **bound** of $n^2$:\n\n$$\n\\sum_{i=1}^{n} x_i + ${'y_i + '.repeat(30)} z\n$$\n\n\`\`\`\nfor (;;) { ${'x++; '.repeat(40)} }\n\`\`\`\n\n> quoted ${'word'.repeat(60)}\n\n- one\n- two`,
  })
  let parent = first
  for (const [at, who] of [ben, kim, ada, ben].entries()) {
    parent = await say(site, who, { paper, body: `Reply number ${at} goes deeper, @ada`, parent })
  }
  const gone = await say(site, ben, { paper, body: 'I take this back' })
  await say(site, kim, { paper, body: 'A pity that it is gone', parent: gone })
  await db.updateTable('comment').set({ deleted_at: 1, body: '' }).where('id', '=', gone).execute()
  const hidden = await say(site, ben, { paper, body: 'Not kind at all' })
  await db
    .updateTable('comment')
    .set({ hidden_at: 1, hidden_reason: 'Not kind.' })
    .where('id', '=', hidden)
    .execute()
  await database.close()
  return { data, ada, first }
}

async function pageFor(
  site: RunningSite,
  who: TestMember | null,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await (await openBrowser()).newContext(options)
  const [name = '', value = ''] = /^([^=]+)=(.*)$/.exec(who?.headers.cookie ?? '')?.slice(1) ?? []
  const cookie = {
    name,
    value,
    domain: '127.0.0.1',
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Lax' as const,
  }
  if (who) await context.addCookies([cookie])
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(site.url + routes.paper(paper))
  return page
}

const serving = (data: string) => startSite(['--data', data], { env: { SOURCES: '', JOBS: 'off' } })

describe('votes and discussion in a browser', { skip: noBrowser }, () => {
  test('with scripts: votes, previews and replies come without loading, drafts survive', async () => {
    const { data, ada, first } = await aDiscussion()
    const site = await serving(data)
    const page = await pageFor(site, ada)
    const upvote = page.locator('.actions .vote button')
    await page.evaluate(() => Object.assign(window, { stayed: true }))
    await upvote.click()
    await page.waitForSelector('.actions .vote button[aria-pressed=true]')
    assert.match((await upvote.textContent()) ?? '', /6/)
    assert.equal(await page.evaluate(() => 'stayed' in window), true)
    await page.keyboard.press('u')
    await page.waitForSelector('.actions .vote button[aria-pressed=false]')

    const form = page.locator('#comments > form')
    await form.getByRole('textbox').fill('With *emphasis* and $x^2$')
    await form.getByRole('button', { name: 'Preview' }).click()
    await form.locator('.preview em').waitFor()
    assert.equal(await form.locator('.preview math').count(), 1)
    await page.locator('[data-write]').first().click()
    await page.locator('.comment form.comment-form textarea').fill('A reply in place')
    assert.equal(await page.evaluate(() => 'stayed' in window), true)

    await page.reload()
    assert.equal(await form.getByRole('textbox').inputValue(), 'With *emphasis* and $x^2$')
    await form.getByRole('button', { name: 'Send' }).click()
    await page.waitForURL(/#c-/)
    assert.match((await page.locator('.comment-body').first().textContent()) ?? '', /With emphasis/)
    await page.goto(site.url + routes.paper(paper))
    assert.equal(await form.getByRole('textbox').inputValue(), '')
    const folded = page.locator(`#c-${first} > details`)
    await folded.locator('[data-write]').first().focus()
    await page.keyboard.press('c')
    assert.equal(await folded.getAttribute('open'), null)

    await page.goto(site.url + routes.day(day))
    await page.keyboard.press('j')
    await page.keyboard.press('u')
    await page.waitForSelector('.entry .vote-button[aria-pressed=true]')
  })

  test('a preview that the site could not answer is asked for as a page, and publishes nothing', async () => {
    const { data, ada } = await aDiscussion()
    const page = await pageFor(await serving(data), ada)
    await page.route('**/comments', (route, request) =>
      request.isNavigationRequest() ? route.continue() : route.fulfill({ status: 503, body: 'Later.' }),
    )
    const form = page.locator('#comments > form')
    await form.getByRole('textbox').fill('Not yet for *others*')
    await Promise.all([page.waitForEvent('load'), form.getByRole('button', { name: 'Preview' }).click()])
    await page.locator('.preview em').waitFor()
    await page.goto(new URL(routes.discussion(paper), page.url()).href)
    assert.equal(await page.locator('.comment-body', { hasText: 'Not yet for' }).count(), 0)
  })

  test('is accessible and fits, in the light and in the dark', async () => {
    const { data, ada, first } = await aDiscussion()
    const site = await serving(data)
    const paths = [
      ...[routes.paper(paper), routes.discussion(paper), routes.comment(paper, first), routes.day(day)],
      ...[
        routes.ofComment(paper, first, 'reply'),
        routes.ofComment(paper, first, 'edit'),
        routes.notifications(),
      ],
    ]
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1280, 320]) {
        const page = await pageFor(site, ada, { colorScheme, viewport: { width, height: 900 } })
        for (const path of paths) {
          await page.goto(site.url + path)
          const at = `${path} at ${width} px, ${colorScheme}`
          assert.deepEqual(await axeFindings(page), [], at)
          const overflow = () => document.documentElement.scrollWidth - window.innerWidth
          assert.ok((await page.evaluate(overflow)) <= 0, `${at} is wider than the window`)
          const shots = process.env.SCREENSHOTS
          if (shots)
            await page.screenshot({
              path: `${shots}/${path.replace(/\W+/g, '_')}-${width}-${colorScheme}.png`,
              fullPage: true,
            })
        }
        await page.close()
      }
    }
  })
})
