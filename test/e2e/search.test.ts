// Searching as people do: by the form alone, and with the field that completes what is typed.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { routes } from '../../src/web/routes.ts'
import { axeFindings, layoutShift, noBrowser, openBrowser } from '../support/browser.ts'
import { temporaryFolder } from '../support/database.ts'
import { startSite } from '../support/program.ts'

/** The sample edition, which is searched like any store. Started here and not in a test, with whose end it would end. */
const site = noBrowser ? null : await startSite(['--data', temporaryFolder()], { env: { SOURCES: '' } })
const browser = noBrowser ? null : await openBrowser()

describe('a search', { skip: noBrowser }, () => {
  const { url = '' } = site ?? {}

  async function open(path: string, { scripts = true, width = 1280 } = {}): Promise<Page> {
    assert.ok(browser)
    const page = await browser.newPage({ javaScriptEnabled: scripts, viewport: { width, height: 900 } })
    await page.goto(url + path)
    return page
  }

  for (const width of [1280, 320]) {
    test(`works as a form with scripts off, at ${width} px`, async () => {
      const page = await open('/', { scripts: false, width })
      await page.getByRole('searchbox', { name: 'Search papers' }).fill('memory-efficient training')
      await page.getByRole('button', { name: 'Search', exact: true }).click()
      assert.equal(new URL(page.url()).searchParams.get('q'), 'memory-efficient training')
      assert.ok((await page.locator('article').count()) > 3)
      assert.ok((await page.locator('article mark').count()) > 3)

      if (width < 1100) await page.getByText('Narrow the search').click()
      await page.getByRole('textbox', { name: 'From' }).fill('2024')
      await page.getByRole('textbox', { name: 'To' }).fill('2024')
      await page.getByRole('button', { name: 'Apply' }).click()
      const years = await page
        .locator('article time')
        .evaluateAll((times) => times.map((time) => time.getAttribute('title') ?? ''))
      assert.ok(years.length > 0 && years.every((date) => date.endsWith(' 2024')), String(years))
      await page.getByRole('link', { name: 'Without the filter: 2024' }).click()
      assert.equal(new URL(page.url()).searchParams.get('q'), 'memory-efficient training')

      await page.locator('article h3 a').first().click()
      await page.getByRole('heading', { name: 'Similar papers' }).waitFor()
    })
  }

  test('for an id goes to the paper', async () => {
    const page = await open('/', { scripts: false })
    await page.getByRole('searchbox', { name: 'Search papers' }).fill('https://arxiv.org/abs/2403.03507')
    await Promise.all([page.waitForURL(`**${routes.paper('2403.03507')}`), page.keyboard.press('Enter')])
  })

  test('begins with /, completes what is typed, and is led by the arrows', async () => {
    const page = await open('/')
    await page.keyboard.press('/')
    const field = page.getByRole('combobox', { name: 'Search papers' })
    await page.keyboard.type('galo')
    const paper = page.getByRole('option', { name: /^GaLore/ }).first()
    await paper.waitFor()
    assert.equal(await field.getAttribute('aria-expanded'), 'true')
    assert.deepEqual(await axeFindings(page), [])
    assert.ok((await layoutShift(page)) < 0.001, 'the list moves the page')

    await page.keyboard.press('ArrowDown')
    const chosen = await field.getAttribute('aria-activedescendant')
    assert.equal(await page.locator(`#${chosen}`).getAttribute('aria-selected'), 'true')
    await page.keyboard.press('ArrowUp')
    assert.equal(await field.getAttribute('aria-activedescendant'), null)
    await page.keyboard.press('Escape')
    await page.getByRole('listbox').waitFor({ state: 'hidden' })
    assert.equal(await field.inputValue(), 'galo')

    await page.keyboard.type('r')
    await paper.waitFor()
    await Promise.all([page.waitForURL(`**${routes.paper('2403.03507')}`), paper.click()])
  })

  test('sends what was typed where nothing was chosen', async () => {
    const page = await open('/')
    const field = page.getByRole('combobox', { name: 'Search papers' })
    await field.fill('low-rank')
    await page.getByRole('listbox').waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**${routes.search({ q: 'low-rank' })}`)
  })

  test('closes its list when the focus leaves', async () => {
    const page = await open('/')
    await page.getByRole('combobox', { name: 'Search papers' }).pressSequentially('memo')
    await page.getByRole('listbox').waitFor()
    await page.keyboard.press('Tab')
    await page.getByRole('listbox').waitFor({ state: 'hidden' })
  })
})
