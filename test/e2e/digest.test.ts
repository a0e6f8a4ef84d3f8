// The digest as its readers have it: a real server with real mail, in a browser with scripts off.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { routes } from '../../src/web/routes.ts'
import { axeFindings, noBrowser, openBrowser } from '../support/browser.ts'
import { temporaryFolder } from '../support/database.ts'
import { type MailServer, mailServer } from '../support/mail-server.ts'
import { runProgram, startSite } from '../support/program.ts'

const papers = (day: string, count: number): string =>
  Array.from({ length: count }, (_, at) =>
    JSON.stringify({
      ...{ id: `2603.0${day.slice(8)}${at}${at}`, title: `Paper ${at + 1} of ${day}` },
      ...{ abstract: 'We say what we found, and how.', authors: ['Ada Example'], date: day },
      ...{ daily_date: day, submitted_by: 'ada', upvotes: 9 - at },
    }),
  ).join('\n')

async function start() {
  const [server, folder] = [await mailServer(), temporaryFolder()]
  const data = join(folder, 'data')
  const env = {
    ...{ SMTP_URL: server.url, MAIL_FROM: 'papers@example.org', TEST_CLOCK: '2026-03-05T09:00:00Z' },
  }
  const file = join(folder, 'papers.jsonl')
  writeFileSync(file, `${papers('2026-03-03', 3)}\n${papers('2026-03-04', 2)}\n`)
  const imported = await runProgram(['import', file, '--data', data], { env })
  assert.equal(imported.status, 0, imported.stderr)
  const { url } = await startSite(['--data', data], { env })
  const send = async (day: string) => {
    const sent = await runProgram(['digest', 'send', '--date', day, '--data', data], {
      env: { ...env, PUBLIC_URL: url },
    })
    assert.equal(sent.status, 0, sent.stderr)
  }
  return { server, url, send }
}

async function newestMail(server: MailServer, count: number): Promise<string> {
  for (let i = 0; i < 200 && server.mails.length < count; i++)
    await new Promise((resolve) => setTimeout(resolve, 50))
  assert.equal(server.mails.length, count)
  return server.mails.at(-1)?.text ?? ''
}

async function submit(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click()
}

describe('the digest in a browser', { skip: noBrowser }, () => {
  test('subscribe from the banner, confirm, receive, choose, unsubscribe, come back; scripts off', async () => {
    const { server, url, send } = await start()
    const page = await (await openBrowser()).newPage({ javaScriptEnabled: false })
    await page.goto(url)
    await page.getByLabel('Your mail address').fill('ada@example.org')
    await submit(page, 'Subscribe')
    await page.getByText('If this address can get mail').waitFor()
    await send('2026-03-03')
    const asked = await newestMail(server, 1)
    await page.goto(/^http\S+$/m.exec(asked)?.[0] ?? '')
    await submit(page, 'Confirm')
    await page.getByText('Your subscription is confirmed.').waitFor()

    await send('2026-03-03')
    assert.match(await newestMail(server, 2), /1\. Paper 1 of 2026-03-03/)
    const link = /^http\S+\/subscriptions\/\S+$/m.exec(server.mails.at(-1)?.text ?? '')?.[0] ?? ''
    await page.goto(link)
    await page.getByLabel('Weekly, on Mondays').check()
    await page.getByLabel('In this time zone').selectOption('Europe/Berlin')
    await page.getByLabel('Dates in').selectOption('de')
    await submit(page, 'Save')
    await page.getByText('Saved.').waitFor()
    await page.getByText('gets the papers of the week on Mondays.').waitFor()
    await send('2026-03-04')
    await submit(page, 'Unsubscribe')
    await page.getByText('You are unsubscribed.').waitFor()
    await page.getByLabel('Daily, on weekdays').check()
    await submit(page, 'Save and subscribe again')
    await page.getByText('gets the papers of the day on weekdays.').waitFor()
    await send('2026-03-04')
    assert.match(await newestMail(server, 3), /1\. Paper 1 of 2026-03-04/)
  })

  test('its pages are accessible and fit', async () => {
    const { server, url, send } = await start()
    const page = await (await (await openBrowser()).newContext()).newPage()
    await page.goto(url + routes.subscribe())
    await page.getByLabel('Your mail address').fill('ada@example.org')
    await submit(page, 'Subscribe')
    await page.goto(/^http\S+$/m.exec(await newestMail(server, 1))?.[0] ?? '')
    assert.deepEqual(await axeFindings(page), [])
    await submit(page, 'Confirm')
    await send('2026-03-03')
    const preferences = page.url().replace(/\?.*/, '').slice(url.length)
    const mail = routes.digestPreview({ date: '2026-03-03' })
    for (const [width, colorScheme] of [
      [1280, 'light'],
      [1280, 'dark'],
      [375, 'dark'],
      [320, 'light'],
    ] as const) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme })
      for (const path of [routes.front(), routes.subscribe(), preferences, mail]) {
        await page.goto(url + path)
        const at = `${path} at ${width} px, ${colorScheme}`
        // A mail is no page of the site: it has no landmarks.
        const found = (await axeFindings(page)).filter(
          ({ rule }) => path !== mail || !/^(region|landmark-one-main)$/.test(rule),
        )
        assert.deepEqual(found, [], at)
        assert.equal(await overflow(page), 0, `${at} is wider than the window`)
      }
      const wide = await page.locator('table').first().boundingBox()
      assert.ok(wide && wide.width <= 672 && wide.x === (width - wide.width) / 2, 'a column in the middle')
    }
  })
})

/** Pixels by which the page is wider than the window. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
