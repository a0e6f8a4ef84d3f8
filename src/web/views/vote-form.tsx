import { counted, shortCount } from '../../count-text.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { routes } from '../routes.ts'

interface VoteFormProps {
  paper: ListedPaper
  /** Id of the entry on the page, to come back to. */
  place?: string
  /** On the page of the paper: with the word. */
  large?: boolean
}

/** The votes of a paper; a button that casts one and takes it back for who is signed in. */
export function VoteForm({ paper, place, large = false }: VoteFormProps) {
  const { votes, ownVote = false } = paper
  return (
    <form class="vote" method="post" action={routes.vote(paper.id)} data-vote>
      <input type="hidden" name="vote" value={ownVote ? 'none' : 'up'} />
      <input type="hidden" name="recorded" value={Math.max(0, votes - paper.memberVotes)} />
      {place && <input type="hidden" name="at" value={place} />}
      <button
        type="submit"
        class={large ? 'button' : 'vote-button'}
        aria-pressed={ownVote ? 'true' : 'false'}
        title={`${counted(votes, 'upvote')}; ${ownVote ? 'yours is one of them' : 'add yours'}`}
      >
        <span class="arrow" aria-hidden="true">
          ▲
        </span>{' '}
        {large && 'Upvote '}
        <span data-votes>{shortCount(votes)}</span>
        {!large && <span class="visually-hidden"> {votes === 1 ? 'upvote' : 'upvotes'}</span>}
      </button>
    </form>
  )
}
