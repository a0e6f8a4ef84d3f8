// Who holds a turn or a lease: the machine, the process, and which of its harvests.

import { randomBytes } from 'node:crypto'
import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

export const newHolder = (): string => `${machine()} ${process.pid} ${randomBytes(6).toString('hex')}`

/** Containers may share a name, but each counts its processes by itself. */
function machine(): string {
  try {
    return `${hostname()}/${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

/** Whether the holder was a process of this machine that is gone. Of other machines nobody here can tell. */
export function hasDied(holder: string): boolean {
  const [place, pid] = holder.split(' ')
  if (place !== machine() || !Number(pid)) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
