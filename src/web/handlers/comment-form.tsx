// A form for a comment that comes back with what was typed, whatever happened.

import { knownNamesIn } from '../../community/comments/named-people.ts'
import type { PaperId } from '../../papers/paper.ts'
import type { Ctx } from '../environment.ts'
import { CommentFormPage } from '../pages/comment-form.tsx'
import { render } from './answer.ts'
import { readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'

/** More than is taken, so that what is too long comes back, too. */
const LONGEST_TYPED = 120_000

export interface CommentPlace {
  paperId: PaperId
  /** Where the form goes. */
  action: string
  /** The comment that is changed. */
  commentId?: string
  /** The text that is replied to. */
  to?: string | undefined
}

/** Reads the form; shows it again with what the text would look like, or does what it asks for. */
export async function takeComment(
  c: Ctx,
  { to, ...place }: CommentPlace,
  send: (text: string) => Promise<Response>,
): Promise<Response> {
  const { site } = c.var
  const form = await readForm(c)
  const text = form.text('body', LONGEST_TYPED)
  const about = { ...place, ...(to !== undefined && { to }), isNew: place.commentId === undefined }
  const props = { site, ...about, text }
  if (form.line('do') === 'preview' && c.var.viewer) {
    const known = await knownNamesIn(c.var.db, [text, to ?? ''])
    return render(c, <CommentFormPage {...props} preview known={known} />, { noindex: true })
  }
  return orFormAgain(
    c,
    () => send(text),
    (problem) => <CommentFormPage {...props} problem={problem} />,
  )
}
