// `npm run bench -- NAME …`: each measurement is a file beside this one with a function `run`.

import { globSync } from 'node:fs'
import { basename } from 'node:path'

const notMeasurements = ['run', 'real-papers', 'process-figures']
const names = globSync('*.ts', { cwd: import.meta.dirname })
  .map((file) => basename(file, '.ts'))
  .filter((name) => !notMeasurements.includes(name))
  .sort()

const [name = '', ...args] = process.argv.slice(2)
if (names.includes(name)) {
  const { run } = (await import(`./${name}.ts`)) as { run(args: string[]): Promise<void> }
  await run(args)
} else {
  console.error(`Which one? npm run bench -- ${names.join(' | ')}`)
  process.exitCode = 2
}
