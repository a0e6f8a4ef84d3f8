// Who holds a turn or a lease: the machine, the process, and which of its harvests.

import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'

export const newHolder = (): string => `${hostname()} ${process.pid} ${randomBytes(6).toString('hex')}`

/** Whether the holder was a process of this machine that is gone. Of other machines nobody here can tell. */
export function hasDied(holder: string): boolean {
  const [machine, pid] = holder.split(' ')
  if (machine !== hostname() || !Number(pid)) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
