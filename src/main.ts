// The only place that reads the environment, the arguments and the signals of the process.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CliContext, StoreOptions } from './cli/context.ts'
import { runCommandLine } from './cli/program.ts'
import { shiftedClock, systemClock } from './clock.ts'
import { type Config, readConfig, type SettingName } from './config.ts'
import { packageRoot } from './package-root.ts'

const stopping = new AbortController()

/** npm passes a terminal's Ctrl-C on, so that it arrives twice: what comes within this time is one wish. */
const SAME_WISH_MS = 500
let stoppedAt = 0

/** A second signal ends the process at once: somebody is in a hurry. */
function stopOn(signal: 'SIGINT' | 'SIGTERM'): void {
  process.on(signal, () => {
    if (!stopping.signal.aborted) {
      stoppedAt = performance.now()
      stopping.abort(signal)
    } else if (performance.now() - stoppedAt > SAME_WISH_MS) process.exit(1)
  })
}

function configOf(options: StoreOptions, more: Partial<Record<SettingName, string>> = {}): Config {
  const commandLine = { ...more }
  if (options.data !== undefined) commandLine.BROADSHEET_DATA = options.data
  if (options.database !== undefined) commandLine.DATABASE_URL = options.database
  return readConfig({ environment: process.env, commandLine })
}

const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }

const context: CliContext = {
  config: configOf,
  clock: ({ values: { TEST_CLOCK } }) =>
    TEST_CLOCK ? shiftedClock(TEST_CLOCK.startsAt, TEST_CLOCK.speed) : systemClock,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: stopping.signal,
  token: process.env.BROADSHEET_TOKEN || undefined,
  version,
  exitStatus: 0,
}

stopOn('SIGINT')
stopOn('SIGTERM')
// A reader that goes away (`broadsheet … | head`) ends the output, not with a stack trace.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

process.exitCode = await runCommandLine(process.argv.slice(2), context)
