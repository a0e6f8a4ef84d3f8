// A hand with the patience of a real person: where a page doesn't come, comes in pieces, or what was pressed is not
// answered, they wait a moment, load the page again where they were, look whether what they did is there, and else do it again.

import { errors, type Page } from 'playwright-core'
import { type Hand, type Pressing, pressable } from './hand.ts'
import { type Patience, patiently } from './patience.ts'
import { type WatchedPage, watchPage } from './watch-page.ts'

export const patient = (hand: Hand, patience: Patience): Hand => new PatientHand(hand, patience)

/** For what is on a page or isn't, milliseconds. */
const GLANCE_MS = 3_000
const USUAL_MS = 20_000

/** Where a person is, and what they did there that the page doesn't know when it is loaded again. */
interface Place {
  address: string
  doings: (() => Promise<unknown>)[]
}

class PatientHand implements Hand {
  readonly page: Page
  readonly scripts: boolean
  interruptions = 0
  readonly #hand: Hand
  readonly #patience: Patience
  readonly #watched: WatchedPage
  #place: Place = { address: '', doings: [] }

  constructor(hand: Hand, patience: Patience) {
    this.page = hand.page
    this.scripts = hand.scripts
    this.#hand = hand
    this.#watched = watchPage(hand.page)
    this.#patience = {
      ...patience,
      note: (error) => {
        this.interruptions++
        patience.note(error)
      },
    }
  }

  async open(address: string): Promise<number> {
    const status = await patiently(this.#patience, () => this.#load(address))
    this.#place = { address, doings: [] }
    return status
  }

  async press(name: string, pressing: Pressing = {}): Promise<void> {
    const press = () => this.#hand.press(name, pressing)
    const isElsewhere = await patiently(this.#patience, async (again) => {
      if (again && (await this.#isDone(name, pressing))) return true
      const before = this.#watched.pages()
      await this.#watched.whole(press)
      return this.#watched.pages() > before && this.#watched.canBeLoadedAgain()
    })
    if (isElsewhere) this.#place = { address: this.page.url(), doings: [] }
    else this.#place.doings.push(press)
  }

  unfold = (name: string, within?: string) => this.#here(() => this.#hand.unfold(name, within))
  write = (label: string, text: string, within?: string) =>
    this.#here(() => this.#hand.write(label, text, within))
  choose = (label: string, option: string) => this.#here(() => this.#hand.choose(label, option))
  pick = (label: string, within?: string) => this.#here(() => this.#hand.pick(label, within))

  async vote(): Promise<void> {
    const isVoted = () => this.page.locator('.actions .vote button').getAttribute('aria-pressed')
    const before = await isVoted()
    await patiently(this.#patience, async (again) => {
      if (again) {
        await this.#load(this.#place.address)
        if ((await isVoted()) !== before) return
      }
      await this.#watched.whole(() => this.#hand.vote())
    })
  }

  async #here(doing: () => Promise<void>): Promise<void> {
    await doing()
    this.#place.doings.push(doing)
  }

  /** @throws NoAnswer */
  #load(address: string): Promise<number> {
    return this.#watched.whole(() => this.#hand.open(address))
  }

  /** Goes back to where it was pressed and looks; where it isn't done, all is ready to press it again. */
  async #isDone(name: string, { within, already }: Pressing): Promise<boolean> {
    const { address, doings } = this.#place
    await this.#load(address)
    if (already) {
      if (await already()) return true
      this.#place = { address, doings }
      await this.#load(address)
    }
    if (!(await this.#repeat(doings))) return true
    return (await pressable(this.page, name, within).count()) === 0
  }

  /** False where something is no longer there. */
  async #repeat(doings: Place['doings']): Promise<boolean> {
    this.page.setDefaultTimeout(GLANCE_MS)
    try {
      for (const doing of doings) await this.#watched.whole(doing)
      return true
    } catch (error) {
      if (error instanceof errors.TimeoutError) return false
      throw error
    } finally {
      this.page.setDefaultTimeout(USUAL_MS)
    }
  }
}
