// A form for a comment that comes back with what was typed, whatever happened.

import { explainDatabaseError } from '../../db/explain-error.ts'
import { isKnownError, RateLimited } from '../../errors.ts'
import type { PaperId } from '../../papers/paper.ts'
import type { Ctx } from '../environment.ts'
import { statusOf } from '../middleware/errors.tsx'
import { CommentFormPage } from '../pages/comment-form.tsx'
import { render } from './answer.ts'
import { type Form, readForm } from './form.ts'

/** More than is taken, so that what is too long comes back, too. */
const LONGEST_TYPED = 120_000

export interface Typed {
  paperId: PaperId
  /** Where the form goes. */
  action: string
  text: string
}

/**
 * Reads the form; shows it again with what it would look like, or does what it asks for. What is refused comes back with
 * the reason above it.
 */
export async function takeComment(
  c: Ctx,
  at: Omit<Typed, 'text'>,
  send: (text: string, form: Form) => Promise<Response>,
): Promise<Response> {
  const form = await readForm(c)
  const typed = { ...at, text: form.text('body', LONGEST_TYPED) }
  if (form.line('do') === 'preview') return formPage(c, typed, { preview: true })
  try {
    return await send(typed.text, form)
  } catch (error) {
    const known = isKnownError(error)
    const told = known ? error : explainDatabaseError(error)
    if (!isKnownError(told)) throw error
    if (error instanceof RateLimited) c.header('Retry-After', String(error.retryAfterSeconds))
    c.status(known ? statusOf(error) : 503)
    const problem = known ? error.message : 'It can’t be kept at this moment. Send it again in a minute.'
    return formPage(c, typed, { problem })
  }
}

function formPage(c: Ctx, typed: Typed, shown: { preview?: boolean; problem?: string }): Response {
  const { site } = c.var
  return render(c, <CommentFormPage site={site} {...typed} {...shown} isNew />, { noindex: true })
}
