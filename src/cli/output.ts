import type { CliContext } from './context.ts'

/** The one JSON document that a command with `--json` prints. */
export function printJson({ stdout }: CliContext, value: unknown): void {
  stdout.write(`${JSON.stringify(value)}\n`)
}

export function printLine({ stdout }: CliContext, line: string): void {
  stdout.write(`${line}\n`)
}

/** Text out of files, for a terminal: control characters could move its cursor or worse. */
export const printable = (text: string) => text.replace(/\p{Cc}/gu, ' ')
