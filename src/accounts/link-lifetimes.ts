const MINUTE = 60_000
const DAY = 86_400_000

/** Milliseconds that the links in mails work, by what the mails are called in the outbox. Their letters say as much. */
export const linkLifetimes = {
  signIn: 30 * MINUTE,
  password: 60 * MINUTE,
  signUp: 2 * DAY,
  newAddress: 2 * DAY,
  invitation: 14 * DAY,
} as const
