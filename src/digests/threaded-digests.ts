// Digests in a thread of its own: writing hundreds of letters a second would hold up pages. It is started where some are
// due, and gone when they are sent.

import type { DatabaseHome } from '../db/connect.ts'
import { programBeside, replyOfThread } from '../one-shot-thread.ts'
import type { DigestSettings, SendCounts, SendDigests } from './send-digests.ts'

export interface DigestThreadSetup {
  store: DatabaseHome
  settings: DigestSettings
  /** Where the site's clock stood at a real moment (`began`, milliseconds UTC), and how fast it goes. */
  testClock?: { startsAt: string; speed: number; began: number } | undefined
}

export type DigestReply = { kind: 'done'; counts: SendCounts } | { kind: 'failed'; why: string }

/** What a thread is given is copied: only what it needs. */
const needed: Record<keyof DigestSettings, true> = {
  ...{ SMTP_URL: true, MAIL_FROM: true, DKIM_DOMAIN: true, DKIM_SELECTOR: true, DKIM_KEY: true },
  ...{ PUBLIC_URL: true, HOST: true, PORT: true, SITE_NAME: true, SECRET_KEY: true },
  ...{ EDITION_TIMEZONE: true, EDITION_CUTOFF: true, DIGEST_DOMAIN_RATE: true },
  ...{ BOUNCE_ADDRESS: true, BOUNCE_HARD_LIMIT: true, BOUNCE_SOFT_LIMIT: true, BOUNCE_SOFT_DAYS: true },
}

export function threadedDigests({ settings, ...rest }: DigestThreadSetup): SendDigests {
  const given = Object.entries(settings).filter(([name]) => name in needed)
  const setup = { ...rest, settings: Object.fromEntries(given) as unknown as DigestSettings }
  return async (signal) => {
    const thread = {
      program: programBeside(import.meta.url, 'digest-thread'),
      setup,
      signal,
      name: 'the digests',
    }
    const reply = await replyOfThread<DigestReply>(thread)
    if (reply.kind === 'failed') throw new Error(reply.why)
    return reply.counts
  }
}
