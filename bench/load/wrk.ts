import { execFileSync, spawnSync } from 'node:child_process'

export interface Load {
  address: string
  headers: Record<string, string>
  seconds: number
}

export interface Throughput {
  perSecond: number
  /** Answers other than 2xx and 3xx. */
  failed: number
}

export const hasWrk = (): boolean => spawnSync('wrk', ['-v']).error === undefined

/** As many requests as one thread with 32 connections can make, kept alive. */
export function throughput({ address, headers, seconds }: Load): Throughput {
  const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const told = execFileSync('wrk', ['-t1', '-c32', `-d${seconds}s`, ...given, address], { encoding: 'utf8' })
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(told)?.[1]),
    failed: Number(/Non-2xx or 3xx responses: (\d+)/.exec(told)?.[1] ?? 0),
  }
}
