// Readers who aren't signed in: they open lists and papers, search, and note what fails and how long it takes.

import { setTimeout as sleep } from 'node:timers/promises'
import type { TimedError } from './downtimes.ts'

export interface ReadResult {
  errors: TimedError[]
  /** How many were answered, how fast, and what else came. */
  summary: string
}

const READERS = 4

/** They read until that moment. A 503 without Retry-After, a 500 or a broken page is an error at any time. */
export async function startReaders(
  url: string,
  papers: readonly string[],
  until: number,
): Promise<ReadResult> {
  const errors: TimedError[] = []
  const took: number[] = []
  const paths = [
    '/papers/new',
    '/papers/trending',
    '/papers?q=model',
    '/api/papers?limit=20',
    '/papers/new.atom',
  ]
  const read = async (number: number) => {
    for (let at = number; Date.now() < until; at++) {
      const path = at % 2 === 0 ? paths[(at / 2) % paths.length] : `/papers/${papers[at % papers.length]}`
      const from = Date.now()
      const why = await open(`${url}${path}`)
      if (why === undefined) took.push(Date.now() - from)
      else errors.push({ from, to: Date.now(), what: `${path} answered ${why}` })
      await sleep(20)
    }
  }
  await Promise.all(Array.from({ length: READERS }, (_, number) => read(number)))
  took.sort((a, b) => a - b)
  const at = (share: number) => took[Math.floor(took.length * share)] ?? 0
  const summary = `${took.length} pages read, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms; ${errors.length} not, while something was down`
  return { errors, summary }
}

/** Undefined where all is well. */
async function open(address: string): Promise<string | undefined> {
  try {
    const answer = await fetch(address)
    const text = await answer.text()
    return answer.status === 200 && text !== '' ? undefined : String(answer.status)
  } catch (error) {
    return String(error)
  }
}
