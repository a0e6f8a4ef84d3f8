// Damaged answers for everything that reads answers of sources: nothing may crash or hang, and what comes out of a
// damaged answer is a clean record or none.
// Run: npm run soak -- fuzz-parsers [--mutations 20000] [--seed 1]    mutations of each parser's answer

import { parseArgs } from 'node:util'
import { Invalid } from '../../src/errors.ts'
import { SourceTrouble } from '../../src/sources/source-trouble.ts'
import { type Damaged, damage } from './fuzz-mutations.ts'
import { type Subject, subjects } from './fuzz-subjects.ts'
import { createRandom } from './random.ts'
import { faultIn } from './record-faults.ts'

export interface FuzzOptions {
  mutations: number
  seed: number
  print(line: string): void
}

export async function run(args: string[]): Promise<string[]> {
  const { values } = parseArgs({
    args,
    options: { mutations: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
  })
  return fuzzParsers({ mutations: Number(values.mutations), seed: Number(values.seed), print: console.log })
}

/** Returns what went wrong, at most a few of each parser. */
export function fuzzParsers({ mutations, seed, print }: FuzzOptions): string[] {
  return subjects.flatMap((subject, index) => {
    const random = createRandom(seed * 1000 + index)
    const told = new Map<string, string>()
    const count = { records: 0, slowest: 0 }
    const whole = tryOne(subject, { text: subject.sample, how: 'whole', isCut: false })
    if (whole.problem !== undefined) told.set('whole', whole.problem)
    for (let done = 0; done < mutations && told.size < mostTold; done++) {
      const damaged = damage(subject.sample, subject.format, random)
      const { problem, records, ms } = tryOne(subject, damaged)
      count.records += records
      count.slowest = Math.max(count.slowest, ms)
      if (problem !== undefined)
        told.set(problem.slice(0, 60), `${problem} Seed ${seed}, mutation ${done}: ${damaged.how}.`)
    }
    print(
      `${subject.name}: ${count.records} records of ${mutations} damaged answers, slowest ${count.slowest.toFixed(0)} ms`,
    )
    return [...told.values()].map((problem) => `${subject.name}: ${problem}`)
  })
}

const mostTold = 5
const longestMs = 1_000

interface Outcome {
  problem?: string
  records: number
  ms: number
}

/** Whatever takes too long is tried again: the machine may have been busy. */
function tryOne(subject: Subject, damaged: Damaged): Outcome {
  const outcome = timed(subject, damaged)
  if (outcome.ms <= longestMs) return outcome
  const again = timed(subject, damaged)
  return again.ms <= longestMs ? again : { ...again, problem: `One answer took ${again.ms.toFixed(0)} ms.` }
}

function timed(subject: Subject, { text, how, isCut }: Damaged): Outcome {
  const began = performance.now()
  const records: unknown[] = []
  let problem: string | undefined
  try {
    for (const read of subject.read(answerOf(text))) {
      const record = unlessInvalid(read)
      if (record) records.push(record)
    }
    if (isCut) problem = 'An answer that was cut off was read all the same.'
  } catch (error) {
    if (!(error instanceof SourceTrouble || error instanceof Invalid)) problem = `It threw ${String(error)}.`
    else if (how === 'whole') problem = `The whole answer wasn’t read: ${error.message}`
  }
  const ms = performance.now() - began
  const fault = problem ?? records.map(faultIn).find((found) => found !== undefined)
  return { records: records.length, ms, ...(fault === undefined ? {} : { problem: fault }) }
}

const answerOf = (text: string) => ({
  status: 200,
  text,
  url: 'https://source.example/',
  headers: { get: () => null },
})

function unlessInvalid<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof Invalid) return undefined
    throw error
  }
}
