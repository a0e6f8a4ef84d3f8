// Settings are a table: parsing, `broadsheet config`, `doctor` and docs/configuration.md all come from it.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfigFile } from './config-file.ts'
import { Invalid } from './errors.ts'
import {
  hostList,
  integer,
  type Kind,
  mailAddress,
  mailSender,
  oneOf,
  postgresUrl,
  siteUrl,
  smtpUrl,
  sourceList,
  switchValue,
  testClock,
  text,
  timeOfDay,
  timeZone,
  webAddress,
} from './setting-kinds.ts'

export interface Setting<T> {
  kind: Kind<T>
  /** As written in the environment; absent: no value. */
  fallback?: string
  help: string
  secret?: boolean
  /** `NAME=` is a value and not the same as not naming it. */
  mayBeEmpty?: boolean
}

interface More {
  fallback?: string
  secret?: boolean
  mayBeEmpty?: boolean
}

function setting<T, const M extends More = Record<never, never>>(kind: Kind<T>, help: string, more?: M) {
  return { kind, help, ...(more as M) }
}

export const settings = {
  BROADSHEET_DATA: setting(text, 'Folder of the embedded database.', { fallback: './data' }),
  DATABASE_URL: setting(
    postgresUrl,
    '`postgres://user:password@host:5432/name`. Without it the store is an SQLite file in the data folder.',
    { secret: true },
  ),
  HOST: setting(text, 'Address to listen on.', { fallback: '127.0.0.1' }),
  PORT: setting(integer(0, 65535), 'Port to listen on; 0 takes any free one.', { fallback: '8080' }),
  PUBLIC_URL: setting(
    siteUrl,
    'How readers reach the site, for example `https://papers.example.org`. Required when `HOST` is not a loopback address.',
  ),
  SITE_NAME: setting(text, 'Title of the site.', { fallback: 'Daily Papers' }),
  SITE_CURATOR: setting(text, 'Who chooses: shown as “by CURATOR and the research community”.'),
  EDITION_TIMEZONE: setting(timeZone, 'Time zone in which an edition’s day begins.', { fallback: 'UTC' }),
  EDITION_CUTOFF: setting(timeOfDay, 'Time of day at which the next day’s edition begins.', {
    fallback: '00:00',
  }),
  EDITION_BY_RULE: setting(
    integer(0, 100),
    'Papers that a published formula chooses for a day for which nobody chooses; 0 for none.',
    { fallback: '30' },
  ),
  JOBS: setting(switchValue, '`off` for a node that only serves pages.', { fallback: 'on' }),
  LOG_LEVEL: setting(
    oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
    'How much is logged.',
    {
      fallback: 'info',
    },
  ),
  TRUST_PROXY: setting(
    switchValue,
    '`on` behind a reverse proxy that sets `X-Request-Id` itself: requests then keep that id in the log.',
    { fallback: 'off' },
  ),
  SOURCES: setting(
    sourceList,
    'What papers come from: names separated by commas, each with its parts (`arxiv:cs.AI+cs.CL`, `biorxiv:neuroscience`, `openreview:ICLR.cc/2026/Conference`, `acl:2025.acl`). `SOURCES=` harvests nothing.',
    { fallback: 'arxiv:cs.AI+cs.CL+cs.CV+cs.LG,hf-daily', mayBeEmpty: true },
  ),
  CONTACT_EMAIL: setting(
    mailAddress,
    'Told to the sources with every request, so that they can write instead of blocking.',
  ),
  ARXIV_OAI_URL: setting(webAddress, 'Address of arXiv’s OAI-PMH.', {
    fallback: 'https://oaipmh.arxiv.org/oai',
  }),
  ARXIV_API_URL: setting(webAddress, 'Address of arXiv’s query API.', {
    fallback: 'https://export.arxiv.org/api/query',
  }),
  ARXIV_RSS_URL: setting(webAddress, 'Address of arXiv’s daily feeds.', {
    fallback: 'https://rss.arxiv.org',
  }),
  HF_URL: setting(webAddress, 'Address of the daily list.', { fallback: 'https://huggingface.co' }),
  BIORXIV_URL: setting(webAddress, 'Address of bioRxiv’s and medRxiv’s API.', {
    fallback: 'https://api.biorxiv.org',
  }),
  OPENREVIEW_URL: setting(webAddress, 'Address of OpenReview’s API.', {
    fallback: 'https://api2.openreview.net',
  }),
  ACL_URL: setting(webAddress, 'Address of the ACL Anthology’s XML files.', {
    fallback: 'https://raw.githubusercontent.com/acl-org/acl-anthology/master/data/xml',
  }),
  OPENALEX_URL: setting(webAddress, 'Address of OpenAlex.', { fallback: 'https://api.openalex.org' }),
  SEMANTIC_SCHOLAR_URL: setting(webAddress, 'Address of Semantic Scholar.', {
    fallback: 'https://api.semanticscholar.org/graph/v1',
  }),
  CROSSREF_URL: setting(webAddress, 'Address of Crossref.', { fallback: 'https://api.crossref.org' }),
  DATACITE_URL: setting(webAddress, 'Address of DataCite.', { fallback: 'https://api.datacite.org' }),
  GITHUB_API_URL: setting(webAddress, 'Address of GitHub’s API.', { fallback: 'https://api.github.com' }),
  OPENALEX_API_KEY: setting(text, 'Key for OpenAlex: without one it answers fewer questions a day.', {
    secret: true,
  }),
  SEMANTIC_SCHOLAR_API_KEY: setting(
    text,
    'Key for Semantic Scholar: without one it answers fewer questions a day.',
    { secret: true },
  ),
  GITHUB_API_KEY: setting(text, 'Token for GitHub: without one it answers 60 questions an hour.', {
    secret: true,
  }),
  FETCH_ALLOW: setting(
    hostList,
    'Hosts in private networks that may be asked for papers, separated by commas; all others there are refused.',
    { fallback: '' },
  ),
  ALLOWED_HOSTS: setting(
    hostList,
    'Further host names under which requests are accepted, separated by commas.',
    {
      fallback: '',
    },
  ),
  ENCODER_URL: setting(
    webAddress,
    'An OpenAI-compatible address of embeddings (`https://…/v1/embeddings`), instead of the built-in encoder. Texts of papers and queries are sent there.',
  ),
  ENCODER_MODEL: setting(text, 'Name of the model that `ENCODER_URL` is asked for.'),
  ENCODER_API_KEY: setting(text, 'Key for `ENCODER_URL`.', { secret: true }),
  ENCODER_DIMENSIONS: setting(
    integer(128, 4096),
    'Numbers a vector of `ENCODER_URL` or `ENCODER_FOLDER` has: a multiple of 128; longer vectors are cut.',
    { fallback: '768' },
  ),
  ENCODER_FOLDER: setting(
    text,
    'Folder of a transformers.js model, instead of the built-in encoder. Needs the package `@huggingface/transformers`.',
  ),
  SMTP_URL: setting(
    smtpUrl,
    'Server that takes mail: `smtp://user:password@host:587`, `smtps://…` for TLS from the start. Without it mail waits, and admins see it.',
    { secret: true },
  ),
  MAIL_FROM: setting(mailSender, 'Who mail comes from, with or without a name: `Daily Papers <papers@example.org>`.'),
  SECRET_KEY: setting(
    text,
    'Signs cookies and links. Without it a key is made once and kept in the store, so that all nodes share it.',
    { secret: true },
  ),
  TEST_POLITENESS_MS: setting(
    integer(0, 60_000),
    'For tests: milliseconds between two requests to one host, instead of what each host asks for. Refused unless every source is on this machine.',
  ),
  TEST_CLOCK: setting(
    testClock,
    'For tests: the moment at which the clock starts and, after a space, its speed (`2025-12-05T09:00:00Z 60`). Refused unless `HOST` is a loopback address.',
  ),
} as const

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

