// Submitting, curating, claiming and linking in a real browser, with scripts and without, down to 320 px.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { makeLink } from '../../src/accounts/links.ts'
import { openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { routes } from '../../src/web/routes.ts'
import { axeFindings, noBrowser, openBrowser } from '../support/browser.ts'
import { temporaryFolder } from '../support/database.ts'
import { aMember } from '../support/members.ts'
import { startSite } from '../support/program.ts'
import { fill, paperRecord } from '../support/records.ts'

const title = 'A-title-of-one-very-long-word-'.repeat(4)
const paper = paperRecord({ id: '2603.00001', title, published: '2026-03-03' })

async function storeWithAdmin(): Promise<{ data: string; links: string[] }> {
  const data = temporaryFolder()
  const database = openDatabase({ data })
  await migrate(database)
  const { db } = database
  await fill(db, [paper, paperRecord({ id: '2603.00002', published: '2026-03-03' })])
  const { id: memberId } = await aMember(db, 'some-admin', 'admin')
  const link = () => makeLink(db, { purpose: 'sign-in', memberId, validMs: 3_600_000 }, Date.now())
  const links = [await link(), await link()]
  await database.close()
  return { data, links }
}

const pages = [
  routes.submit(),
  routes.submit('2603.00002'),
  routes.paper('2603.00001'),
  routes.paperLinks('2603.00001'),
  routes.claim('2603.00001'),
  routes.ownSubmissions(),
  routes.ownClaims(),
  routes.adminEditions(),
  routes.adminEdition('2026-03-04'),
  routes.adminClaims(),
  routes.personLinks(),
]

describe('submissions, claims and links in a browser', { skip: noBrowser }, () => {
  test('work by plain forms, are accessible and fit, and drafts survive', async () => {
    const { data, links } = await storeWithAdmin()
    const { url } = await startSite(['--data', data], { env: { SOURCES: '', JOBS: 'off' } })
    const browser = await openBrowser()
    for (const javaScriptEnabled of [false, true]) {
      const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 320, height: 800 } })
      const page = await context.newPage()
      await page.goto(`${url}${routes.confirmSignIn(links.pop())}`)
      await page.locator('main button[type=submit]').first().click()
      if (!javaScriptEnabled) await setLinks(page, url)
      else {
        await look(page, url)
        await loseSession(page, url)
      }
      await context.close()
    }
  })
})

/** The rest of what members do here is in the journey. */
async function setLinks(page: Page, url: string): Promise<void> {
  await page.goto(url + routes.paperLinks('2603.00001'))
  await page.getByLabel('Code').fill('https://github.com/ada/example')
  await page.getByRole('button', { name: 'Save the links' }).click()
  assert.equal(await page.locator('a[href="https://github.com/ada/example"]').first().isVisible(), true)
}

/** What is written survives the window and the session, and is gone once it was taken. */
async function loseSession(page: Page, url: string): Promise<void> {
  const note = page.getByLabel('Why should others read it?')
  const submission = url + routes.submit('2603.00002')
  await page.goto(submission)
  await note.fill('It is short.')
  await page.reload()
  assert.equal(await note.inputValue(), 'It is short.')
  const cookies = await page.context().cookies()
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Submit', exact: true }).click()
  await page.getByText('You aren’t signed in.').waitFor()
  assert.equal(await note.inputValue(), 'It is short.')
  await page.context().addCookies(cookies)
  await page.goto(submission)
  assert.equal(await note.inputValue(), 'It is short.')
  await page.getByRole('button', { name: 'Submit', exact: true }).click()
  await page.waitForURL((address) => address.href !== submission)
  await page.getByText('It is short.').first().waitFor()
  const kept = await page.evaluate(() =>
    Object.keys(localStorage).filter((key) => key.startsWith('form-draft')),
  )
  assert.deepEqual(kept, [])
}

async function look(page: Page, url: string): Promise<void> {
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    for (const path of pages) {
      await page.goto(url + path)
      assert.deepEqual(await axeFindings(page), [], `${path} at ${width} px`)
      const overflow = () => document.documentElement.scrollWidth - window.innerWidth
      assert.ok((await page.evaluate(overflow)) <= 0, `${path} is wider than ${width} px`)
    }
  }
}
