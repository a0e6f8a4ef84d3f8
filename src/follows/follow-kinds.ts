// What can be followed, and the form in which it is compared.

import { Invalid } from '../errors.ts'
import { wordsOf } from '../search/text/analyze.ts'

/** The strongest reason to look at a paper first. */
export const followKinds = ['author', 'person', 'organisation', 'keyword', 'category'] as const

export type FollowKind = (typeof followKinds)[number]

export interface Follow {
  kind: FollowKind
  /**
   * Of an author, an organisation and a keyword its words in lower case without accents, with single spaces; of a
   * category its id (`cs.CL`, or `cs` for all of it); of a person their id.
   */
  value: string
  /** As people read it. */
  label: string
}

export const LONGEST_FOLLOW = 120

export const isFollowKind = (text: string): text is FollowKind => followKinds.some((kind) => kind === text)

/** What can be typed: all but people, whom only the store knows. @throws Invalid */
export function readFollow(kind: Exclude<FollowKind, 'person'>, text: string): Follow {
  const label = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
  if (label === '') throw new Invalid('Say what to follow.', { value: 'must not be empty' })
  if (label.length > LONGEST_FOLLOW)
    throw new Invalid(`What is followed has at most ${LONGEST_FOLLOW} characters.`, {
      value: `must have at most ${LONGEST_FOLLOW} characters`,
    })
  const value = kind === 'category' ? readCategory(label) : foldedWords(label)
  if (value === '')
    throw new Invalid('There is no word in this that papers could be compared with.', {
      value: 'must have a word',
    })
  return { kind, value, label: kind === 'category' ? value : label }
}

/** What papers are compared with. A keyword as it is written: only its hyphens tell that `pre-training` is also one word. */
export const soughtText = ({ kind, value, label }: Follow): string => (kind === 'keyword' ? label : value)

/** `example lab` for Example-Lab. */
export const foldedWords = (text: string): string =>
  wordsOf(text)
    .map(({ folded }) => folded)
    .join(' ')

/** The archive in small letters, what is behind the dot as it is: `cs.CL`, `cell biology`. @throws Invalid */
function readCategory(text: string): string {
  const [, archive = '', rest = ''] = /^([a-z][a-z0-9 _-]{0,60})(\.[a-z-]{1,20})?$/i.exec(text) ?? []
  if (archive === '')
    throw new Invalid(
      `“${text.slice(0, 80)}” is no category. Write one such as cs.CL, or cs for all of it.`,
      {
        value: 'must be a category such as cs.CL',
      },
    )
  return archive.toLowerCase() + rest
}

/** `cs` holds `cs.CL`; large and small letters are the same. */
export function isWithin(category: string, chosen: string): boolean {
  const [one, whole] = [category.toLowerCase(), chosen.toLowerCase()]
  return one === whole || one.startsWith(`${whole}.`)
}