function checkTogether(values: Partial<Settings>, problems: Record<string, string>): void {
  const { HOST, PUBLIC_URL } = values
  refuseTestClock(values, problems)
  if (values.SMTP_URL !== undefined && values.MAIL_FROM === undefined) {
    problems.MAIL_FROM ??= 'is required when SMTP_URL is set: name the address that mail comes from'
  }
  if (HOST === undefined || isLoopback(HOST)) return
  if (PUBLIC_URL === undefined) {
    problems.PUBLIC_URL = `is required when HOST is ${HOST}: set it to the address by which readers reach the site`
  }
}

const outsideNames = [
  'ARXIV_OAI_URL',
  'ARXIV_API_URL',
  'ARXIV_RSS_URL',
  'HF_URL',
  'BIORXIV_URL',
  'OPENREVIEW_URL',
  'ACL_URL',
  'OPENALEX_URL',
  'SEMANTIC_SCHOLAR_URL',
  'CROSSREF_URL',
  'DATACITE_URL',
  'GITHUB_API_URL',
] as const satisfies readonly SettingName[]

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
  const mailHost = URL.parse(values.SMTP_URL ?? 'smtp://localhost')?.hostname ?? ''
  if (!isLoopback(mailHost)) return `SMTP_URL leads to ${mailHost}`
  if (SOURCES?.length === 0) return undefined
  const name = outsideNames.find((name) => !isLoopback(URL.parse(values[name] ?? '')?.hostname ?? ''))
  return name && `${name} is ${values[name]}`
}

function refuseWrong(problems: Record<string, string>): void {
  const lines = Object.entries(problems).map(([name, problem]) => `${name} ${problem}.`)
  if (lines.length > 0) throw new Invalid(`Wrong settings. ${lines.join(' ')}`, problems)
}

const quoted = (name: SettingName, raw: string) =>
  (settings[name] as Setting<unknown>).secret ? 'the given value' : JSON.stringify(raw)
