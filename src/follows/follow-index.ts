// Some papers, laid out so that what somebody follows finds its own: the papers of a day are asked for each of thousands
// of readers. A follow that several share is looked up once.

import type { PaperId } from '../papers/paper.ts'
import { holds, type PaperText, soughtOf, type Terms, termsOf, termsOfPaper } from '../papers/paper-terms.ts'
import {
  type Follow,
  type FollowKind,
  foldedWords,
  followKinds,
  isWithin,
  soughtText,
} from './follow-kinds.ts'

/** What is looked at of a paper. */
export interface FollowablePaper extends PaperText {
  id: PaperId
  authors: readonly { name: string; hidden?: boolean }[]
  categories: readonly string[]
  organization?: { name: string; fullname?: string }
}

/** Ids of who put a paper on a list or shows it as theirs. */
export type PeopleOfPapers = ReadonlyMap<PaperId, readonly string[]>

export interface FollowIndex {
  /** The places of the papers that fit, each with what it fits, the strongest first. Papers that fit nothing are left out. */
  fitting(follows: readonly Follow[]): Map<number, Follow[]>
}

export function createFollowIndex(
  papers: readonly FollowablePaper[],
  people: PeopleOfPapers = new Map(),
): FollowIndex {
  const finders = findersOver(papers, people)
  const known = new Map<string, readonly number[]>()
  const placesOf = (follow: Follow): readonly number[] => {
    const sought = soughtText(follow)
    const key = `${follow.kind} ${sought}`
    const places = known.get(key) ?? finders[follow.kind](sought)
    known.set(key, places)
    return places
  }
  return {
    fitting(follows) {
      const found = new Map<number, Follow[]>()
      const strongestFirst = follows.toSorted((a, b) => strength(a) - strength(b))
      for (const follow of strongestFirst) {
        for (const place of placesOf(follow)) {
          const reasons = found.get(place)
          if (reasons) reasons.push(follow)
          else found.set(place, [follow])
        }
      }
      return found
    },
  }
}

/** Why one paper is among what is followed, the strongest first; none: it isn't. */
export const whyFollowed = (
  paper: FollowablePaper,
  follows: readonly Follow[],
  people: readonly string[] = [],
): Follow[] =>
  createFollowIndex([paper], new Map([[paper.id, people]]))
    .fitting(follows)
    .get(0) ?? []

const strength = ({ kind }: Follow): number => followKinds.indexOf(kind)

type Finders = Record<FollowKind, (value: string) => readonly number[]>

function findersOver(papers: readonly FollowablePaper[], people: PeopleOfPapers): Finders {
  const categories = placesBy(papers.map((paper) => paper.categories))
  const persons = placesBy(papers.map(({ id }) => people.get(id) ?? []))
  const organisations = placesBy(papers.map(({ organization }) => namesOf(organization)))
  return {
    author: finderOfPhrases(papers, ({ authors }) =>
      termsOf(authors.filter(({ hidden }) => !hidden).map(({ name }) => name)),
    ),
    keyword: finderOfPhrases(papers, termsOfPaper),
    person: (value) => persons.get(value) ?? [],
    organisation: (value) => organisations.get(value) ?? [],
    category: (value) => {
      const within = [...categories.keys()].filter((category) => isWithin(category, value))
      return [...new Set(within.flatMap((category) => categories.get(category) ?? []))].sort((a, b) => a - b)
    },
  }
}

/** By its rarest word first: most papers have not even that. */
function finderOfPhrases(papers: readonly FollowablePaper[], read: (paper: FollowablePaper) => Terms) {
  let laidOut: { terms: Terms[]; places: Map<string, number[]> } | undefined
  return (value: string): readonly number[] => {
    if (!laidOut) {
      const terms = papers.map(read)
      laidOut = { terms, places: placesBy(terms.map(({ each }) => each)) }
    }
    const { terms, places } = laidOut
    const sought = soughtOf(value)
    const lists = sought.terms.map((term) => places.get(term) ?? [])
    const rarest = lists.toSorted((a, b) => a.length - b.length)[0] ?? []
    const joined = (sought.joined !== null && places.get(sought.joined)) || []
    const candidates = [...new Set([...rarest, ...joined])].sort((a, b) => a - b)
    return candidates.filter((place) => {
      const one = terms[place]
      return one !== undefined && holds(one, sought)
    })
  }
}

/** Which papers have which of these. */
function placesBy(lists: readonly Iterable<string>[]): Map<string, number[]> {
  const places = new Map<string, number[]>()
  lists.forEach((list, place) => {
    for (const item of new Set(list)) {
      const known = places.get(item)
      if (known) known.push(place)
      else places.set(item, [place])
    }
  })
  return places
}

const namesOf = (organization: FollowablePaper['organization']): string[] =>
  organization ? [organization.name, organization.fullname ?? ''].map(foldedWords).filter(Boolean) : []
