// Enhanced status codes (RFC 3463) and what they say about an address.

/** The first in the text, `5.1.1`; a plain reply code such as 550 becomes `5.0.0`. Null where there is none. */
export function statusIn(text: string): string | null {
  const short = text.slice(0, 2_000)
  const [, enhanced] = /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/.exec(short) ?? []
  if (enhanced !== undefined) return enhanced
  const [, reply] = /(?<!\d)([45])\d\d(?=[\s-]|$)/.exec(short) ?? []
  return reply === undefined ? null : `${reply}.0.0`
}

/** Some give only a reply code, or that it failed, and leave why to the words of the other server. */
export function statusOf(code: string, words: string): string | null {
  const told = statusIn(code)
  return told === null || told.endsWith('.0.0') ? (statusIn(words) ?? told) : told
}

/**
 * Of the codes that begin with 5 these say something about our mail or about a state that passes, and nothing about
 * the address: a full mailbox (5.2.2), a mail too large (5.2.3, 5.3.4), the other system (5.3), content (5.6),
 * policy (5.7), where one wrong DNS record would otherwise end all subscriptions at one provider.
 */
const PASSING = /^5\.(?:2\.[23]|[367]\.\d+)$/

export const isHard = (status: string): boolean => status.startsWith('5.') && !PASSING.test(status)

/**
 * Refusals at the door end a subscription only where they are about the address: no such mailbox, no such domain, an
 * address nobody can have, moved, disabled. Any other may be about us.
 */
export const saysNoSuchAddress = (status: string): boolean => /^5\.(?:1\.(?:[1236]|10)|2\.1)$/.test(status)
