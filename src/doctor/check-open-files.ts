import { readFileSync } from 'node:fs'
import { type Check, ok, warning } from './check.ts'

/** Each reader's connection is one; the store, the index and the proxy's connections take some hundred. */
const FEW = 4_096

/** How many files and connections a process started like this one may have open. `limits`: text of /proc/PID/limits. */
export function checkOpenFiles(limits: string | undefined = ownLimits()): Check {
  const [, most] = /^Max open files\s+\S+\s+(\S+)/m.exec(limits ?? '') ?? []
  if (most === undefined) return ok('open files', 'This system does not tell how many are allowed.')
  // The runtime raises its own limit to the hard one.
  const says = `${most} files and connections may be open at once.`
  if (most === 'unlimited' || Number(most) >= FEW) return ok('open files', says)
  return warning(
    'open files',
    `${says} A busy hour needs more.`,
    `Raise the limit (LimitNOFILE=65536 in a systemd unit, ulimit -Hn in a shell) to at least ${FEW}.`,
  )
}

function ownLimits(): string | undefined {
  try {
    return readFileSync('/proc/self/limits', 'utf8')
  } catch {
    return undefined
  }
}
