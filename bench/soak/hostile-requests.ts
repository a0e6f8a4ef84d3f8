// Hostile texts in addresses, at the door of the whole site.

import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../src/app.ts'
import { systemClock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { noLag } from '../../src/finding/index-figures.ts'
import { silentLog } from '../../src/log.ts'
import { routes } from '../../src/web/routes.ts'
import type { Asked, HostileOptions } from './hostile-queries.ts'
import { hostileText } from './hostile-texts.ts'
import { createRandom, type Random } from './random.ts'

const ORIGIN = 'http://127.0.0.1:8080'
const LONGEST_QUERY = 250

/** Returns what answered wrongly. */
export async function askOverHttp(
  asked: Asked,
  { requests, seed, print }: HostileOptions,
): Promise<string[]> {
  const environment = { BROADSHEET_DATA: join(tmpdir(), 'broadsheet-no-config') }
  const { finder: local, database } = asked
  const finder = Object.assign(local, { state: () => ({ kind: 'ready' }) as const, figures: () => noLag })
  const config = readConfig({ environment })
  const app = await createApp({
    config,
    database,
    clock: systemClock,
    log: silentLog,
    version: '0.0.0',
    finder,
    harvester: { harvest: async () => null },
  })
  const random = createRandom(seed + 1)
  const titles = asked.papers.map(({ title }) => title)
  const statuses = new Map<number, number>()
  const problems: string[] = []
  try {
    for (let at = 0; at < requests; at++) {
      const text = hostileText(random, titles)
      const path = addressOf(text, random)
      const response = await app.web.request(`${ORIGIN}${path}`, { headers: { host: '127.0.0.1:8080' } })
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
      const problem = problemOf(response.status, await response.text(), path)
      if (problem) problems.push(`${path.slice(0, 200)} (${path.length} characters) ${problem}`)
    }
  } finally {
    await app.close()
  }
  const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${count} times ${status}`)
  print(`${requests} requests: ${counts.join(', ')}; ${problems.length} wrong`)
  return problems
}

function addressOf(text: string, random: Random): string {
  const encoded = random.below(8) === 0 ? brokenEncoding(text) : encodeURIComponent(text.toWellFormed())
  const more =
    random.below(6) === 0
      ? random.pick(['&page=2', '&sort=newest', '&mode=lexical', '&q=b', '&page=1e9', '&sort=%00'])
      : ''
  return random.below(4) === 0 ? `${routes.suggest()}?q=${encoded}` : `/papers?q=${encoded}${more}`
}

/** Percent signs that say nothing, bytes that are no UTF-8. */
const brokenEncoding = (text: string) =>
  `%ff%c0%80%${encodeURIComponent(text.slice(0, 100).toWellFormed()).replace(/%(..)/g, (whole, byte: string, at: number) => (at % 3 === 0 ? `%${byte.charAt(0)}` : whole))}`

// biome-ignore lint/suspicious/noControlCharactersInRegex: a page must not hold any
const control = /[\0-\u0008\u000b\u000c\u000e-\u001f]/

function problemOf(status: number, body: string, path: string): string | null {
  if (status >= 500) return `answered ${status}`
  if (control.test(body)) return 'is answered with control characters'
  const typed = new URL(path, ORIGIN).searchParams.get('q') ?? ''
  const isCut = typed.length > LONGEST_QUERY && path.startsWith('/papers?')
  if (status === 200 && isCut && !body.includes('A search reads 250 characters'))
    return 'is cut without a word'
  return null
}
