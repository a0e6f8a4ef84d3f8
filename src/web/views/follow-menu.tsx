import type { FollowKind } from '../../follows/follow-kinds.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { routes } from '../routes.ts'
import { categoryName, isCategory } from './category-names.ts'
import {
  type Followable,
  FollowForm,
  followableCategory,
  followableWords,
  isFollowed,
  type OwnFollows,
} from './follow-form.tsx'

/** More authors than anybody wants to read in a menu: the rest is followed in the settings. */
const MOST_AUTHORS = 30

interface FollowMenuProps {
  paper: ListedPaper
  follows: OwnFollows
}

/** All that a paper names and that can be followed. */
export function FollowMenu({ paper, follows }: FollowMenuProps) {
  const parts = partsOf(paper)
  const all = parts.flatMap(({ items }) => items)
  if (all.length === 0) return null
  const page = routes.paper(paper.id)
  if (follows === undefined)
    return (
      <a
        class="button"
        href={routes.signIn(page)}
        title="Sign in to follow its authors, keywords and categories"
      >
        Follow
      </a>
    )
  const followed = all.filter((what) => isFollowed(follows, what)).length
  return (
    <details class="follow-menu">
      <summary class="button">Follow{followed > 0 && ` (${followed})`}</summary>
      <div>
        {parts.map(({ kind, name, items }) => (
          <Part key={kind} {...{ kind, name, items, follows, page }} />
        ))}
        <p class="quiet">
          What you follow comes together at <a href={routes.following()}>Following</a>, and in your digest
          where you choose so.
        </p>
      </div>
    </details>
  )
}

interface PartProps {
  kind: FollowKind
  name: string
  items: readonly Followable[]
  follows: OwnFollows
  page: string
}

/** Each row has an id: the page comes back to it, with the menu open. */
function Part({ kind, name, items, follows, page }: PartProps) {
  const id = `follow-${kind}`
  return (
    <>
      <p class="quiet" id={id}>
        {name}
      </p>
      <ul aria-labelledby={id}>
        {items.map((what, at) => (
          <li key={what.value} id={`${id}-${at + 1}`}>
            <span>{labelOf(what)}</span>
            <FollowForm {...{ what, follows, page }} short place={`${id}-${at + 1}`} />
          </li>
        ))}
      </ul>
    </>
  )
}

function partsOf({ authors, organization, keywords, categories }: ListedPaper) {
  const house = organization && (organization.fullname ?? organization.name)
  const parts: Pick<PartProps, 'kind' | 'name' | 'items'>[] = [
    {
      kind: 'author',
      name: 'Authors',
      items: authors.slice(0, MOST_AUTHORS).map(({ name }) => followableWords('author', name)),
    },
    {
      kind: 'organisation',
      name: 'Organization',
      items: house ? [followableWords('organisation', house)] : [],
    },
    { kind: 'category', name: 'Categories', items: categories.filter(isCategory).map(followableCategory) },
    { kind: 'keyword', name: 'Keywords', items: keywords.map((word) => followableWords('keyword', word)) },
  ]
  return parts
    .map(({ items, ...part }) => ({ ...part, items: onceEach(items) }))
    .filter(({ items }) => items.length > 0)
}

/** What would be compared alike stands once; what has no word can't be followed. */
const onceEach = (items: readonly Followable[]): Followable[] => [
  ...new Map(items.filter(({ value }) => value !== '').map((item) => [item.value, item])).values(),
]

const labelOf = ({ kind, text }: Followable): string =>
  kind === 'category' && categoryName(text) ? `${categoryName(text)} (${text})` : text
