// Domains whose links are refused. A text is searched for every name of a domain that Markdown, or a browser, could read
// in it, so that a ban can't be got round by writing the address differently.

import type { Db, Tx } from '../../db/connect.ts'
import { Invalid } from '../../errors.ts'
import { firstBanned } from './moderation-queries.ts'

/** The banned domain that a text names, in a link or not; null where there is none. */
export const bannedDomainIn = (db: Db | Tx, text: string): Promise<string | null> =>
  firstBanned(db, domainsIn(text))

const MOST_DOMAINS = 500

/** In lower case, with the domains that they belong to: `a.b.example` gives `b.example`, too. */
export function domainsIn(text: string): string[] {
  const plain = withoutDisguise(text)
  const names = [text, plain, decoded(plain)].flatMap((one) => one.match(NAMES) ?? [])
  const found = names.flatMap((name) => hostOf(name) ?? []).flatMap(withParents)
  return [...new Set(found)].slice(0, MOST_DOMAINS)
}

/** As a moderator typed or pasted it: an address, or a name with or without `www.`. @throws Invalid */
export function readDomain(text: string): string {
  const name = text
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[/?#].*$/s, '')
    .replace(/^.*@/, '')
    .replace(/:\d+$/, '')
  const host = hostOf(name)?.replace(/^www\./, '')
  if (host?.includes('.') && host.length <= 253) return host
  throw new Invalid('This is no domain.', { domain: 'must be a domain such as spam.example' })
}

const NAMES = /[\p{L}\p{N}_-]+(?:[.\u3002\uff0e\uff61][\p{L}\p{N}_-]+)+/gu

function hostOf(name: string): string | null {
  const host = URL.parse(`http://${name}`)?.hostname.replace(/\.$/, '')
  return host && /^[a-z0-9_.-]+$/.test(host) ? host : null
}

function withParents(host: string): string[] {
  const parts = host.split('.')
  return parts.slice(0, -1).map((_, i) => parts.slice(i).join('.'))
}

/** What Markdown reads: entities and escapes are their letters; letters that nobody sees are none. */
function withoutDisguise(text: string): string {
  return text
    .replace(/[\p{Cf}]/gu, '')
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, code: string) => letter(Number.parseInt(code, 16)))
    .replace(/&#(\d{1,7});/g, (_, code: string) => letter(Number(code)))
    .replace(/&(period|hyphen|dash);/gi, (_, name: string) => (name.toLowerCase() === 'period' ? '.' : '-'))
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
}

const letter = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '')

const decoded = (text: string): string =>
  text.replace(/%([0-7][0-9a-f])/gi, (_, code: string) => letter(Number.parseInt(code, 16)))
