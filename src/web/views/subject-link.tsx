import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'

interface SubjectLinkProps {
  kind: string
  id: string
  /** A person’s name, a paper’s title (of a comment: its paper’s), a domain; null where it has gone. */
  called: string | null
  paperId?: string | null | undefined
}

/** What somebody reported or decided about, as a link to it. */
export function SubjectLink({ kind, id, called, paperId }: SubjectLinkProps) {
  if (called === null) return <>a {kind} that has gone</>
  if (kind === 'domain') return <code>{called}</code>
  if (kind === 'person') return <a href={routes.person(called)}>@{called}</a>
  if (!paperId) return <>{plainLatex(called)}</>
  if (kind === 'paper') return <a href={routes.paper(paperId)}>{plainLatex(called)}</a>
  return (
    <>
      a comment on <a href={routes.comment(paperId, id)}>{plainLatex(called)}</a>
    </>
  )
}
