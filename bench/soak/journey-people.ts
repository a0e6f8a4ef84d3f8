// People at browsers who come to the balanced address, each from a place of their own, and all of them patient.

import { setTimeout as sleep } from 'node:timers/promises'
import type { BrowserContext } from 'playwright-core'
import { type Hand, pointer } from '../../test/support/journey/hand.ts'
import type { Patience } from '../../test/support/journey/patience.ts'
import { patient } from '../../test/support/journey/patient.ts'
import type { JourneySite } from './journey-site.ts'

/** One time that somebody makes a journey. */
export interface Visit {
  /** From 0. */
  round: number
  /** One more person; with scripts unless told otherwise. */
  newHand(scripts?: boolean): Promise<Hand>
}

export type Journey = (site: JourneySite, visit: Visit) => Promise<void>

export const patienceAt = ({ errors }: JourneySite): Patience => ({
  note: (error) => void errors.push(error),
})

/** Their browsers are closed afterwards. */
export async function visit(site: JourneySite, round: number, journey: Journey): Promise<void> {
  const contexts: BrowserContext[] = []
  try {
    await journey(site, {
      round,
      async newHand(scripts = true) {
        const context = await site.stage.browser.newContext({
          ...{ javaScriptEnabled: scripts, viewport: { width: 1280, height: 900 } },
          extraHTTPHeaders: { 'x-forwarded-for': nextPlace() },
        })
        contexts.push(context)
        const page = await context.newPage()
        page.setDefaultTimeout(20_000)
        return patient(pointer(page, scripts), patienceAt(site))
      },
    })
  } finally {
    for (const context of contexts) await context.close()
  }
}

let places = 0

/** An address of a network that is nobody's. */
function nextPlace(): string {
  places++
  return `198.18.${places >> 8}.${places & 255}`
}

/** Of letters that no other name looks like. */
export const nameOf = (kind: string, round: number): string =>
  `${kind}-${[...round.toString(7).padStart(3, '0')].map((digit) => 'bcdfghj'[Number(digit)]).join('')}`

/** Does in the database what a command or another program would do, until it is there to do it. */
export async function inDatabase<T>(work: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + 60_000; ; ) {
    try {
      return await work()
    } catch (error) {
      if (Date.now() > until) throw error
      await sleep(500)
    }
  }
}

/** Looks again and again. @throws with what was waited for */
export async function waitFor(what: string, isThere: () => Promise<boolean> | boolean, seconds = 90) {
  for (const until = Date.now() + seconds * 1_000; Date.now() < until; await sleep(300))
    if (await isThere()) return
  throw new Error(`In ${seconds} s this never came: ${what}`)
}
