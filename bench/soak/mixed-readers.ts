// Who reads and who searches while a site does everything at once: with pauses, as people do, and what each waited for.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from './random.ts'

export interface Reading {
  site: string
  random: Random
  /** Milliseconds of the process. */
  until: number
  /** Where to: another each time. */
  address(): string
  /** Pauses between two pages: up to so many milliseconds. */
  pause: number
}

export interface Wait {
  path: string
  /** Counted from when reading began. */
  minute: number
  /** Milliseconds until the whole page was there. */
  ms: number
}

export interface Waits {
  took: Wait[]
  errors: string[]
}

/** Until the time is over. A page that isn't one is an error. */
export async function read({ site, random, until, address, pause }: Reading): Promise<Waits> {
  const began = performance.now()
  const waits: Waits = { took: [], errors: [] }
  while (performance.now() < until) {
    const path = address()
    const asked = performance.now()
    try {
      const answer = await fetch(site + path)
      await answer.text()
      const now = performance.now()
      waits.took.push({ path, minute: Math.floor((now - began) / 60_000), ms: now - asked })
      if (!answer.ok) waits.errors.push(`${path} answered ${answer.status}.`)
    } catch (error) {
      waits.errors.push(`${path}: ${String(error)}`)
    }
    await sleep(random.below(pause))
  }
  return waits
}

/** Lists, papers and files, as a site is read: mostly today's and papers of it. */
export function pagesToRead(random: Random, papers: readonly string[]): () => string {
  const day = () => `2025-10-${String(1 + random.below(29)).padStart(2, '0')}`
  const choices: (() => string)[] = [
    () => '/',
    () => '/',
    () => `/papers/date/${day()}`,
    () => `/papers/date/${day()}`,
    () => `/papers/${random.pick(papers)}`,
    () => `/papers/${random.pick(papers)}`,
    () => '/papers/trending',
    () => `/papers/new/cs.${random.pick(['CL', 'CV', 'LG'])}?p=${1 + random.below(20)}`,
    () => '/papers/month/2025-10',
    () => `/papers/date/${day()}.atom`,
    () => `/api/daily_papers?date=${day()}`,
  ]
  return () => random.pick(choices)()
}

/** Some words of a title. */
export const searchesOf = (random: Random, titles: readonly string[]) => (): string => {
  const words = random.pick(titles).split(/\s+/)
  const from = random.below(Math.max(1, words.length - 3))
  return `/papers?q=${encodeURIComponent(words.slice(from, from + 2 + random.below(4)).join(' '))}`
}
