// Whether what a page asks for is answered: the page itself, its scripts and styles, and what its scripts ask.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Page, Request } from 'playwright-core'
import { away, NoAnswer } from './patience.ts'

export interface WatchedPage {
  /** Does it and waits until all is answered. @throws NoAnswer where something was not */
  whole<T>(act: () => Promise<T>): Promise<T>
  /** How many pages were loaded so far. */
  pages(): number
  /** False where the page is the answer to a form. */
  canBeLoadedAgain(): boolean
}

/** What nobody waits for any longer, milliseconds. */
const LONGEST_MS = 5_000
/** A script that got no answer sends its form a moment later. */
const QUIET_MS = 60

export function watchPage(page: Page): WatchedPage {
  const open = new Set<Request>()
  let troubles: string[] = []
  let pages = 0
  let method = 'GET'
  const isPage = (request: Request) => request.isNavigationRequest() && request.frame() === page.mainFrame()
  page.on('request', (request) => {
    open.add(request)
    if (isPage(request)) method = request.method()
  })
  page.on('response', (answer) => {
    if (away.has(answer.status())) troubles.push(`${nameOf(answer.request())} answered ${answer.status()}`)
  })
  page.on('requestfinished', (request) => {
    open.delete(request)
    if (isPage(request)) pages++
  })
  page.on('requestfailed', (request) => {
    open.delete(request)
    const why = request.failure()?.errorText ?? ''
    // A download, a later page, or letters that were typed meanwhile.
    if (why !== 'net::ERR_ABORTED') troubles.push(`${nameOf(request)}: ${why}`)
  })
  const settle = async () => {
    const until = Date.now() + LONGEST_MS
    do await sleep(QUIET_MS)
    while (open.size > 0 && Date.now() < until)
  }
  return {
    async whole(act) {
      troubles = []
      try {
        const result = await act()
        await settle()
        if (troubles.length === 0) return result
      } catch (error) {
        if (troubles.length === 0 && !String(error).includes('net::ERR_')) throw error
        troubles.push(String(error).split('\n')[0] ?? '')
      }
      throw new NoAnswer(troubles.join('; '))
    },
    pages: () => pages,
    canBeLoadedAgain: () => method === 'GET',
  }
}

const nameOf = (request: Request): string => `${request.method()} ${new URL(request.url()).pathname}`
