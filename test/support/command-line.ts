// One command line inside this process, with its output caught.

import { Readable, Writable } from 'node:stream'
import type { CliContext } from '../../src/cli/context.ts'
import { runCommandLine } from '../../src/cli/program.ts'
import { fixedClock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { temporaryFolder } from './database.ts'

export interface Ran {
  status: number
  out: string
  err: string
}

/** Runs it with this environment and standard input, in a new data folder unless `--data` names one. */
export async function run(
  argv: string[],
  { environment = {}, input = '' }: { environment?: Record<string, string>; input?: string } = {},
): Promise<Ran> {
  const ran: Ran = { status: 0, out: '', err: '' }
  const into = (key: 'out' | 'err') =>
    new Writable({
      write(chunk, _encoding, done) {
        ran[key] += chunk
        done()
      },
    })
  const context: CliContext = {
    config: ({ data, database }) => {
      const commandLine = {
        BROADSHEET_DATA: data ?? temporaryFolder(),
        ...(database && { DATABASE_URL: database }),
      }
      return readConfig({ environment, commandLine })
    },
    clock: () => fixedClock('2026-03-04T10:00:00Z'),
    stdin: Readable.from(input === '' ? [] : [Buffer.from(input)]),
    stdout: into('out'),
    stderr: into('err'),
    signal: new AbortController().signal,
    token: environment.BROADSHEET_TOKEN,
    version: '1.2.3',
    exitStatus: 0,
  }
  ran.status = await runCommandLine(argv, context)
  return ran
}
