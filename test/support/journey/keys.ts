// A hand that knows only the keyboard: nothing is clicked, nothing gets the focus but by keys, and what has it must be seen.

import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { focusSeen } from '../focus.ts'
import { goTo, type Hand, loading } from './hand.ts'

/** More stops than any page has. */
const MOST_STOPS = 400

type Kind = 'press' | 'summary' | 'field' | 'radio'

interface Target {
  kind: Kind
  name: string
  within: string
}

/** By keys alone, with scripts. */
export function keys(page: Page): Hand {
  const press = (key: string) => page.keyboard.press(key)
  const reach = (kind: Kind, name: string, within = 'main') => tabTo(page, { kind, name, within })
  return {
    page,
    scripts: true,
    interruptions: 0,
    open: (address) => goTo(page, address),
    async press(name, { within, loads = true } = {}) {
      await reach('press', name, within)
      await (loads ? loading(page, () => press('Enter')) : press('Enter'))
    },
    async unfold(name, within) {
      await reach('summary', name, within)
      await press('Enter')
    },
    async write(label, text, within) {
      await reach('field', label, within)
      await press('Control+a')
      await page.keyboard.type(text)
    },
    async choose(label, option) {
      await reach('field', label)
      await arrowTo(page, option, () => {
        const select = document.activeElement as HTMLSelectElement
        return select.selectedOptions[0]?.text.trim() ?? ''
      })
    },
    async pick(label, within) {
      await reach('radio', '', within)
      await arrowTo(page, label, () => document.activeElement?.closest('label')?.textContent?.trim() ?? '')
    },
    vote: () => press('u'),
  }
}

/** Presses Tab until the target has the focus: first past what every page begins with. */
async function tabTo(page: Page, target: Target): Promise<void> {
  if (await page.evaluate(isHere, target)) return
  if (await page.evaluate(() => document.activeElement === document.body && location.hash === '')) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(() => document.activeElement?.matches('.skip')))
      await page.keyboard.press('Enter')
  }
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    await page.keyboard.press('Tab')
    if (!(await page.evaluate(isHere, target))) continue
    const { what, ring, inView } = (await page.evaluate(focusSeen)) ?? {}
    assert.ok(ring && inView, `${page.url()}: the focus on ${what} can’t be seen`)
    return
  }
  assert.fail(`${page.url()}: Tab never comes to “${target.name}” in ${target.within}.`)
}

/** Presses the down arrow until what is chosen reads so. */
async function arrowTo(page: Page, wanted: string, chosen: () => string): Promise<void> {
  for (let steps = 0; steps < 50; steps++) {
    if ((await page.evaluate(chosen)) === wanted) return
    await page.keyboard.press('ArrowDown')
  }
  assert.fail(`${page.url()}: no arrow leads to “${wanted}”.`)
}

/** Runs in the page: whether what has the focus is the target. */
function isHere({ kind, name, within }: Target): boolean {
  const here = document.activeElement
  if (!here || here === document.body || !here.closest(within)) return false
  if (kind === 'radio') return here.matches('input[type=radio]')
  const [tags, from] = {
    press: ['a, button', here],
    summary: ['summary', here],
    field: ['input, textarea, select', here.closest('label')],
  }[kind] as [string, Element | null]
  const text = here.getAttribute('aria-label') ?? from?.textContent ?? ''
  const said = text.replace(/\s+/g, ' ').trim()
  return here.matches(tags) && (kind === 'press' ? said === name : said.startsWith(name))
}
