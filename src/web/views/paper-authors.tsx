import { claimPlaces, isVerified } from '../../community/claims/claim-places.ts'
import type { AuthorClaim } from '../../community/claims/claim-queries.ts'
import { counted } from '../../count-text.ts'
import type { Author, ListedPaper } from '../../papers/paper.ts'
import { routes } from '../routes.ts'

/** More are folded: a collaboration's thousands would push the abstract off the screen. */
const shownAuthors = 50

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
  const places = claimPlaces(authors, claims)
  const named = authors.map((author, at) => ({ author, member: places.get(at)?.name }))
  return (
    <div class="by">
      <Names named={named.slice(0, shownAuthors)} />
      {authors.length > shownAuthors && (
        <details>
          <summary>and {counted(authors.length - shownAuthors, 'more author')}</summary>
          <Names named={named.slice(shownAuthors)} />
        </details>
      )}
      {unnamed > 0 && (
        <span class="quiet"> and {counted(unnamed, 'other')} whom the source doesn’t name</span>
      )}
    </div>
  )
}

interface Named {
  author: Author
  /** Who has claimed the paper as this author. */
  member: string | undefined
}

function Names({ named }: { named: readonly Named[] }) {
  return (
    <ul>
      {named.map((one, index) => (
        <li key={index}>
          <Name {...one} />
        </li>
      ))}
    </ul>
  )
}

function Name({ author, member }: Named) {
  const recorded = isVerified(author) ? author.person?.name : undefined
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
