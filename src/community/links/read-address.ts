// Addresses that members give. They are shown as links and never fetched.

import type { Db, Tx } from '../../db/connect.ts'
import { Invalid } from '../../errors.ts'
import { bannedDomainIn } from '../moderation/domains.ts'

const LONGEST_ADDRESS = 500

/** http or https, with the name of a host, without a password. @throws Invalid */
export function readAddress(text: string, field: string): string {
  const bare = text.trim()
  const url = bare.length <= LONGEST_ADDRESS && /^https?:\/\//i.test(bare) ? URL.parse(bare) : null
  if (!url || !/^[^\s<>"'`\\\p{Cc}]+$/u.test(bare)) {
    throw refusal(
      field,
      `an address such as https://example.org/page, at most ${LONGEST_ADDRESS} characters long`,
    )
  }
  if (url.username !== '' || url.password !== '')
    throw refusal(field, 'an address without a name and a password')
  if (!url.hostname.includes('.') || /^[\d.]+$|^\[/.test(url.hostname)) {
    throw refusal(field, 'an address on the web: its host has a name such as example.org')
  }
  return url.href
}

/** One address a line; each once. @throws Invalid */
export function readAddresses(text: string, field: string, most: number): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length > most) throw refusal(field, `at most ${most} addresses, one a line, not ${lines.length}`)
  return [...new Set(lines.map((line) => readAddress(line, field)))]
}

/** @throws Invalid where moderators refuse links to one of them */
export async function refuseBanned(db: Db | Tx, texts: readonly string[]): Promise<void> {
  const domain = await bannedDomainIn(db, texts.join('\n'))
  if (domain === null) return
  throw new Invalid(`Links to ${domain} are refused on this site. Leave that address out.`)
}

function refusal(field: string, wanted: string): Invalid {
  return new Invalid(`“${field}” must be ${wanted}.`, { [field]: `must be ${wanted}` })
}
