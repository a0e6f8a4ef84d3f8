// Some mails hold a link that works for a while. Later they are worth nothing to whom they are for.

import { linkLifetimes } from '../accounts/link-lifetimes.ts'
import { CONFIRMATION, LINK_MS } from '../digests/subscribe.ts'
import type { WrittenBefore } from './mail-queries.ts'

const lifetimes = Object.entries({ ...linkLifetimes, [CONFIRMATION]: LINK_MS })

export const withDeadLinks = (now: number): WrittenBefore[] =>
  lifetimes.map(([kind, ms]) => ({ kind, before: now - ms }))

export const isLinkDead = (mail: { kind: string; created_at: number }, now: number): boolean =>
  withDeadLinks(now).some(({ kind, before }) => mail.kind === kind && mail.created_at < before)
