import type { ListedPaper } from '../../papers/paper.ts'
import type { PaperMembers } from '../pages/page-props.ts'
import { routes } from '../routes.ts'

/** What the one who reads may say about the paper, where they may. */
export function MemberLinks({ paper, members }: { paper: ListedPaper; members: PaperMembers }) {
  if (!members.mayClaim && !members.mayLink) return null
  return (
    <p class="member-links">
      {members.mayClaim && <a href={routes.claim(paper.id)}>I am an author</a>}{' '}
      {members.mayLink && <a href={routes.paperLinks(paper.id)}>Set its links</a>}
    </p>
  )
}
