// A short round of all measurements, each in a process of its own, and one table of what they found. What they print
// themselves goes to standard error.
// Run: npm run bench [-- --data DIR] [--papers N]   (DIR: a store, of which a copy is measured; N: of a store made for it)

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { makeStore, type RoundStore } from './round-store.ts'
import type { Row } from './row.ts'
import { tableOf } from './table.ts'

export async function runRound(args: string[]): Promise<void> {
  const options = { data: { type: 'string' }, papers: { type: 'string', default: '50000' } } as const
  const { values } = parseArgs({ args, options })
  const began = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-round-'))
  try {
    const store = await makeStore(folder, { from: values.data, papers: Number(values.papers) })
    const rows: Row[] = []
    for (const [name, ...args] of shortRound(store)) rows.push(...(await measure(name, args)))
    const minutes = ((performance.now() - began) / 60_000).toFixed(0)
    console.log(
      `${new Date().toISOString().slice(0, 10)}, ${processors()}, ${store.name}; ${minutes} minutes.\n`,
    )
    console.log(tableOf(rows))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function processors(): string {
  const all = cpus()
  return `${all.length} × ${all[0]?.model.trim() ?? 'unknown processors'}`
}

/** Each as short as it can be and still be compared with the one before. What changes the store comes last. */
const shortRound = ({ data, papersFile, papers, filling }: RoundStore): [string, ...string[]][] => [
  ['import', papersFile],
  ['harvest', '--records', '10000'],
  ['search', '--from', papersFile, '--papers', String(papers), ...searching],
  ['relevance', '--papers', '2000', '--queries', '200'],
  ['questions', '--papers', '0'],
  ['pages', '--data', data, ...filling.flatMap((file) => ['--papers', file])],
  ['load', '--data', data, '--seconds', '5'],
  ['community', '--people', '50', '--seconds', '10', '--kills', '1'],
  ['many-votes', '--votes', '60000', '--comments', '2000'],
  ['lighthouse'],
  ['serving', '--data', data, '--seconds', '15'],
  ['digests', '--data', data, '--subscribers', '1000'],
]

/** Without the peers that take longest to build. */
const searching = ['--queries', '200', '--seconds', '10', '--peers', 'engine,fts5,gin,minisearch']

async function measure(name: string, args: string[]): Promise<Row[]> {
  console.error(`\n${name} ${args.join(' ')}`)
  const child = fork(join(import.meta.dirname, '../run.ts'), [name, ...args], {
    stdio: ['ignore', 2, 2, 'ipc'],
    serialization: 'advanced',
  })
  let rows: Row[] = []
  child.once('message', (sent) => {
    // From run.ts, which is this project's own.
    rows = sent as Row[]
  })
  const [[status]] = await Promise.all([once(child, 'exit'), once(child, 'disconnect')])
  if (status === 0) return rows
  return [...rows, { what: name, why: 'something went wrong; what it said stands above' }]
}
