// Progress on standard error: a bar on a terminal, a line now and then in a log.

import { counted, exactCount } from '../count-text.ts'
import type { CliContext } from './context.ts'

export interface ProgressReport {
  /** What is being worked on: a file's name. */
  name: string
  /** Work done and in all, in one unit (bytes of the packed file, rows). Without `total` there is no bar. */
  done: number
  total?: number | undefined
  /** What was counted on the way, and what one is called: 1,234 × `paper`. */
  count: number
  unit: string
}

export interface ProgressBar {
  show(report: ProgressReport): void
  /** Ends the bar's line. Call it before anything else is printed. */
  end(): void
}

const BAR_WIDTH = 24
/** Milliseconds between two states of a bar, and between two lines of a log. */
const BAR_EVERY = 100
const LINE_EVERY = 5_000

/** A bar, or none where nobody looks: with `--json`. */
export function createProgressBar({ stderr }: Pick<CliContext, 'stderr'>, quiet: boolean): ProgressBar {
  const isTerminal = stderr.isTTY === true
  let startedAt = performance.now()
  let shownAt = isTerminal ? Number.NEGATIVE_INFINITY : startedAt
  let name: string | undefined
  let lineIsOpen = false

  function show(report: ProgressReport): void {
    if (quiet) return
    const now = performance.now()
    if (report.name !== name) {
      name = report.name
      startedAt = now
    }
    if (now - shownAt < (isTerminal ? BAR_EVERY : LINE_EVERY)) return
    shownAt = now
    const line = progressLine(report, (now - startedAt) / 1000)
    stderr.write(isTerminal ? `\r\x1b[2K${line.slice(0, (stderr.columns ?? 80) - 1)}` : `${line}\n`)
    lineIsOpen = isTerminal
  }

  function end(): void {
    if (lineIsOpen) stderr.write('\r\x1b[2K')
    lineIsOpen = false
  }

  return { show, end }
}

/** `papers.jsonl.zst 40 % [####····] 12,345 papers · 4,000/s · 0:42 left`; `seconds` since the file was begun. */
export function progressLine({ name, done, total, count, unit }: ProgressReport, seconds: number): string {
  const parts = [counted(count, unit)]
  if (seconds >= 1) parts.push(`${exactCount(Math.round(count / seconds))}/s`)
  if (total === undefined || total === 0) return `${name} · ${parts.join(' · ')}`
  const share = Math.min(done / total, 1)
  if (seconds >= 1 && share > 0.01 && share < 1)
    parts.push(`${clockTime((seconds * (1 - share)) / share)} left`)
  const filled = Math.round(share * BAR_WIDTH)
  const bar = '#'.repeat(filled) + '·'.repeat(BAR_WIDTH - filled)
  return `${lastPart(name)} ${Math.floor(share * 100)} % [${bar}] ${parts.join(' · ')}`
}

const lastPart = (path: string) => path.replace(/^.*\//, '')

function clockTime(seconds: number): string {
  const whole = Math.round(seconds)
  const minutes = Math.floor(whole / 60)
  const rest = String(whole % 60).padStart(2, '0')
  if (minutes < 60) return `${minutes}:${rest}`
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`
}
