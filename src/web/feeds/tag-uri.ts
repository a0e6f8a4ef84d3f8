// Names of feeds and entries that outlive addresses: tag URIs (RFC 4151), docs/decisions/0025-feeds.md.

import type { DigestPeriod } from '../../digests/subscription.ts'
import { idPath } from '../../papers/identifiers/paper-id-address.ts'
import type { PaperId } from '../../papers/paper.ts'

/** The year in which these names were thought up; it never changes, or all entries would be new ones. */
const YEAR = 2026

export const paperTag = (publicUrl: string, id: PaperId): string => tag(publicUrl, `paper/${idPath(id)}`)

/** `id`: 24 hexadecimal digits. */
export const commentTag = (publicUrl: string, id: string): string => tag(publicUrl, `comment/${id}`)

/** `key`: the day or the week of the digest. */
export const digestTag = (publicUrl: string, period: DigestPeriod, key: string): string =>
  tag(publicUrl, `digest/${period}/${key}`)

/** `list`: the list's address on this site, from its slash. */
export const feedTag = (publicUrl: string, list: string): string => tag(publicUrl, `feed${list}`)

/** Neither scheme nor port are part of the name: they change when a site moves behind a proxy. */
function tag(publicUrl: string, specific: string): string {
  const { hostname } = new URL(publicUrl)
  // A number of IPv6 can’t stand in such a name.
  const authority = /^[a-z\d]/i.test(hostname) ? hostname : 'localhost'
  return `tag:${authority},${YEAR}:${specific}`
}
