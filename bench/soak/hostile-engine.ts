// Hostile texts at the engine itself: what readers type, without the pages around it.

import { modes, orders } from '../../src/finding/finder.ts'
import { createHighlighter } from '../../src/search/highlight/highlighter.ts'
import { snippet } from '../../src/search/highlight/snippet.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { printQuery } from '../../src/search/query/print-query.ts'
import type { Query } from '../../src/search/query/query.ts'
import type { Asked, HostileOptions } from './hostile-queries.ts'
import { hostileText } from './hostile-texts.ts'
import { createRandom, type Random } from './random.ts'

const SLOW_MS = 250
/** More examples say nothing new. */
const SHOWN = 5

interface Took {
  /** Of the processor: what else the machine does is not the search's fault. */
  milliseconds: number
  what: string
}

/** Returns what failed; prints the slowest of each step. */
export async function askEngine(asked: Asked, { queries, seed, print }: HostileOptions): Promise<string[]> {
  const random = createRandom(seed)
  const titles = asked.papers.map(({ title }) => title)
  const slowest = new Map<string, Took>()
  const slow: Took[] = []
  const problems: string[] = []
  for (let at = 0; at < queries; at++) {
    const text = hostileText(random, titles)
    for (const [step, work] of stepsFor(text, asked, random)) {
      const before = process.threadCpuUsage()
      try {
        await work()
      } catch (error) {
        problems.push(`${step} of ${shown(text)}: ${error instanceof Error ? error.stack : error}`)
      }
      const { user, system } = process.threadCpuUsage(before)
      const took = { milliseconds: (user + system) / 1000, what: `${step} of ${shown(text)}` }
      if (took.milliseconds > (slowest.get(step)?.milliseconds ?? 0)) slowest.set(step, took)
      if (took.milliseconds > SLOW_MS) slow.push(took)
    }
  }
  print(
    `${queries} queries at the engine: ${problems.length} errors, ${slow.length} steps over ${SLOW_MS} ms`,
  )
  for (const took of slowest.values()) print(`  slowest: ${lineOf(took)}`)
  slow.sort((a, b) => b.milliseconds - a.milliseconds)
  for (const took of slow.slice(0, SHOWN)) print(`  too slow: ${lineOf(took)}`)
  return problems
}

/** What is done with one text, in order. */
function stepsFor(text: string, { finder, papers }: Asked, random: Random): [string, () => unknown][] {
  let query: Query = parseQuery('')
  const [mode, order] = [random.pick(modes), random.below(4) === 0 ? random.pick(orders) : 'relevance']
  const offset = random.below(10) === 0 ? random.below(2_000) : 0
  const steps: [string, () => unknown][] = [
    [
      'reading',
      () => {
        query = parseQuery(text)
      },
    ],
    [`search (${mode}, ${order})`, () => finder.find({ query, mode, order, offset, limit: 20 })],
    ['type-ahead', () => finder.suggest(text)],
    [
      'highlights',
      () => {
        const highlighter = createHighlighter(query)
        for (const { abstract } of [random.pick(papers), random.pick(papers), { abstract: text }]) {
          const pieces = snippet(abstract, highlighter, { length: 200 })
          const whole = highlighter.pieces(abstract).map((piece) => piece.text)
          if (whole.join('') !== abstract) throw new Error('The pieces are not the text.')
          if (pieces.length === 0 && abstract.trim() !== '') throw new Error('There is no snippet.')
        }
      },
    ],
    ['printing', () => printQuery(query)],
  ]
  if (random.below(20) === 0)
    steps.push(['similar', () => finder.similar(random.pick([text, random.pick(papers).id]), 10)])
  return steps
}

const shown = (text: string) =>
  `${JSON.stringify(text.slice(0, 70))}${text.length > 70 ? `… (${text.length} characters)` : ''}`

const lineOf = ({ milliseconds, what }: Took) => `${milliseconds.toFixed(1)} ms for ${what}`
