// A digest as data: what its HTML and its text both say.

import { counted } from '../count-text.ts'
import { type Day, startOfDay, weekOf } from '../papers/calendar.ts'
import type { ListedPaper } from '../papers/paper.ts'
import { plainLatex } from '../papers/text/latex-text.ts'
import { type Why, whyFor } from './choose-papers.ts'
import type { DigestAddresses } from './digest-addresses.ts'
import { shortAbstractOf } from './short-abstract.ts'
import type { DigestPeriod, Taste } from './subscription.ts'

export interface Letter {
  subject: string
  siteName: string
  /** “Wednesday 29 October 2025” */
  title: string
  items: Item[]
  /** The edition on the site. */
  edition: { text: string; url: string }
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

export interface LetterFacts {
  siteName: string
  addresses: DigestAddresses
  period: DigestPeriod
  day: Day
  taste: Taste
  /** In their order, with their rank in the edition. */
  papers: readonly { paper: ListedPaper; rank: number }[]
  /** Where what comes is changed; absent in a preview. */
  preferences?: string
}

const LONGEST_TITLE = 240
const LONGEST_SUBJECT = 140
const NAMED_AUTHORS = 3
const LONGEST_NAME = 60

export function writeLetter(facts: LetterFacts): Letter {
  const { siteName, addresses, period, day, papers, preferences } = facts
  const span = period === 'daily' ? dayText(day) : `the week to ${dayText(day)}`
  const items = papers.map(({ paper, rank }) => itemOf(paper, rank, facts))
  const subject = `${counted(items.length, 'paper')} for ${span}: ${items[0]?.title ?? ''}`
  const url = period === 'daily' ? addresses.day(day) : addresses.week(weekOf(day))
  return {
    subject: fit(subject, LONGEST_SUBJECT),
    siteName,
    title: period === 'daily' ? longDay(day) : `The week to ${longDay(day)}`,
    items,
    edition: { text: `The whole ${period === 'daily' ? 'day' : 'week'} on ${siteName}`, url },
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

function itemOf(paper: ListedPaper, rank: number, { addresses, taste, period }: LetterFacts): Item {
  return {
    title: fit(plainLatex(paper.title).replace(/\s+/g, ' ').trim(), LONGEST_TITLE),
    url: addresses.paper(paper.id),
    authors: authorsText(paper),
    why: whyText(whyFor(paper, taste), rank, period),
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

function authorsText({ authors, authorCount }: ListedPaper): string {
  const named = authors.slice(0, NAMED_AUTHORS).map(({ name }) => fit(name, LONGEST_NAME))
  if (named.length === 0) return counted(authorCount, 'author')
  const others = authorCount - named.length
  return others > 0 ? `${named.join(', ')} and ${counted(others, 'other')}` : named.join(', ')
}

const text = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })
  return (day: Day) => format.format(startOfDay(day))
}

const dayText = text({ day: 'numeric', month: 'long' })
const longDay = text({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })

function fit(line: string, longest: number): string {
  const plain = line.replace(/\p{Cc}+/gu, ' ')
  return plain.length <= longest
    ? plain
    : `${plain
        .slice(0, longest - 1)
        .toWellFormed()
        .trimEnd()}…`
}
