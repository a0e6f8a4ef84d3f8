// Which mail is sent next: mails for which somebody waits before letters, and letters only while they are wanted, for so
// long a run, and at such a rate to each domain.

import type { Db } from '../db/connect.ts'
import type { MailTable } from '../db/schema-people.ts'
import { areDigestsPaused } from '../digests/digest-pause.ts'
import { createDomainRates } from '../digests/domain-rates.ts'
import { isSuppressed } from '../digests/suppression.ts'
import { dropMail, dueLetter, dueMail, isSearchOn, postponeLetters } from './mail-queries.ts'

export interface LetterLimits {
  /** Mails to one domain, together with digests; absent or null: without limit. */
  DIGEST_DOMAIN_RATE?: { calls: number; seconds: number } | null | undefined
}

/** Other jobs wait that long at most; the next run goes on. */
const LETTERS_MS = 20_000

export interface MailsOfRun {
  next(now: number): Promise<MailTable | undefined>
  /** It is on its way. */
  count(mail: MailTable, now: number): Promise<void>
}

/** `lettersMs`: milliseconds of real time, from when the first letter is due. */
export function mailsOfRun(db: Db, settings: LetterLimits, lettersMs = LETTERS_MS): MailsOfRun {
  const rates = createDomainRates(settings.DIGEST_DOMAIN_RATE ?? null)
  let endsAt: number | null = null
  const nextLetter = async (now: number): Promise<MailTable | undefined> => {
    while (endsAt === null || performance.now() < endsAt) {
      if (await areDigestsPaused(db)) return undefined
      const letter = await dueLetter(db, now)
      if (!letter) return undefined
      endsAt ??= performance.now() + lettersMs
      const domain = domainOf(letter)
      if (rates.resting(now).includes(domain))
        await postponeLetters(db, domain, { now, until: rates.end(now) })
      else if (await isWanted(db, letter)) return letter
      else await dropMail(db, letter.id)
    }
    return undefined
  }
  return {
    next: async (now) => (await dueMail(db, now)) ?? nextLetter(now),
    count: async (mail, now) => {
      if (mail.html !== null) await rates.count(db, domainOf(mail), now)
    },
  }
}

/** Since it was written its member may have stopped it, or its address been taken from the list of those written to. */
const isWanted = async (db: Db, mail: MailTable): Promise<boolean> =>
  mail.saved_search_id === null || ((await isSearchOn(db, mail)) && !(await isSuppressed(db, mail.recipient)))

const domainOf = ({ recipient }: MailTable): string => recipient.slice(recipient.lastIndexOf('@') + 1)
