// What members do at their browsers: their whole way, what they follow, the searches that they keep.

import { inTransaction } from '../../src/db/write.ts'
import { noteNewPapers } from '../../src/papers/new-paper-queries.ts'
import type { PaperRecord } from '../../src/papers/paper.ts'
import { saveRecords } from '../../src/papers/save.ts'
import { routes } from '../../src/web/routes.ts'
import { reads } from '../../test/support/journey/hand.ts'
import { memberJourney } from '../../test/support/journey/member-journey.ts'
import { addressOf } from '../../test/support/journey/stage.ts'
import { signIn } from '../../test/support/journey/steps.ts'
import { paperRecord } from '../../test/support/records.ts'
import { inDatabase, type Journey, nameOf, waitFor } from './journey-people.ts'
import { hasFound, isClaim, isComment, isFollow, isMember, isSubmission, isVote } from './journey-queries.ts'
import { listedPaper } from './journey-site.ts'

/** From signing up to leaving; every other one stays. With scripts and without by turns. */
export const wholeWay: Journey = async (site, { round, newHand }) => {
  const { stage, ledger } = site
  const [me, friend, paper] = [nameOf('mem', round), 'ben', listedPaper(round)]
  const [leaves, scripts] = [round % 2 === 1, round % 4 < 2]
  const done = await memberJourney(stage, {
    ...{ me, friend, paper, at: 3 + round, leaves, isTold: false },
    newHand: () => newHand(scripts),
  })
  const [first = '', last = '', own = ''] = done.mine
  const said = (text: string) => (leaves ? '' : text)
  ledger.keep(`a comment of ${me}`, (db) => isComment(db, first, said('no better one')))
  ledger.keep(`a reply of ${me}`, (db) => isComment(db, last, said('theorem')))
  ledger.keep(`an author's comment of ${me}`, (db) => isComment(db, own, said('Ask me.')))
  ledger.keep(`a comment of ${friend} to ${me}`, (db) => isComment(db, done.theirs, 'Buy my book'))
  ledger.keep(`that ${me} ${leaves ? 'left' : 'is here'}`, async (db) => (await isMember(db, me)) !== leaves)
  if (leaves) return
  ledger.keep(`the vote of ${me}`, (db) => isVote(db, me, paper))
  ledger.keep(`the submission of ${me}`, (db) => isSubmission(db, me, done.submitted))
  ledger.keep(`the claim of ${me}`, (db) => isClaim(db, me, done.author))
  const hasCome = () =>
    stage.mail.mails.some(
      ({ to, subject = '' }) =>
        subject.startsWith(`${friend} mentioned you on “`) &&
        [to].flat().some((one) => one?.text === addressOf(me)),
    )
  ledger.expect(`the mail that ${friend} mentioned ${me}`, hasCome, addressOf(me))
}

/** Of a paper its author, whose newest papers come together. */
export const following: Journey = async ({ stage, db, ledger }, { round, newHand }) => {
  const me = await newHand(round % 2 === 0)
  const [kept, dropped] = [`Ida ${wordOf('i', round)}`, `Eva ${wordOf('e', round)}`]
  const record = newPaper(`2611.1${String(round).padStart(4, '0')}`, `Weaving, part ${round}`)
  await inDatabase(() =>
    saveRecords(db, [{ ...record, authors: [{ name: kept }, { name: dropped }], authorCount: 2 }]),
  )
  await signIn(me, stage, 'fay')
  for (const author of [kept, dropped]) {
    await me.open(stage.url + routes.paper(record.id))
    await me.unfold('Follow', '.follow-menu')
    await me.press(`Follow ${author}`, { within: '.follow-menu' })
    await reads(me, `Following ${author}`, '.follow-menu')
  }
  await me.open(stage.url + routes.following())
  await reads(me, record.title)
  await me.open(stage.url + routes.ownFollows())
  await me.press(`Following ${dropped}`, { within: '.follows' })
  ledger.keep(`that fay follows ${kept}`, (at) => isFollow(at, 'fay', { kind: 'author', label: kept }))
  const follows = { kind: 'author', label: dropped }
  ledger.keep(`that fay no longer follows ${dropped}`, async (at) => !(await isFollow(at, 'fay', follows)))
}

/** A search that is kept finds a paper that comes, and tells by mail. */
export const savedSearch: Journey = async ({ stage, db, ledger }, { round, newHand }) => {
  const me = await newHand(round % 2 === 0)
  const query = `glazing ${wordOf('q', round)}`
  await signIn(me, stage, 'sam')
  await me.open(stage.url + routes.search({ q: query, mode: 'lexical' }))
  await me.unfold('Save this search', '.save-search')
  await me.choose('Tell me of new papers', 'at once, by mail and on the site')
  await me.press('Save', { within: '.save-search' })
  await reads(me, /The search is saved|Saved/)
  const record = newPaper(`2611.2${String(round).padStart(4, '0')}`, `On ${query}`)
  await inDatabase(async () => {
    await saveRecords(db, [record])
    await inTransaction(db, (tx) => noteNewPapers(tx, [record.id], Date.now()))
  })
  await me.open(stage.url + routes.savedSearches())
  await me.press('Look for new papers now')
  const isFound = async () => {
    await me.open(stage.url + routes.savedSearches())
    return (await me.page.locator('.saved-searches li', { hasText: record.title }).count()) > 0
  }
  // By hand at once; where that was cut off, with the next run of the schedule.
  await waitFor(`${record.title} in the saved search`, isFound, 330)
  ledger.keep(`the search for ${query} and what it found`, (at) => hasFound(at, query, record.id))
  const hasCome = () => stage.mail.mails.some(({ subject }) => subject === `${query}: 1 new paper`)
  ledger.expect(`the mail about ${query}`, hasCome, addressOf('sam'))
}

/** A word that no other paper has. */
const wordOf = (kind: string, round: number): string => `${kind}u${nameOf('x', round).slice(2)}ol`

const newPaper = (id: string, title: string): PaperRecord =>
  paperRecord({ id, title, published: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10) })
