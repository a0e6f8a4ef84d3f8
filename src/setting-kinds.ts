// The kinds of values that settings have. `problem` completes the sentence "NAME must be …".

import { createPrivateKey } from 'node:crypto'
import { parseSources, type SourceSpec } from './source-spec.ts'

export type Parsed<T> = { value: T } | { problem: string }

export interface Kind<T> {
  /** How the documentation names the kind. */
  name: string
  parse(raw: string): Parsed<T>
}

export const text: Kind<string> = {
  name: 'text',
  parse: (raw) =>
    /^[^\p{Cc}]{1,500}$/u.test(raw) ? { value: raw } : { problem: 'a line of 1 to 500 characters' },
}

export function integer(least: number, most: number): Kind<number> {
  return {
    name: `number, ${least} to ${most}`,
    parse(raw) {
      const value = Number(raw)
      const fits = /^\d+$/.test(raw) && value >= least && value <= most
      return fits ? { value } : { problem: `a whole number from ${least} to ${most}` }
    },
  }
}

export function oneOf<T extends string>(...choices: T[]): Kind<T> {
  return {
    name: choices.join(', '),
    parse(raw) {
      const value = choices.find((choice) => choice === raw)
      return value === undefined ? { problem: `one of ${choices.join(', ')}` } : { value }
    },
  }
}

/** So many calls in so many seconds. */
interface Rate {
  calls: number
  seconds: number
}

/** Null: without limit. */
export const rate: Kind<Rate | null> = {
  name: 'calls/seconds or off',
  parse(raw) {
    if (/^off$/i.test(raw)) return { value: null }
    const [, calls, seconds] = /^([1-9]\d{0,6})\/([1-9]\d{0,4})$/.exec(raw) ?? []
    const problem = 'calls and seconds such as 500/300, or off'
    return calls === undefined ? { problem } : { value: { calls: Number(calls), seconds: Number(seconds) } }
  },
}

/** How many days and weeks keep something. */
interface Keep {
  daily: number
  weekly: number
}

/** `BACKUP_KEEP`. */
export const keep: Kind<Keep> = {
  name: 'N daily, N weekly',
  parse(raw) {
    const [, daily, weekly = '0'] = /^([1-9]\d{0,2}) daily(?:, ?(\d{1,3}) weekly)?$/.exec(raw) ?? []
    const problem = 'so many days and weeks, such as “7 daily, 4 weekly”'
    return daily === undefined ? { problem } : { value: { daily: Number(daily), weekly: Number(weekly) } }
  },
}

/** A share of all, 0 to 1. */
export const share: Kind<number> = {
  name: 'number, 0 to 1',
  parse(raw) {
    const value = Number(raw)
    const fits = /^(0|1|0?\.\d{1,9}|1\.0{1,9})$/.test(raw)
    return fits ? { value } : { problem: 'a number from 0 to 1, such as 0.1' }
  },
}

/** Headers as OpenTelemetry writes them: `name=value,name=value`. */
export const headerList: Kind<Record<string, string>> = {
  name: 'headers',
  parse(raw) {
    const pairs = raw.split(',').map((pair) => /^\s*([\w-]{1,100})=([^\r\n]{1,2000}?)\s*$/.exec(pair))
    const problem = 'headers such as name=value,name=value'
    if (pairs.some((pair) => pair === null)) return { problem }
    return { value: Object.fromEntries(pairs.map((pair) => [pair?.[1]?.toLowerCase(), pair?.[2]])) }
  },
}

export const switchValue: Kind<boolean> = {
  name: 'on or off',
  parse(raw) {
    if (/^(on|true|1|yes)$/i.test(raw)) return { value: true }
    return /^(off|false|0|no|)$/i.test(raw) ? { value: false } : { problem: 'on or off' }
  },
}

export const postgresUrl: Kind<string> = {
  name: 'address',
  parse(raw) {
    const url = URL.parse(raw)
    const fits = url && /^postgres(ql)?:$/.test(url.protocol)
    return fits ? { value: raw } : { problem: 'an address that begins with postgres://' }
  },
}

export const siteUrl: Kind<string> = {
  name: 'address',
  parse(raw) {
    const url = URL.parse(raw)
    const fits =
      url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.hash === ''
    return fits ? { value: url.origin } : { problem: 'an http or https address without a path' }
  },
}

/** Of a service that is asked, not of this site. */
export const webAddress: Kind<string> = {
  name: 'address',
  parse(raw) {
    const url = URL.parse(raw)
    return url && /^https?:$/.test(url.protocol)
      ? { value: url.href }
      : { problem: 'an http or https address' }
  },
}

