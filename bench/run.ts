// `npm run bench`: a short round of everything, as one table. `npm run bench -- NAME …`: one measurement and all its detail;
// each is a file beside this one with a function `run` that answers rows of that table.

import { globSync } from 'node:fs'
import { basename } from 'node:path'
import type { Row } from './round/row.ts'
import { runRound } from './round/run-round.ts'

const notMeasurements = ['run', 'real-papers', 'process-figures']
const names = globSync('*.ts', { cwd: import.meta.dirname })
  .map((file) => basename(file, '.ts'))
  .filter((name) => !notMeasurements.includes(name))
  .sort()

const [name = '', ...args] = process.argv.slice(2)
if (names.includes(name)) {
  const { run } = (await import(`./${name}.ts`)) as { run(args: string[]): Promise<Row[]> }
  const rows = await run(args)
  // Where a round has started it.
  process.send?.(rows)
} else if (name === '' || name.startsWith('--')) {
  await runRound(process.argv.slice(2))
} else {
  console.error(`Which one? npm run bench -- ${names.join(' | ')}; without a name, a short round of all`)
  process.exitCode = 2
}
