// A digest as data: what its HTML and its text both say.

import { counted } from '../count-text.ts'
import { type FollowReason, whyText as followedText } from '../follows/why-text.ts'
import { type Day, weekOf } from '../papers/calendar.ts'
import type { ListedPaper } from '../papers/paper.ts'
import { plainLatex } from '../papers/text/latex-text.ts'
import { type Why, whyFor } from './choose-papers.ts'
import { type DateLanguage, type DateText, dateText, inLine, usualLanguage } from './date-language.ts'
import type { DigestAddresses } from './digest-addresses.ts'
import { shortAbstractOf } from './short-abstract.ts'
import type { DigestPeriod, Taste } from './subscription.ts'

export interface Letter {
  subject: string
  siteName: string
  /** What mail programs show beside the subject: what else is in it. */
  teaser: string
  /** “Wednesday, 29 October 2025” */
  title: string
  /** The same in two: what stands before the date, and the date in the reader’s language. */
  heading: { before: string; date: DateText }
  /** “20 papers” */
  count: string
  items: Item[]
  /** What the edition hasn’t, or not for this reader, and fits what they follow. */
  followed?: Item[]
  /** The edition on the site. */
  edition: { text: string; url: string }
  /** What everybody gets of it, on the site; absent while that may change. */
  browser?: { text: string; url: string }
  /** Where what comes is changed, and ended. */
  preferences: { text: string; url: string }
  /** Why they get it. */
  reason: string
}

export interface Item {
  title: string
  url: string
  authors: string
  why: string
  /** “12 votes”, “3 comments” */
  votes: string
  comments: { text: string; url: string }
  /** Its beginning, of at most so many characters. */
  abstract: (longest: number) => string
}

export interface DigestPaper {
  paper: ListedPaper
  /** In the edition, 1 for the first. */
  rank: number
  /** What it was chosen for, where it wasn’t for its place in the edition. */
  reason?: readonly FollowReason[]
}

export interface LetterFacts {
  siteName: string
  addresses: DigestAddresses
  period: DigestPeriod
  day: Day
  /** It may still change, and the archive has no page of it yet. */
  isOpen?: boolean
  /** What the reader chose; without a language dates are written as usual. */
  taste: Taste & { language?: DateLanguage }
  /** In their order, with their rank in the edition. */
  papers: readonly DigestPaper[]
  /** Where what comes is changed; absent in a preview. */
  preferences?: string
}

export const FOLLOWED_TITLE = 'From what you follow'

const LONGEST_TITLE = 240
const LONGEST_SUBJECT = 140
const LONGEST_TEASER = 200
const NAMED_AUTHORS = 3
const LONGEST_NAME = 60

export function writeLetter(facts: LetterFacts): Letter {
  const { siteName, addresses, period, day, papers, preferences } = facts
  const language = facts.taste.language ?? usualLanguage
  const short = inLine(dateText(day, 'short', language))
  const span = period === 'daily' ? short : `the week to ${short}`
  const heading = {
    before: period === 'daily' ? '' : 'The week to ',
    date: dateText(day, 'long', language),
  }
  const itemsOf = (some: readonly DigestPaper[]) => some.map((one) => itemOf(one, facts))
  const items = itemsOf(papers.filter(({ reason }) => !reason))
  const followed = itemsOf(papers.filter(({ reason }) => reason))
  const all = [...items, ...followed]
  const count = counted(all.length, 'paper')
  const subject = `${count} for ${span}: ${all[0]?.title ?? ''}`
  const url = period === 'daily' ? addresses.day(day) : addresses.week(weekOf(day))
  return {
    subject: fit(subject, LONGEST_SUBJECT),
    siteName,
    teaser: teaserOf(all),
    title: heading.before + inLine(heading.date),
    heading,
    count,
    items,
    followed,
    edition: { text: `The whole ${period === 'daily' ? 'day' : 'week'} on ${siteName}`, url },
    ...(!facts.isOpen && { browser: browserLink(facts) }),
    preferences:
      preferences === undefined
        ? { text: 'Subscribe', url: addresses.subscribe }
        : { text: 'Change what comes, pause or unsubscribe', url: preferences },
    reason:
      preferences === undefined
        ? `This is how ${siteName} comes by mail.`
        : `You get this because you subscribed to ${siteName} and confirmed it.`,
  }
}

const browserLink = (facts: LetterFacts) => ({
  text: isGeneral(facts) ? 'Read it in the browser' : 'What everybody gets, in the browser',
  url: facts.addresses.past(facts.period, facts.period === 'daily' ? facts.day : weekOf(facts.day)),
})

const isGeneral = ({ taste, papers }: LetterFacts): boolean =>
  taste.categories.length + taste.keywords.length === 0 && papers.every(({ reason }) => !reason)

const itemOf = ({ paper, rank, reason }: DigestPaper, { addresses, taste, period }: LetterFacts): Item =>
  paperItem(paper, addresses, reason ? followedText(reason) : whyText(whyFor(paper, taste), rank, period))

/** A paper as any letter has it; `why` it is in there. */
export function paperItem(paper: ListedPaper, addresses: DigestAddresses, why: string): Item {
  return {
    title: fit(straight(plainLatex(paper.title)).replace(/\s+/g, ' ').trim(), LONGEST_TITLE),
    url: addresses.paper(paper.id),
    authors: authorsText(paper),
    why,
    votes: counted(paper.votes, 'vote'),
    comments: { text: counted(paper.comments, 'comment'), url: addresses.discussion(paper.id) },
    abstract: (longest) => shortAbstractOf(paper, longest),
  }
}

function whyText(why: Why | null, rank: number, period: DigestPeriod): string {
  const place = `number ${rank} of the ${period === 'daily' ? 'day' : 'week'}`
  if (why?.kind === 'keyword') return `Speaks of “${why.word}”, ${place}`
  if (why?.kind === 'category') return `In ${why.name}, ${place}`
  return `N${place.slice(1)}`
}

function authorsText({ authors, authorCount, organization }: ListedPaper): string {
  const named = authors.slice(0, NAMED_AUTHORS).map(({ name }) => fit(straight(name), LONGEST_NAME))
  const others = authorCount - named.length
  const people = named.length === 0 ? counted(authorCount, 'author') : named.join(', ')
  const all = named.length > 0 && others > 0 ? `${people} and ${counted(others, 'other')}` : people
  const house = organization && fit(straight(organization.fullname ?? organization.name), LONGEST_NAME)
  return house ? `${all} · ${house}` : all
}

/** The subject names the first paper; these come next. */
export function teaserOf(items: readonly Item[]): string {
  const [, ...others] = items.map(({ title }) => title)
  return others.length === 0
    ? (items[0]?.authors ?? '')
    : fit(`Also: ${others.slice(0, 4).join(' · ')}`, LONGEST_TEASER)
}

/** Without signs that would turn what comes behind them, such as the rest of a subject. */
const straight = (text: string): string => text.replace(/\p{Bidi_Control}/gu, '')

/** On one line, cut with a sign. */
export function fit(line: string, longest: number): string {
  const plain = line.replace(/\p{Cc}+/gu, ' ')
  return plain.length <= longest
    ? plain
    : `${plain
        .slice(0, longest - 1)
        .toWellFormed()
        .trimEnd()}…`
}
