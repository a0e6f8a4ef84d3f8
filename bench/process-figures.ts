// What the system counts of a process (proc_pid_status(5), proc_pid_stat(5)), and a line about many times.

import { readFileSync } from 'node:fs'

interface Running {
  pid?: number | undefined
}

/** Megabytes, now or at most. */
export const memoryOf = ({ pid }: Running, what: 'VmRSS' | 'VmHWM' = 'VmRSS'): number =>
  Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024

/** Milliseconds of all its threads, in steps of ten. */
export function processorTime({ pid }: Running): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return 10 * (Number(fields[11]) + Number(fields[12]))
}

/** “300 × p50 4.2 ms, p95 9.0 ms, p99 12.1 ms” */
export function timesText(took: readonly number[]): string {
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1)
  return `${sorted.length} × p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`
}
