/** What the site answered instead of what was asked for. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  /** Of HTTP. */
  readonly status: number
  /** A word for programs: `NotFound`, `Invalid`, `Conflict`, `Forbidden`, `RateLimited`, `Unavailable`, … */
  readonly code: string
  /** Which part of the request is wrong, and how. */
  readonly fields: Readonly<Record<string, string>>
  /** Seconds after which to try again, where the site said so. */
  readonly retryAfter: number | undefined

  constructor(
    message: string,
    facts: { status: number; code: string; fields?: Record<string, string>; retryAfter?: number | undefined },
  ) {
    super(message)
    this.status = facts.status
    this.code = facts.code
    this.fields = facts.fields ?? {}
    this.retryAfter = facts.retryAfter
  }
}

/** What a refusal says; `body` is its text. */
export function errorOf(response: Response, body: string): ApiError {
  const { status, headers } = response
  const told = problemIn(body)
  return new ApiError(told.error ?? `The site answered ${status} without a reason.`, {
    status,
    code: headers.get('x-error-code') ?? 'Unknown',
    retryAfter: secondsIn(headers.get('retry-after')),
    ...(told.fields && { fields: told.fields }),
  })
}

/** Of a proxy that answers in the site’s place it may be anything. */
function problemIn(body: string): { error?: string; fields?: Record<string, string> } {
  try {
    const { error, fields } = JSON.parse(body) as { error?: unknown; fields?: Record<string, string> }
    return { ...(typeof error === 'string' && { error }), ...(fields && { fields }) }
  } catch {
    return {}
  }
}

/** `Retry-After` is a number of seconds, or a date. */
function secondsIn(text: string | null): number | undefined {
  if (text === null) return undefined
  if (/^\d+$/.test(text)) return Number(text)
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1_000))
}
