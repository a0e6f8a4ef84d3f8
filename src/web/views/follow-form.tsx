import { type Follow, type FollowKind, foldedWords } from '../../follows/follow-kinds.ts'
import { routes } from '../routes.ts'

/** Something that can be followed from where it is named. */
export interface Followable {
  kind: FollowKind
  /** As people read it; of a person the handle. */
  text: string
  /** As it is stored. */
  value: string
}

export const followableWords = (kind: 'author' | 'keyword' | 'organisation', text: string): Followable => ({
  kind,
  text,
  value: foldedWords(text),
})

export const followableCategory = (text: string): Followable => ({ kind: 'category', text, value: text })

/** What the one who reads follows; absent: nobody is signed in. */
export type OwnFollows = readonly Pick<Follow, 'kind' | 'value'>[] | undefined

export const isFollowed = (follows: OwnFollows, { kind, value }: Pick<Follow, 'kind' | 'value'>): boolean =>
  follows?.some((one) => one.kind === kind && one.value === value) ?? false

interface FollowFormProps {
  what: Followable
  follows: OwnFollows
  /** The page, for who must sign in first. */
  page: string
  /** In a row that names it already: without the name. */
  short?: boolean
  /** Id on the page, to come back to. */
  place?: string
}

/** A button that follows, and no longer follows; who isn't signed in is led to where they can. */
export function FollowForm({ what, follows, page, short = false, place }: FollowFormProps) {
  const { kind, text, value } = what
  const name = kind === 'keyword' ? `“${text}”` : text
  if (follows === undefined) {
    return (
      <a class="button" href={routes.signIn(page)} rel="nofollow" title={`Sign in to follow ${name}`}>
        Follow{short ? <span class="visually-hidden"> {name}</span> : ` ${name}`}
      </a>
    )
  }
  const followed = isFollowed(follows, what)
  return (
    <form class="follow" method="post" action={routes.ownFollows()}>
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="value" value={followed ? value : text} />
      <input type="hidden" name="wish" value={followed ? 'unfollow' : 'follow'} />
      {place && <input type="hidden" name="at" value={place} />}
      <button class="button" type="submit" aria-pressed={followed ? 'true' : 'false'}>
        {followed ? 'Following' : 'Follow'}
        {short ? <span class="visually-hidden"> {name}</span> : ` ${name}`}
      </button>
    </form>
  )
}
