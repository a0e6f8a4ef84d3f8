// Settings are read here: command line, environment and files, checked one by one and together.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfigFile } from './config-file.ts'
import { Invalid } from './errors.ts'
import type { Setting } from './setting.ts'
import { settings } from './settings.ts'
import { sourceAddresses } from './source-spec.ts'

export type SettingName = keyof typeof settings

type Value<S> = S extends Setting<infer T> ? (S extends { fallback: string } ? T : T | undefined) : never

export type Settings = { readonly [N in SettingName]: Value<(typeof settings)[N]> }

export type Origin = 'default' | 'environment' | 'file' | 'configuration file' | 'command line'

export interface Config {
  values: Settings
  /** Where each value came from; absent: the setting has no value. */
  origins: Partial<Record<SettingName, Origin>>
}

export interface ConfigInput {
  environment: Record<string, string | undefined>
  /** From options such as `--data` and `--port`; they win. */
  commandLine?: Partial<Record<SettingName, string>>
}

/**
 * Reads all settings: command line, then environment, then a file named by `NAME_FILE`, then
 * `broadsheet.config.json` in the data folder, then the default.
 * @throws Invalid naming every wrong value at once.
 */
export function readConfig({ environment, commandLine = {} }: ConfigInput): Config {
  const problems: Record<string, string> = {}
  const data = commandLine.BROADSHEET_DATA ?? environment.BROADSHEET_DATA ?? settings.BROADSHEET_DATA.fallback
  const isSetting = (name: string) => Object.hasOwn(settings, name)
  const file = readConfigFile(join(data, 'broadsheet.config.json'), isSetting, problems)
  const values: Record<string, unknown> = {}
  const origins: Config['origins'] = {}

  for (const name of Object.keys(settings) as SettingName[]) {
    const found = findRaw(name, commandLine, environment, file, problems)
    if (!found) continue
    const parsed = settings[name].kind.parse(found.raw.trim())
    if ('problem' in parsed) problems[name] = `must be ${parsed.problem}, not ${quoted(name, found.raw)}`
    else {
      values[name] = parsed.value
      origins[name] = found.origin
    }
  }
  checkTogether(values as Partial<Settings>, problems)
  refuseWrong(problems)
  return { values: values as Settings, origins }
}

function findRaw(
  name: SettingName,
  commandLine: Partial<Record<SettingName, string>>,
  environment: Record<string, string | undefined>,
  file: Record<string, string>,
  problems: Record<string, string>,
): { raw: string; origin: Origin } | null {
  const [given, inherited] = [commandLine[name], environment[name]]
  if (given !== undefined) return { raw: given, origin: 'command line' }
  // `NAME=`, as compose files write it, is mostly the same as not naming it.
  const { mayBeEmpty } = settings[name] as Setting<unknown>
  if (inherited !== undefined && (mayBeEmpty || inherited.trim() !== ''))
    return { raw: inherited, origin: 'environment' }
  const fromFile = file[name]
  const secretFile = environment[`${name}_FILE`]
  if (secretFile !== undefined) {
    try {
      return { raw: readFileSync(secretFile, 'utf8'), origin: 'file' }
    } catch (error) {
      problems[`${name}_FILE`] = `can't be read: ${(error as Error).message}`
      return null
    }
  }
  if (fromFile !== undefined) return { raw: fromFile, origin: 'configuration file' }
  const { fallback } = settings[name] as Setting<unknown>
  return fallback === undefined ? null : { raw: fallback, origin: 'default' }
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/

export const isLoopback = (host: string) => LOOPBACK.test(host)

/** `DUMPS`: a site that others can reach makes them unless it is told not to. */
export const makesDumps = ({ DUMPS, PUBLIC_URL }: Pick<Settings, 'DUMPS' | 'PUBLIC_URL'>): boolean =>
  DUMPS === 'on' ||
  (DUMPS === 'auto' && PUBLIC_URL !== undefined && !isLoopback(new URL(PUBLIC_URL).hostname))

/** Where the first is set, the second must be. */
const pairs = [
  ['DATABASE_REPLICA_URL', 'DATABASE_URL'],
  ['SMTP_URL', 'MAIL_FROM'],
  ['DKIM_KEY', 'DKIM_DOMAIN'],
  ['DKIM_DOMAIN', 'DKIM_SELECTOR'],
  ['DKIM_SELECTOR', 'DKIM_KEY'],
  ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['ORCID_CLIENT_ID', 'ORCID_CLIENT_SECRET'],
  ['HF_CLIENT_ID', 'HF_CLIENT_SECRET'],
  ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  ['OIDC_CLIENT_ID', 'OIDC_ISSUER'],
] as const satisfies readonly (readonly [SettingName, SettingName])[]

function checkTogether(values: Partial<Settings>, problems: Record<string, string>): void {
  const { HOST, PUBLIC_URL } = values
  refuseTestClock(values, problems)
  for (const [name, other] of pairs) {
    if (values[name] === undefined || values[other] !== undefined) continue
    problems[other] ??= `is required when ${name} is set`
  }
  if (HOST === undefined || isLoopback(HOST)) return
  if (PUBLIC_URL === undefined) {
    problems.PUBLIC_URL = `is required when HOST is ${HOST}: set it to the address by which readers reach the site`
  }
}

/** A wrong clock or no politeness towards others is for this machine only: no real source may ever feel it. */
function refuseTestClock(values: Partial<Settings>, problems: Record<string, string>): void {
  for (const name of ['TEST_CLOCK', 'TEST_POLITENESS_MS'] as const) {
    if (values[name] === undefined) continue
    const outside = outsideOf(values)
    if (outside !== undefined)
      problems[name] = `is refused while ${outside}: it is for tests on this machine only`
  }
}

/** What of these settings reaches beyond this machine. Sources that are not asked don't count. */
function outsideOf(values: Partial<Settings>): string | undefined {
  const { HOST, SOURCES } = values
  if (HOST !== undefined && !isLoopback(HOST)) return `HOST is ${HOST}`
  for (const name of ['SMTP_URL', 'BOUNCE_IMAP_URL'] as const) {
    const host = URL.parse(values[name] ?? 'smtp://localhost')?.hostname ?? ''
    if (!isLoopback(host)) return `${name} leads to ${host}`
  }
  if (SOURCES?.length === 0) return undefined
  const name = sourceAddresses.find((name) => !isLoopback(URL.parse(values[name] ?? '')?.hostname ?? ''))
  return name && `${name} is ${values[name]}`
}

function refuseWrong(problems: Record<string, string>): void {
  const lines = Object.entries(problems).map(([name, problem]) => `${name} ${problem}.`)
  if (lines.length > 0) throw new Invalid(`Wrong settings. ${lines.join(' ')}`, problems)
}

const quoted = (name: SettingName, raw: string) =>
  (settings[name] as Setting<unknown>).secret ? 'the given value' : JSON.stringify(raw)
