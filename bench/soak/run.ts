// `npm run soak -- NAME [--seed N] …`: long runs that try to break something. Each is a file beside this one with a
// function `run` that answers what went wrong, a sentence each; `npm test` runs a short one of each.

const names = [
  'index-crashes',
  'hostile-queries',
  'harvest-faults',
  'fuzz-parsers',
  'digests',
  'mixed',
  'nodes',
  'journeys',
]

const [name = '', ...args] = process.argv.slice(2)
if (names.includes(name)) {
  const { run } = (await import(`./${name}.ts`)) as { run(args: string[]): Promise<string[]> }
  const problems = await run(args)
  for (const problem of problems) console.log(`WRONG: ${problem}`)
  console.log(problems.length === 0 ? 'Nothing went wrong.' : `${problems.length} went wrong.`)
  process.exitCode = problems.length === 0 ? 0 : 1
} else {
  console.error(`Which one? npm run soak -- ${names.join(' | ')}`)
  process.exitCode = 2
}
