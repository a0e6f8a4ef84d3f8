import type { Voter } from '../../community/votes/vote-queries.ts'
import { counted, exactCount } from '../../count-text.ts'
import { routes } from '../routes.ts'
import { faceColour, initialOf } from './face-colour.ts'

/** A person as a disc with their initial: no picture is fetched from anywhere. */
export function Face({ name }: { name: string }) {
  return (
    <span class={`face face-${faceColour(name)}`} aria-hidden="true">
      {initialOf(name)}
    </span>
  )
}

/** Some of those who voted, and how many more there are: recorded votes have no faces. */
export function Faces({ voters, votes }: { voters: readonly Voter[]; votes: number }) {
  if (voters.length === 0) return null
  const more = votes - voters.length
  return (
    <ul class="faces" aria-label="Upvoted by">
      {voters.map(({ name, fullname }) => (
        <li key={name}>
          <a href={routes.person(name)} title={fullname ? `${fullname} (@${name})` : `@${name}`}>
            <Face name={name} />
            <span class="visually-hidden">{name}</span>
          </a>
        </li>
      ))}
      {more > 0 && <li title={`${counted(more, 'more upvote')}`}>+{exactCount(more)}</li>}
    </ul>
  )
}
