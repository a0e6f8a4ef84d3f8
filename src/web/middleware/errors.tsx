// Errors become answers here and nowhere else: a page for people, `{error, fields?}` for programs.

import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { explainDatabaseError } from '../../db/explain-error.ts'
import { isKnownError, type KnownError, RateLimited, SignInFirst, Unavailable } from '../../errors.ts'
import type { Ctx } from '../environment.ts'
import { pageBefore } from '../handlers/go-back.ts'
import { ErrorPage } from '../pages/error.tsx'
import type { ErrorPageProps } from '../pages/page-props.ts'
import { routes } from '../routes.ts'
import { renderPage } from '../views/render.ts'
import { toldPath } from './told-path.ts'

export interface Problem {
  status: ContentfulStatusCode
  /** A word for programs. */
  code: string
  /** A sentence for people. */
  message: string
  fields?: Record<string, string>
  /** Given for bugs, so that a report can name the line of the log. */
  requestId?: string
  /** It may be allowed to who signs in. */
  canSignIn?: boolean
}

/** As programs are told what was thrown on purpose. */
export const statusOf = ({ name }: KnownError): ContentfulStatusCode => statuses[name]

const statuses: Record<KnownError['name'], ContentfulStatusCode> = {
  NotFound: 404,
  Forbidden: 403,
  Invalid: 400,
  Conflict: 409,
  RateLimited: 429,
  Unavailable: 503,
}

/** What Hono calls with whatever a handler threw. */
export function answerError(error: Error, c: Ctx): Response {
  if (!isKnownError(error))
    return isKnownError(explainDatabaseError(error)) ? unavailable(error, c) : apologise(error, c)
  if (error instanceof RateLimited) c.header('Retry-After', String(error.retryAfterSeconds))
  if (error instanceof Unavailable) c.header('Retry-After', RETRY_AFTER_SECONDS)
  const fields = 'fields' in error && Object.keys(error.fields).length > 0 ? { fields: error.fields } : {}
  const canSignIn = error instanceof SignInFirst
  const told = { status: statusOf(error), code: error.name, message: error.message, canSignIn }
  return problem(c, { ...told, ...fields })
}

/** What Hono calls where no route matches. */
export function answerNotFound(c: Ctx): Response {
  const message = c.req.path.startsWith('/api')
    ? `The API has no such call. ${routes.apiDocs()} describes all of them.`
    : 'There is no page at this address.'
  return problem(c, { status: 404, code: 'NotFound', message })
}

/** A refusal in the form that the asker reads. */
export function problem(c: Ctx, { status, code, message, fields, requestId, canSignIn }: Problem): Response {
  c.header('Cache-Control', 'no-store')
  if (isForPrograms(c.req.path)) {
    c.header('X-Error-Code', code)
    c.header('X-Error-Message', asHeader(message))
    return c.json({ error: message, ...(fields ? { fields } : {}) }, status)
  }
  const page = (
    <ErrorPage
      site={c.get('site')}
      status={status}
      message={message}
      {...waysOn(c, canSignIn)}
      {...(requestId === undefined ? {} : { requestId })}
    />
  )
  return c.html(renderPage(page), status)
}

/** Back to the form that was refused, where browsers still have what was typed; there, too, who signs in goes on. */
function waysOn(c: Ctx, canSignIn = false): Pick<ErrorPageProps, 'back' | 'signIn'> {
  const isForm = c.req.method === 'POST'
  const back = isForm ? (pageBefore(c) ?? undefined) : undefined
  const { pathname, search } = new URL(c.req.url)
  const next = isForm ? (back ?? routes.front()) : `${pathname}${search}`
  return { ...(back !== undefined && { back }), ...(canSignIn && { signIn: routes.signIn(next) }) }
}

const RETRY_AFTER_SECONDS = '10'

/** The database is away, busy or full: the operator's log says what, the reader is asked to come back. */
function unavailable(error: Error, c: Ctx): Response {
  const { message } = explainDatabaseError(error) as Error
  c.get('log').warn(
    { requestId: c.get('requestId'), path: toldPath(c.req.path), error: String(error) },
    message,
  )
  c.header('Retry-After', RETRY_AFTER_SECONDS)
  return problem(c, {
    status: 503,
    code: 'Unavailable',
    message: 'The papers can’t be read at this moment. Please try again in a minute.',
  })
}

function apologise(error: Error, c: Ctx): Response {
  const requestId = c.get('requestId')
  const { method, path } = c.req
  c.get('log').error(
    { requestId, method, path: toldPath(path), error: error.stack ?? String(error) },
    'a bug',
  )
  const message =
    'Something went wrong on our side. Please try again; if it stays, report it with the number below.'
  try {
    return problem(c, { status: 500, code: 'InternalError', message, requestId })
  } catch {
    return c.text(`${message}\n${requestId}\n`, 500)
  }
}

function isForPrograms(path: string): boolean {
  const forPrograms = ['/api', routes.mcp(), routes.oembed(), routes.bounceReports()]
  return forPrograms.includes(path) || path.startsWith('/api/') || path.endsWith('.json')
}

// Headers hold Latin letters only; typographic quotes would make an answer that can't be sent.
function asHeader(message: string): string {
  return message
    .replace(/[“”]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/[^\x20-\x7e]/g, '?')
}
