import type { AuthorClaim } from '../../community/claims/claim-queries.ts'
import { counted } from '../../count-text.ts'
import type { Author, ListedPaper } from '../../papers/paper.ts'
import { routes } from '../routes.ts'

/** More are folded: a collaboration's thousands would push the abstract off the screen. */
const shownAuthors = 50

const claimed = new Set(['claimed_verified', 'admin_assigned'])

/** All authors in their order: who claimed the paper leads to their page, others to the papers of that name. */
export function PaperAuthors({
  paper,
  claims = [],
}: {
  paper: ListedPaper
  /** Authors who are members here. */
  claims?: readonly AuthorClaim[]
}) {
  const { authors, authorCount } = paper
  if (authorCount === 0) return null
  if (authors.length === 0) return <p class="by quiet">{counted(authorCount, 'author')}</p>
  const unnamed = authorCount - authors.length
  return (
    <div class="by">
      <Names authors={authors.slice(0, shownAuthors)} claims={claims} />
      {authors.length > shownAuthors && (
        <details>
          <summary>and {counted(authors.length - shownAuthors, 'more author')}</summary>
          <Names authors={authors.slice(shownAuthors)} claims={claims} />
        </details>
      )}
      {unnamed > 0 && (
        <span class="quiet"> and {counted(unnamed, 'other')} whom the source doesn’t name</span>
      )}
    </div>
  )
}

interface NamesProps {
  authors: Author[]
  claims: readonly AuthorClaim[]
}

function Names({ authors, claims }: NamesProps) {
  return (
    <ul>
      {authors.map((author, index) => (
        <li key={index}>
          <Name author={author} member={claims.find(({ authorName }) => authorName === author.name)?.name} />
        </li>
      ))}
    </ul>
  )
}

function Name({ author, member }: { author: Author; member: string | undefined }) {
  const recorded = claimed.has(author.status ?? '') ? author.person?.name : undefined
  const name = member ?? recorded
  if (name === undefined) {
    return (
      <a href={routes.author(author.name)} rel="nofollow">
        {author.name}
      </a>
    )
  }
  return (
    <>
      <a href={routes.person(name)}>{author.name}</a>
      <span class="claimed" title="Has said that this is their paper">
        {' '}
        <span aria-hidden="true">✓</span>
        <span class="visually-hidden">(claimed)</span>
      </span>
    </>
  )
}
