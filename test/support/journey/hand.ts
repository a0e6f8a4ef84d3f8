// How somebody uses a page: the same journey is made with a pointer or by keys alone.

import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'

export interface Pressing {
  /** CSS selector of the part of the page that it is in; `main` by default. */
  within?: string
  /** False: something happens on the page itself. */
  loads?: boolean
  /**
   * How somebody who got no answer sees that it was done, on the page where they pressed it, loaded anew. Without it they
   * take it for done where it can't be pressed any more.
   */
  already?: () => Promise<boolean>
}

/** One person at one browser. */
export interface Hand {
  page: Page
  /** Whether the pages' scripts run. */
  scripts: boolean
  /** How often an answer did not come, so that a page was loaded anew. */
  readonly interruptions: number
  /** By the address bar, or by a link outside of the site. @returns the status of the answer */
  open(address: string): Promise<number>
  /** A link or a button, by its whole name. */
  press(name: string, pressing?: Pressing): Promise<void>
  /** What a fold hides. */
  unfold(name: string, within?: string): Promise<void>
  /** Replaces what stands in the field whose label begins so. */
  write(label: string, text: string, within?: string): Promise<void>
  choose(label: string, option: string): Promise<void>
  /** One of several. */
  pick(label: string, within?: string): Promise<void>
  /** Casts a vote for the paper of the page, or takes it back. */
  vote(): Promise<void>
}

/** With a pointer. */
export function pointer(page: Page, scripts: boolean): Hand {
  const part = (within = 'main') => page.locator(within).first()
  const field = (label: string, within?: string) => part(within).getByLabel(beginning(label)).first()
  return {
    page,
    scripts,
    interruptions: 0,
    open: (address) => goTo(page, address),
    press: (name, { within, loads = true } = {}) => {
      const target = pressable(page, name, within)
      return loads ? loading(page, () => target.click()) : target.click()
    },
    unfold: (name, within) => part(within).locator('summary').filter({ hasText: name }).first().click(),
    write: (label, text, within) => field(label, within).fill(text),
    choose: async (label, option) => void (await field(label).selectOption(option)),
    pick: (label, within) => field(label, within).check(),
    vote: () => {
      const button = part('.actions .vote button')
      return scripts ? button.click() : loading(page, () => button.click())
    },
  }
}

/** A link or a button that can be pressed now. */
export function pressable(page: Page, name: string, within = 'main'): Locator {
  const [part, named] = [page.locator(within).first(), { name: whole(name) }]
  return part.getByRole('button', named).or(part.getByRole('link', named)).first()
}

/** Loads the page anew where it is shown already: an address with a place in it would only lead to that place. */
export async function goTo(page: Page, address: string): Promise<number> {
  // Not by loading again: that would send a form again whose answer is shown.
  if (address.includes('#')) await page.goto('about:blank')
  return (await page.goto(address))?.status() ?? 0
}

/** Does what loads a page, and waits for it. */
export async function loading(page: Page, act: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForEvent('load'), act()])
}

/** Waits until this text can be read in a part of the page. */
export async function reads(
  { page }: Pick<Hand, 'page'>,
  text: string | RegExp,
  within = 'main',
): Promise<void> {
  const found = page.locator(within).filter({ hasText: text }).first()
  await found.waitFor({ timeout: 10_000 }).catch(async () => {
    assert.fail(`${page.url()} doesn’t say ${text}: ${await page.locator(within).allInnerTexts()}`)
  })
}

const beginning = (label: string) => new RegExp(`^\\s*${literal(label)}`)

/** What only ears hear may stand apart from the rest. */
const whole = (name: string) => new RegExp(`^${literal(name).replace(':', '\\s?:')}$`)

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
