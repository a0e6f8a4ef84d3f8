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

/**
 * Whether a refusal of the recipient that doesn't say why is counted against the address, as a soft bounce: many servers
 * say only “550 User unknown”. Not where it is about the sender (5.1.7, 5.1.8, 5.4.5), our mail, the other system or
 * policy (5.3, 5.6, 5.7), nor where words say so: a relay that no longer knows us refuses every address.
 */
export function mayBeAboutAddress(status: string, words: string): boolean {
  if (status !== '5.0.0') return /^5\.(?:1\.(?![78]$)\d+|2\.\d+|4\.(?!5$)\d+|5\.0)$/.test(status)
  return /(?<!\d)55[0-3][\s-]/.test(words) && !ABOUT_US.test(words)
}

const ABOUT_US =
  /relay|authenticat|authoriz|spam|polic|block|black|denied|deny|sender|limit|quota|\brate|reputation|\bdns|spf|dkim|dmarc/i
