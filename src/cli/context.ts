import type { Clock } from '../clock.ts'
import type { Config, SettingName } from '../config.ts'

export type ExitStatus = 0 | 1 | 2

/** What a command is given: the only way to the outside, so that tests can stand in for it. */
export interface CliContext {
  /** Settings, with `--data` and `--database` applied. Throws `Invalid` where they are wrong. */
  config(options: StoreOptions, more?: Partial<Record<SettingName, string>>): Config
  clock(config: Config): Clock
  stdin: NodeJS.ReadableStream
  stdout: NodeJS.WritableStream
  stderr: NodeJS.WritableStream & { isTTY?: boolean; columns?: number }
  /** Aborted by SIGINT and SIGTERM: finish the transaction at hand and stop. */
  signal: AbortSignal
  /** Of a member of the site that `--server` names (BROADSHEET_TOKEN). */
  token: string | undefined
  /** Version of the program, from package.json. */
  version: string
  /** What the command ends with; set by commands that don't end with 0. */
  exitStatus: ExitStatus
}

/** Options that every command has. */
export interface StoreOptions {
  data?: string
  database?: string
  json?: boolean
}
