// Headless Chromium, where it is installed.

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'
import { atEnd } from './database.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** False, or why browser tests can't run here: give it to `skip`. */
export const noBrowser = existsSync(executablePath) ? false : 'Chromium is not installed'

/** Closed when this test file is done. */
export async function openBrowser(): Promise<Browser> {
  const browser = await launchBrowser()
  atEnd(() => browser.close())
  return browser
}

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-quic',
      '--no-first-run',
    ],
  })

export interface Finding {
  rule: string
  where: string[]
}

/** What axe finds on a page: WCAG 2.2 A and AA and its best practices. */
export async function axeFindings(page: Page): Promise<Finding[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  // Evaluated over the debugging protocol: the site's policy refuses scripts from elsewhere, as it should.
  await page.evaluate(source)
  const { violations } = await page.evaluate(() => (window as unknown as AxeWindow).axe.run())
  return violations.map(({ id, nodes }) => ({
    rule: id,
    where: nodes.flatMap(({ target }) => target).slice(0, 5),
  }))
}

interface AxeWindow {
  axe: { run(): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> }
}

/** The sum of all layout shifts since the page was opened (0 is perfect). */
export function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value
        }).observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => resolve(sum), 300)
      }),
  )
}
