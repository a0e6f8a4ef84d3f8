/** Each may do what those before it may. */
export const roles = ['reader', 'curator', 'moderator', 'admin'] as const

export type Role = (typeof roles)[number]

export const isRole = (text: string): text is Role => roles.some((role) => role === text)

/** Whether a role reaches another one. */
export const reaches = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed)

/** What a token can be restricted to. */
export const scopes = ['read', 'vote', 'comment', 'submit', 'curate', 'moderate', 'admin'] as const

export type Scope = (typeof scopes)[number]

/** Who asks: a member who is signed in or holds a token. */
export interface Viewer {
  /** 24 hexadecimal digits, that of the person. */
  id: string
  /** The handle, as in `/@NAME`. */
  name: string
  role: Role
  email: string
  emailVerified: boolean
  /** Milliseconds UTC. */
  joinedAt: number
  /** Made in the shell or invited: limits for new accounts don't hold. */
  vouched: boolean
  /** The session of a browser; absent for requests by token. */
  sessionId?: string
  /** What a token may be used for; null: for all that its member may do. Absent for browsers. */
  scopes?: readonly Scope[] | null
  /** Suspended until then (milliseconds UTC): may read and sign out. */
  suspendedUntil?: number
}

/** Accounts younger than this have stricter limits, and their votes count less in trending. */
const NEW_ACCOUNT_MS = 3 * 86_400_000

export const isNewAccount = (
  { joinedAt, vouched }: Pick<Viewer, 'joinedAt' | 'vouched'>,
  now: number,
): boolean => !vouched && now - joinedAt < NEW_ACCOUNT_MS
