// Redirects and addresses given by people must not lead into the network that this site stands in.

import { lookup as resolve } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { SourceTrouble } from '../source-trouble.ts'

/** Ranges that aren't the public internet: https://www.iana.org/assignments/iana-ipv4-special-registry, same for IPv6. */
const closed = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  closed.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  ['::', 96],
  // IPv4 once more, as SIIT translates it (RFC 7915).
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  // Private before fc00::/7 was, and some networks still have it (RFC 3879).
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  closed.addSubnet(network, bits, 'ipv6')

/** Whether an IP address, version 4 or 6, lies in a private or reserved range. What is none is private. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return true
  // BlockList looks at the IPv4 inside of ::ffff:a.b.c.d by itself.
  return closed.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/** Host of an address as a set of allowed hosts has it: without brackets, in lower case. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[|\]$/g, '').toLowerCase()

/** @throws SourceTrouble for an address with a literal private IP; names are looked at when they are resolved. */
export function refusePrivateHost(url: URL, allowed: ReadonlySet<string>): void {
  const host = bareHost(url.hostname)
  if (allowed.has(host)) return
  if (isIP(host) !== 0 && isPrivateAddress(host)) throw refusal(host)
}

/** Resolves a name once and connects to just that address, unless it is private and the host isn't allowed. */
export function guardedLookup(allowed: ReadonlySet<string>): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, [])
      const open = allowed.has(bareHost(hostname))
        ? addresses
        : addresses.filter(({ address }) => !isPrivateAddress(address))
      const [first] = open
      if (!first) return callback(refusal(hostname), [])
      if (options.all) callback(null, open)
      else callback(null, first.address, first.family)
    })
  }
}

const refusal = (host: string) =>
  new SourceTrouble(
    'refused',
    `${host} is in a private network and isn’t asked. Name it in FETCH_ALLOW if that is meant.`,
  )
