import { execFileSync, spawnSync } from 'node:child_process'
import type { Load } from './wrk.ts'

export const hasHey = (): boolean => spawnSync('hey').error === undefined

const WORKERS = 32

/** How long answers take at so many requests a second, evenly spaced by 32 workers: medians and the slowest hundredth. */
export function latencyAt({ address, headers, seconds }: Load, perSecond: number): string {
  const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const rate = ['-c', String(WORKERS), '-q', String(Math.round(perSecond / WORKERS))]
  const told = execFileSync('hey', ['-z', `${seconds}s`, ...rate, ...given, address], { encoding: 'utf8' })
  const ms = (part: string) => 1_000 * Number(new RegExp(`${part}% in ([\\d.]+) secs`).exec(told)?.[1])
  const reached = Number(/Requests\/sec:\s+([\d.]+)/.exec(told)?.[1])
  return `p50 ${ms('50').toFixed(1)} ms, p99 ${ms('99').toFixed(1)} ms (${reached.toFixed(0)}/s reached)`
}
