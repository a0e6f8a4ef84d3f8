// The six errors that are thrown on purpose. Each has a message that a person can act on;
// `web/middleware/errors.tsx` and `cli/` map them once. Anything else that is thrown is a bug.

export class NotFound extends Error {
  override readonly name = 'NotFound'
}

export class Forbidden extends Error {
  override readonly name = 'Forbidden'
}

/** Nobody is signed in, and who is might do it. */
export class SignInFirst extends Forbidden {}

/** Input that can't be accepted; `fields` says which part and why. */
export class Invalid extends Error {
  override readonly name = 'Invalid'
  readonly fields: Record<string, string>

  constructor(message: string, fields: Record<string, string> = {}) {
    super(message)
    this.fields = fields
  }
}

/** The state of things does not allow it; the message says which and what to do. */
export class Conflict extends Error {
  override readonly name = 'Conflict'
}

export class RateLimited extends Error {
  override readonly name = 'RateLimited'
  readonly retryAfterSeconds: number

  constructor(message: string, retryAfterSeconds: number) {
    super(message)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** A part of the site has too much to do, or is away for a moment. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable'
}

export type KnownError = NotFound | Forbidden | Invalid | Conflict | RateLimited | Unavailable

/** True for what was thrown on purpose and may be shown as it is. */
export function isKnownError(error: unknown): error is KnownError {
  return (
    error instanceof NotFound ||
    error instanceof Forbidden ||
    error instanceof Invalid ||
    error instanceof Conflict ||
    error instanceof RateLimited ||
    error instanceof Unavailable
  )
}
