// Forms on a bad connection: pressed twice, sent while there is no network, refused.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { makeLink } from '../../src/accounts/links.ts'
import { openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { routes } from '../../src/web/routes.ts'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { temporaryFolder } from '../support/database.ts'
import { say } from '../support/discussions.ts'
import { aMember } from '../support/members.ts'
import { startSite } from '../support/program.ts'
import { fill, paperRecord } from '../support/records.ts'
import { siteOver } from '../support/site.ts'

const paper = '2603.00001'

/** A member on the page of a paper that somebody has said something about. */
async function memberOnPaper(): Promise<{ page: Page; url: string; said: string }> {
  const data = temporaryFolder()
  const database = openDatabase({ data })
  await migrate(database)
  const { db } = database
  await fill(db, [paperRecord({ id: paper, published: '2026-03-03' })])
  const { id: memberId } = await aMember(db, 'ada')
  const token = await makeLink(db, { purpose: 'sign-in', memberId, validMs: 3_600_000 }, Date.now())
  const said = await say(siteOver(db), await aMember(db, 'ben'), { paper, body: 'Is the bound tight?' })
  await database.close()
  const { url } = await startSite(['--data', data], { env: { SOURCES: '', JOBS: 'off' } })
  const page = await (await (await openBrowser()).newContext()).newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(url + routes.confirmSignIn(token))
  await page.locator('main button[type=submit]').first().click()
  await page.goto(url + routes.paper(paper))
  return { page, url, said }
}

describe('forms on a bad connection', { skip: noBrowser }, () => {
  test('are sent once however often they are pressed, and again after coming back', async () => {
    const { page } = await memberOnPaper()
    const sent: (() => void)[] = []
    await page.route(`**${routes.discussion(paper)}`, async (route, request) => {
      if (request.method() === 'POST') await new Promise<void>((resolve) => sent.push(resolve))
      await route.continue()
    })
    const form = page.locator('#comments > form.comment-form')
    // By the keyboard of the page: playwright’s clicks wait until a page has come.
    const press = () => page.keyboard.press('Enter')
    const write = async (text: string) => {
      await form.getByRole('textbox').fill(text)
      await form.getByRole('button', { name: 'Send' }).focus()
    }
    await write('It is, by a constant')
    await press()
    await until(() => sent.length > 0)
    await press()
    await press()
    sent[0]?.()
    await page.waitForURL(/#c-/)
    assert.equal(sent.length, 1)
    assert.equal(await page.getByRole('alert').count(), 0)
    await page.locator('.comment-body', { hasText: 'It is, by a constant' }).waitFor()

    await page.goBack()
    await write('And that constant is known')
    await press()
    await until(() => sent.length > 1)
    sent[1]?.()
    await page.waitForURL(/#c-/)
    await page.locator('.comment-body', { hasText: 'And that constant is known' }).waitFor()
  })

  test('keep the draft of a comment that did not arrive, whatever is read meanwhile', async () => {
    const { page, url, said } = await memberOnPaper()
    const field = page.locator('#comments > form').getByRole('textbox')
    const send = page.locator('#comments > form').getByRole('button', { name: 'Send' })
    await field.fill('Typed on a train')
    await offline(page, () => send.click())
    for (const path of [routes.comment(paper, said), routes.paper(paper)]) await page.goto(url + path)
    assert.equal(await field.inputValue(), 'Typed on a train')
    await page.route(`**${routes.discussion(paper)}`, (route) =>
      route.fulfill({ status: 503, contentType: 'text/html', body: '<!doctype html><p>Later.' }),
    )
    await send.click()
    await page.getByText('Later.').waitFor()
    await page.unrouteAll()
    for (const path of [routes.comment(paper, said), routes.paper(paper)]) await page.goto(url + path)
    assert.equal(await field.inputValue(), 'Typed on a train')
    await send.click()
    await page.waitForURL(/#c-/)
    await page.goto(url + routes.paper(paper))
    assert.equal(await field.inputValue(), '')
  })

  test('keep the draft of a submission that did not arrive', async () => {
    const { page, url } = await memberOnPaper()
    const note = page.getByLabel('Why should others read it?')
    const send = page.getByRole('button', { name: 'Submit', exact: true })
    await page.goto(url + routes.submit(paper))
    await note.fill('It is short.')
    await offline(page, () => send.click())
    for (const path of [routes.about(), routes.submit(paper)]) await page.goto(url + path)
    assert.equal(await note.inputValue(), 'It is short.')
    await send.click()
    await page.getByText('It is short.').first().waitFor()
    await page.goto(url + routes.submit(paper))
    const drafts = await page.evaluate(() =>
      Object.keys(localStorage).filter((key) => key.startsWith('form-draft')),
    )
    assert.deepEqual(drafts, [])
  })
})

/** What is pressed then ends on a page of the browser’s own. */
async function offline(page: Page, press: () => Promise<void>): Promise<void> {
  await page.context().setOffline(true)
  const failed = page.waitForEvent('requestfailed')
  await press()
  await failed
  await page.context().setOffline(false)
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10))
}
