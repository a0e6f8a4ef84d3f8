// What somebody who makes a webhook typed.

import { Invalid } from '../errors.ts'
import { refusePrivateHost } from '../sources/fetching/private-address.ts'
import { SourceTrouble } from '../sources/source-trouble.ts'
import { type EventType, eventTypes, isEventType } from './event-types.ts'

export interface HookWish {
  url: string
  events: readonly string[]
  /** Separated by spaces or commas. */
  categories: string
}

const LONGEST_URL = 1_000
const MOST_CATEGORIES = 50

/** @throws Invalid */
export function readHookWish(
  { url, events, categories }: HookWish,
  allowedHosts: readonly string[],
): { url: string; events: EventType[]; categories: string[] } {
  return {
    url: readUrl(url, allowedHosts),
    events: readEvents(events),
    categories: readCategories(categories),
  }
}

function readUrl(text: string, allowedHosts: readonly string[]): string {
  const url = URL.parse(text.trim())
  const isAddress = url !== null && /^https?:$/.test(url.protocol) && text.length <= LONGEST_URL
  if (!isAddress)
    throw wrongUrl(`must be an address such as https://example.org/hook, at most ${LONGEST_URL} long`)
  if (url.username !== '' || url.password !== '') {
    throw wrongUrl('must not hold a name or password: what is sent is signed instead')
  }
  url.hash = ''
  try {
    refusePrivateHost(url, new Set(allowedHosts))
  } catch (error) {
    if (error instanceof SourceTrouble)
      throw new Invalid(error.message, { url: 'must be in the public network' })
    throw error
  }
  return url.href
}

const wrongUrl = (problem: string) => new Invalid(`The address ${problem}.`, { url: problem })

function readEvents(words: readonly string[]): EventType[] {
  const wrong = words.find((word) => !isEventType(word))
  if (wrong !== undefined) {
    const problem = `must be some of ${eventTypes.join(', ')}`
    throw new Invalid(`There is no event “${wrong.slice(0, 40)}”: they ${problem}.`, { events: problem })
  }
  const chosen = eventTypes.filter((type) => words.includes(type))
  if (chosen.length > 0) return chosen
  throw new Invalid('Choose at least one event that it is told of.', { events: 'must be one or more' })
}

function readCategories(text: string): string[] {
  const words = [...new Set(text.split(/[\s,]+/).filter((word) => word !== ''))]
  const problem = 'must be categories such as cs.CL, separated by spaces'
  if (words.length > MOST_CATEGORIES || words.some((word) => !/^[\w.-]{1,40}$/.test(word)))
    throw new Invalid(`The categories ${problem}, at most ${MOST_CATEGORIES}.`, { categories: problem })
  return words
}
