// A reader without a mouse: the keys, the order of the focus, and that it can always be seen.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { routes } from '../../src/web/routes.ts'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { temporaryFolder } from '../support/database.ts'
import { focusSeen, type Stop } from '../support/focus.ts'
import { runProgram, startSite } from '../support/program.ts'

/** Two days of two weeks and months; one abstract with a link far below its fold. */
const papers = [
  { id: '2510.00001', title: 'First', daily_date: '2025-10-29', upvotes: 9, submitted_by: 'ada' },
  { id: '2510.00002', title: 'Second', daily_date: '2025-10-29', upvotes: 8 },
  { id: '2510.00003', title: 'Third', daily_date: '2025-10-29', upvotes: 7 },
  { id: '2509.00004', title: 'Earlier', daily_date: '2025-09-15', upvotes: 6 },
].map((paper) => ({
  ...paper,
  abstract: `${'We read abstracts before breakfast and count them. '.repeat(20)}See https://example.org/code.`,
  authors: ['Ada Example', 'Ben Sample'],
  date: paper.daily_date,
  categories: ['cs.DL'],
}))

/** Started here and not in a test, with whose end it would end. */
const site = noBrowser ? null : await startFilledSite()

describe('by keyboard', { skip: noBrowser }, () => {
  const { url = '', browser } = site ?? {}
  const day = routes.day('2025-10-29')

  async function open(path: string): Promise<Page> {
    assert.ok(browser)
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(url + path)
    return page
  }

  test('j and k walk the titles, o opens one', async () => {
    const page = await open(day)
    assert.deepEqual(
      [await focusAfter(page, 'j'), await focusAfter(page, 'j'), await focusAfter(page, 'k')],
      ['First', 'Second', 'First'],
    )
    await Promise.all([page.waitForURL('**/papers/2510.00001'), page.keyboard.press('o')])
  })

  test('g and a letter, and the arrows, go elsewhere', async () => {
    const ways: [string[], string][] = [
      [['g', 'd'], '/'],
      [['g', 'w'], routes.week('2025-W44')],
      [['g', 'm'], routes.month('2025-10')],
      [['g', 't'], routes.trending()],
      [['g', 'n'], routes.newest()],
      [['g', 's'], routes.sources()],
      [['g', 'a'], routes.about()],
      [['ArrowLeft'], routes.day('2025-09-15')],
    ]
    const page = await open(day)
    for (const [keys, path] of ways) {
      await page.goto(url + day)
      await pressAll(page, keys)
      await page.waitForURL(url + path)
    }
    await page.goto(url + routes.day('2025-09-15'))
    await Promise.all([page.waitForURL(url + day), page.keyboard.press('ArrowRight')])
  })

  test('? shows the keys, Escape closes them', async () => {
    const page = await open(day)
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await pressAll(page, ['g', 'd', 'j', 'Escape'])
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    assert.equal(page.url(), url + day)
  })

  test('of one letter or sign can be turned off, and on again', async () => {
    const page = await open(day)
    const dialog = page.getByRole('dialog', { name: 'Keys' })
    const box = dialog.getByRole('checkbox')
    await page.keyboard.press('?')
    await box.uncheck()
    await page.keyboard.press('Escape')
    for (const again of [false, true]) {
      if (again) await page.reload()
      await page.locator('body').click({ position: { x: 2, y: 2 } })
      await pressAll(page, ['j', '/', 'g', 'd', '?'])
      assert.deepEqual([await focused(page), await dialog.isVisible(), page.url()], ['', false, url + day])
    }
    await Promise.all([page.waitForURL(url + routes.day('2025-09-15')), page.keyboard.press('ArrowLeft')])
    await page.getByRole('button', { name: 'Keys' }).click()
    assert.equal(await box.isChecked(), false)
    await box.check()
    await page.keyboard.press('Escape')
    await page.locator('body').click({ position: { x: 2, y: 2 } })
    assert.equal(await focusAfter(page, 'j'), 'Earlier')
    await page.close()
  })

  test('keys with Ctrl and keys typed into a field are not ours', async () => {
    const page = await open(routes.newest())
    await page.getByLabel('Since').focus()
    await pressAll(page, ['j', 'o', 'g', 'd', '?', 'ArrowLeft'])
    await page.getByLabel('Category').focus()
    await pressAll(page, ['g', 'd', 'ArrowRight'])
    await page.locator('body').click({ position: { x: 2, y: 2 } })
    await page.keyboard.press('Control+j')
    assert.equal(await page.getByRole('dialog').isVisible(), false)
    assert.equal(page.url(), url + routes.newest())
    assert.equal(await focused(page), '')
  })

  test('Tab meets everything once, in the order of the page, and always in sight', async () => {
    for (const path of [
      day,
      routes.newest(),
      routes.search({ q: 'breakfast' }),
      routes.paper('2510.00001'),
      routes.about(),
    ]) {
      const page = await open(path)
      const stops = await tabThrough(page)
      assert.deepEqual(
        stops.filter(({ ring, inView }) => !ring || !inView),
        [],
        `${path}: the focus can't be seen there`,
      )
      const order = stops.map(({ index }) => index)
      assert.deepEqual(
        order,
        order.toSorted((a, b) => a - b),
        path,
      )
      assert.ok(stops.length > 10, path)
    }
  })

  test('the fold opens by Space', async () => {
    const page = await open(day)
    const text = page.locator('.abstract > p').first()
    const folded = (await text.boundingBox())?.height ?? 0
    await page.getByRole('checkbox', { name: 'more First' }).focus()
    await page.keyboard.press('Space')
    const unfolded = (await text.boundingBox())?.height ?? 0
    assert.ok(unfolded > folded * 2, `${folded} → ${unfolded}`)
    await page.getByRole('checkbox', { name: 'less First' }).press('Space')
    assert.equal((await text.boundingBox())?.height, folded)
  })

  test('names of authors show with the focus, go with Escape, and stay after Enter', async () => {
    const page = await open(day)
    const names = page.getByText('Ada Example, Ben Sample').first()
    await page.keyboard.press('j')
    // The link and the fold of the abstract come first.
    await pressAll(page, ['Tab', 'Tab', 'Tab'])
    assert.equal(await focused(page), '2 authors')
    await names.waitFor({ state: 'visible' })
    await page.keyboard.press('Escape')
    await names.waitFor({ state: 'hidden' })
    await page.keyboard.press('Enter')
    await names.waitFor({ state: 'visible' })
    await page.keyboard.press('Tab')
    await names.waitFor({ state: 'visible' })
    await page.keyboard.press('Escape')
    await names.waitFor({ state: 'hidden' })
  })
})

async function startFilledSite() {
  const data = temporaryFolder()
  const input = papers.map((paper) => JSON.stringify(paper)).join('\n')
  await runProgram(['import', '-', '--format', 'jsonl', '--data', data], { input })
  const { url } = await startSite(['--data', data], { env: { SOURCES: '' } })
  return { url, browser: await openBrowser() }
}

async function pressAll(page: Page, keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

async function focusAfter(page: Page, key: string): Promise<string> {
  await page.keyboard.press(key)
  return focused(page)
}

/** The text of what has the focus; empty for none. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    return element === document.body ? '' : (element?.textContent ?? '').trim()
  })

/** Presses Tab until the focus leaves the page. */
async function tabThrough(page: Page): Promise<Stop[]> {
  const stops: Stop[] = []
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(focusSeen)
    if (!stop || stop.index === stops[0]?.index) return stops
    if (stop.index !== stops.at(-1)?.index) stops.push(stop)
  }
  throw new Error('The focus goes round without an end.')
}
