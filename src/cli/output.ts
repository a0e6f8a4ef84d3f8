import { counted } from '../count-text.ts'
import type { CliContext } from './context.ts'

/** The one JSON document that a command with `--json` prints. */
export function printJson({ stdout }: CliContext, value: unknown): void {
  stdout.write(`${JSON.stringify(value)}\n`)
}

export function printLine({ stdout }: CliContext, line: string): void {
  stdout.write(`${line}\n`)
}

/** Bytes as people read them: `26.2 MB`. */
export function sizeOf(bytes: number): string {
  if (bytes < 1000) return counted(bytes, 'byte')
  const units = ['kB', 'MB', 'GB', 'TB']
  const power = Math.min(Math.floor(Math.log10(bytes) / 3), units.length)
  return `${(bytes / 1000 ** power).toFixed(1)} ${units[power - 1]}`
}

/** Text out of files, for a terminal: control characters could move its cursor or worse. */
export const printable = (text: string) => text.replace(/\p{Cc}/gu, ' ')
