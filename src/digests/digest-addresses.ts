// Where mails lead: whole addresses, made without the pages. A test compares them with those of the site.

import type { Day } from '../papers/calendar.ts'
import { idPath } from '../papers/identifiers/paper-id-address.ts'
import type { PaperId } from '../papers/paper.ts'
import type { DigestPeriod } from './subscription.ts'

/** What the address of the site is made of; the table of settings has them under the same names. */
export interface SiteSettings {
  PUBLIC_URL?: string | undefined
  HOST: string
  PORT: number
}

/** How the site is reached, without a slash at the end. */
export const siteAddress = ({ PUBLIC_URL, HOST, PORT }: SiteSettings): string =>
  (PUBLIC_URL ?? `http://${HOST}:${PORT}`).replace(/\/+$/, '')

export const digestAddresses = (site: string) => ({
  subscribe: `${site}/subscribe`,
  paper: (id: PaperId) => `${site}/papers/${idPath(id)}`,
  discussion: (id: PaperId) => `${site}/papers/${idPath(id)}/comments`,
  day: (day: Day) => `${site}/papers/date/${day}`,
  week: (week: string) => `${site}/papers/week/${week}`,
  /** What everyone gets of an edition, in the archive; `key`: its day or its week. */
  past: (period: DigestPeriod, key: string) => `${site}/digests/${period}/${key}`,
  confirm: (token: string) => `${site}/subscribe/confirm?token=${token}`,
  subscription: (token: string) => `${site}/subscriptions/${token}`,
})

export type DigestAddresses = ReturnType<typeof digestAddresses>
