// How the parts of a paper that have a key of their own are joined.

import type { EditionEntry, Link, Version } from '../paper.ts'
import { present } from '../present.ts'
import { joinPerson } from '../recorded-person.ts'
import { either, joinDate, joinText, larger, smaller } from './record-order.ts'

export const joinVersion = (a: Version, b: Version): Version =>
  present({
    number: a.number,
    at: joinDate(a.at, b.at),
    size: joinText(a.size, b.size),
    withdrawn: either(a.withdrawn, b.withdrawn),
  })

export const joinLink = (a: Link, b: Link): Link =>
  present({
    kind: a.kind,
    url: a.url,
    stars: larger(a.stars, b.stars),
    addedBy: joinText(a.addedBy, b.addedBy),
  })

/** One paper's entry of one day, said twice. The earlier time stands: that is when it entered. */
export const joinEntry = (a: EditionEntry, b: EditionEntry): EditionEntry =>
  present({
    day: a.day,
    place: placeOf(a, b),
    enteredAt: earlier(a.enteredAt, b.enteredAt),
    submittedBy:
      a.submittedBy && b.submittedBy
        ? joinPerson(a.submittedBy, b.submittedBy)
        : (a.submittedBy ?? b.submittedBy),
    recordedVotes: larger(a.recordedVotes, b.recordedVotes),
    recordedComments: larger(a.recordedComments, b.recordedComments),
    isAuthorParticipating: either(a.isAuthorParticipating, b.isAuthorParticipating),
    ...ruleOf(a, b),
  })

/** The rule's place counts for nothing beside that of people. */
function placeOf(a: EditionEntry, b: EditionEntry): number | undefined {
  if (a.chosenBy === b.chosenBy) return smaller(a.place, b.place)
  return (a.chosenBy ? b : a).place
}

/** An entry that people chose is theirs, whatever the rule thought of it. */
const ruleOf = (a: EditionEntry, b: EditionEntry): Pick<EditionEntry, 'chosenBy' | 'score'> =>
  a.chosenBy && b.chosenBy ? { chosenBy: 'rule', ...present({ score: larger(a.score, b.score) }) } : {}

// ISO times in UTC sort as text.
const earlier = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined ? b : b === undefined ? a : a < b ? a : b
