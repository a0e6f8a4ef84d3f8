// Every kind of page in a real browser: at three widths, in the light and in the dark.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { routes } from '../../src/web/routes.ts'
import { axeFindings, layoutShift, noBrowser, openBrowser } from '../support/browser.ts'
import { temporaryFolder } from '../support/database.ts'
import { startSite } from '../support/program.ts'

const pages = [
  routes.front(),
  routes.day('2025-12-06'),
  routes.month('2025-12'),
  routes.trending(),
  routes.newest(),
  routes.search({ q: 'memory-efficient category:cs.LG after:2023' }),
  routes.search({ q: '"no paper says this" author:nobody colour:red' }),
  routes.paper('2403.03507'),
  routes.sources(),
  routes.about(),
  routes.searchHelp(),
  routes.apiDocs(),
  routes.subscribe(),
  routes.archive(),
  routes.pastDigest({ period: 'daily', key: '2025-12-05' }),
  '/papers/nothing-here',
]

const widths = [1280, 768, 320]

describe('pages in a browser', { skip: noBrowser }, () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`are accessible, fit, and stand still (${colorScheme})`, async () => {
      const { url } = await startSite(['--data', temporaryFolder()])
      const browser = await openBrowser()
      for (const width of widths) {
        const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } })
        const complaints = listen(page)
        for (const path of pages) {
          await page.goto(url + path)
          const at = `${path} at ${width} px, ${colorScheme}`
          assert.ok((await layoutShift(page)) < 0.001, `${at} moves after it is shown`)
          assert.deepEqual(await axeFindings(page), [], at)
          assert.equal(await overflow(page), 0, `${at} is wider than the window`)
        }
        assert.deepEqual(complaints, [])
        await page.close()
      }
    })
  }

  test('are readable and usable with scripts off', async () => {
    const { url } = await startSite(['--data', temporaryFolder()])
    const browser = await openBrowser()
    const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } })
    await page.goto(url)
    assert.equal(await page.locator('article').count(), 48)
    await page.getByRole('link', { name: 'GaLore', exact: false }).first().click()
    assert.match(page.url(), /2403\.03507$/)
    await page.goBack()
    await page.getByRole('link', { name: 'Weekly' }).click()
    assert.match(page.url(), /\/papers\/week\/2025-W49$/)
    assert.equal(await page.locator('article').count(), 48)
  })

  test('are walked by keyboard: j, k, o, and ? shows the keys', async () => {
    const { url } = await startSite(['--data', temporaryFolder()])
    const browser = await openBrowser()
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(url)
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    const second = await page.locator('article h3 a').nth(1).getAttribute('href')
    for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key)
    await Promise.all([page.waitForURL(`**${second}`), page.keyboard.press('o')])
  })
})

/** Errors and refusals of the policy, as the browser's console tells them. */
function listen(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    const expected = message.text().includes('404 (Not Found)')
    if (message.type() === 'error' && !expected) complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  return complaints
}

/** Pixels by which the page is wider than the window. */
const overflow = (page: Page) =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth))
