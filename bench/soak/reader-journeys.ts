// What people do without an account: they search and read, and get the digest by mail.

import { inTransaction } from '../../src/db/write.ts'
import { editionOn } from '../../src/digests/digest-edition.ts'
import { planForAll } from '../../src/digests/plan-digests.ts'
import { addJob } from '../../src/jobs/queue.ts'
import { routes } from '../../src/web/routes.ts'
import { type Hand, pressable, reads } from '../../test/support/journey/hand.ts'
import { NoAnswer, patiently } from '../../test/support/journey/patience.ts'
import { addressOf, listDay, mailedLink } from '../../test/support/journey/stage.ts'
import { inDatabase, type Journey, nameOf, patienceAt, waitFor } from './journey-people.ts'
import { isSubscription } from './journey-queries.ts'
import { type JourneySite, listedPaper } from './journey-site.ts'

/** By the form and by what completes it, to a paper and its neighbours. */
export const searching: Journey = async (site, { round, newHand }) => {
  const { stage } = site
  const me = await newHand()
  const title = `On the matter of ${listedPaper(round % 10)}`
  await patiently(patienceAt(site), async () => {
    await me.open(stage.url + routes.front())
    const field = me.page.getByRole('combobox', { name: 'Search papers' })
    await field.pressSequentially(title.slice(0, 12))
    const completed = me.page.getByRole('option').first()
    await completed.waitFor({ timeout: 3_000 }).catch(() => {
      throw new NoAnswer('Nothing completes what is typed.')
    })
  })
  await patiently(patienceAt(site), async () => {
    await me.open(stage.url + routes.front())
    await me.write('Search papers', title, 'header')
    await me.press('Search', { within: 'header' })
    // A node that has just started says that it is opening its index.
    if ((await me.page.locator('main').getByRole('link', { name: title, exact: true }).count()) === 0)
      throw new NoAnswer(`A search doesn’t find “${title}”.`)
  })
  await me.press(title)
  await reads(me, title, 'h1')
  await patiently(patienceAt(site), async () => {
    await me.open(stage.url + routes.paper(listedPaper(round % 10)))
    if ((await me.page.locator('#similar').count()) === 0) throw new NoAnswer('There are no similar papers.')
  })
}

/** From the banner to the last digest. Every other reader comes back. */
export const digest: Journey = async (site, { round, newHand }) => {
  const { stage, ledger } = site
  const name = nameOf('dig', round)
  const me = await newHand(round % 2 === 0)
  await me.open(stage.url + routes.front())
  await askToSubscribe(me, name, '.banner')
  await confirm(me, site, name)
  await reads(me, 'gets the papers of the day on weekdays.')

  await sendEdition(site)
  const link = await mailedLink(stage, name, /papers? for 3 March/, /^http\S+\/subscriptions\/\S+$/m)
  await me.open(link)
  const word = `word${round}`
  await me.pick('Weekly, on Mondays')
  await me.choose('In this time zone', 'Europe/Berlin')
  await me.write('Only papers that speak of these words', word)
  await me.press('Save')
  await reads(me, 'gets the papers of the week on Mondays.')
  await me.press('Unsubscribe')
  await reads(me, 'is unsubscribed')
  const returns = round % 2 === 1
  if (returns) {
    await me.pick('Daily, on weekdays')
    await me.press('Save and subscribe again')
    await reads(me, 'gets the papers of the day on weekdays.')
  }
  const wanted = returns
    ? { state: 'confirmed', period: 'daily', keywords: word }
    : { state: 'unsubscribed', period: 'weekly', keywords: word }
  ledger.keep(`what ${name} chose of the digest`, (db) => isSubscription(db, addressOf(name), wanted))
  const letters = () =>
    stage.mail.mails.filter(({ to, subject }) => isTo(to, name) && / for 3 March/.test(subject ?? ''))
  ledger.expect(`one digest, and not two, to ${name}`, () => letters().length === 1)
}

async function askToSubscribe(me: Hand, name: string, within: string): Promise<void> {
  await me.write('Your mail address', addressOf(name), within)
  await me.press('Subscribe', { within })
  await reads(me, 'If this address can get mail')
}

/** The newest link is the one that works: who asked twice takes the second mail. */
async function confirm(me: Hand, { stage }: JourneySite, name: string): Promise<void> {
  const canConfirm = async () => (await pressable(me.page, 'Confirm').count()) > 0
  await waitFor('a link that confirms', async () => {
    await me.open(await mailedLink(stage, name, /^Confirm your subscription/))
    return canConfirm()
  })
  await me.press('Confirm', {
    already: async () => {
      if (await canConfirm()) return false
      await me.open(stage.url + routes.subscribe())
      await askToSubscribe(me, name, 'main')
      await me.open(await mailedLink(stage, name, /^You are subscribed/))
      return true
    },
  })
}

/** As `broadsheet digest send --date` decides it; the nodes send what is decided. */
async function sendEdition({ db }: JourneySite): Promise<void> {
  const { signal } = new AbortController()
  await inDatabase(async () => {
    const now = Date.now()
    await planForAll(db, await editionOn(db, 'daily', listDay), { now, signal })
    await inTransaction(db, (tx) => addJob(tx, now, 'send-digests'))
  })
}

const isTo = (to: { text: string } | { text: string }[] | undefined, name: string): boolean =>
  [to].flat().some((one) => one?.text === addressOf(name))