/** `SOURCES`. */
export const sourceList: Kind<SourceSpec[]> = {
  name: 'sources',
  parse(raw) {
    const specs = parseSources(raw)
    return typeof specs === 'string' ? { problem: specs } : { value: specs }
  },
}

/** A person's or a role's address, as it stands in a header. */
export const mailAddress: Kind<string> = {
  name: 'mail address',
  parse: (raw) =>
    /^[^\s@<>",;]{1,64}@[^\s@<>",;]{1,190}$/.test(raw)
      ? { value: raw }
      : { problem: 'a mail address such as papers@example.org' },
}

/** `MAIL_FROM`: an address, or a name with one. */
export const mailSender: Kind<string> = {
  name: 'mail address with a name',
  parse: (raw) =>
    /^(?:[^\s@<>",;]{1,64}@[^\s@<>",;]{1,190}|[^\p{Cc}<>"]{1,100} <[^\s@<>",;]{1,64}@[^\s@<>",;]{1,190}>)$/u.test(
      raw,
    )
      ? { value: raw }
      : { problem: 'a mail address such as papers@example.org or Daily Papers <papers@example.org>' },
}

/** Before the key of a mail: 64 characters are the most that stand before an @, and the key with its + has 46. */
const LONGEST_BOUNCE_NAME = 18

/** `BOUNCE_ADDRESS`: where reports come back, as the part before the + of addresses that each name a mail. */
export const bounceAddress: Kind<string> = {
  name: 'mail address',
  parse(raw) {
    const [, name = ''] = /^([a-z0-9._-]+)@[a-z0-9.-]{1,190}$/i.exec(raw) ?? []
    return name !== '' && name.length <= LONGEST_BOUNCE_NAME
      ? { value: raw.toLowerCase() }
      : {
          problem: `a mail address such as bounces@example.org, without a + and with at most ${LONGEST_BOUNCE_NAME} characters before the @`,
        }
  },
}

export const imapUrl: Kind<string> = {
  name: 'address',
  parse(raw) {
    const url = URL.parse(raw)
    return url && /^imaps?:$/.test(url.protocol) && url.hostname !== '' && url.username !== ''
      ? { value: raw }
      : { problem: 'an address such as imaps://user:password@host:993/INBOX' }
  },
}

/** What nobody guesses. */
export const secretText: Kind<string> = {
  name: 'secret',
  parse: (raw) =>
    /^[\x21-\x7e]{16,200}$/.test(raw)
      ? { value: raw }
      : { problem: '16 to 200 letters, digits and signs without spaces' },
}

export const smtpUrl: Kind<string> = {
  name: 'address',
  parse(raw) {
    const url = URL.parse(raw)
    return url && /^smtps?:$/.test(url.protocol) && url.hostname !== ''
      ? { value: raw }
      : { problem: 'an address such as smtp://user:password@host:587' }
  },
}

/** In one line, as environments need it, `\\n` stands for the ends of lines. */
export const privateKey: Kind<string> = {
  name: 'private key',
  parse(raw) {
    const pem = raw.replaceAll('\\n', '\n')
    try {
      createPrivateKey(pem)
      return { value: pem }
    } catch {
      return { problem: 'a private key in PEM form, without a password' }
    }
  },
}

export const timeZone: Kind<string> = {
  name: 'time zone',
  parse(raw) {
    try {
      return { value: new Intl.DateTimeFormat('en', { timeZone: raw }).resolvedOptions().timeZone }
    } catch {
      return { problem: 'a time zone such as UTC or Europe/Berlin' }
    }
  },
}

export const timeOfDay: Kind<string> = {
  name: 'time of day',
  parse: (raw) =>
    /^([01]\d|2[0-3]):[0-5]\d$/.test(raw)
      ? { value: raw }
      : { problem: 'a time of day such as 00:00 or 14:30' },
}

export const hostList: Kind<string[]> = {
  name: 'host names',
  parse(raw) {
    const hosts = raw
      .split(',')
      .map((host) => host.trim().toLowerCase())
      .filter((host) => host !== '')
    const wrong = hosts.find((host) => !/^[a-z0-9.\-[\]:]+$/.test(host))
    return wrong === undefined ? { value: hosts } : { problem: 'host names separated by commas' }
  },
}

export interface TestClock {
  startsAt: string
  speed: number
}

export const testClock: Kind<TestClock> = {
  name: 'moment and speed',
  parse(raw) {
    const [at = '', speed = '1', ...rest] = raw.split(/\s+/)
    const fits = !Number.isNaN(Date.parse(at)) && Number(speed) >= 0 && rest.length === 0
    const problem = 'an ISO time, then optionally a speed, such as 2025-12-05T09:00:00Z 60'
    return fits ? { value: { startsAt: new Date(at).toISOString(), speed: Number(speed) } } : { problem }
  },
}
