import { closeSync, fsyncSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Check, failed, ok, warning } from './check.ts'

const MEBIBYTE = 1024 * 1024
const LOW = 1024 * MEBIBYTE
const TOO_LOW = 100 * MEBIBYTE

const TODO = 'Free some space on this disk, or move the folder to a bigger one.'

/** Space on the disk of a folder: what the system says, and what a real write says (quotas, failing disks). */
export function checkDisk(path: string, name = 'disk'): Check {
  const folder = nearestFolder(resolve(path))
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  const says = `${sizeOf(free)} are free for ${folder}.`
  if (free < TOO_LOW) return failed(name, says, TODO)
  const problem = tryWriting(folder)
  if (problem) return failed(name, `${says} But writing 1 MiB failed: ${problem}.`, TODO)
  return free < LOW ? warning(name, says, TODO) : ok(name, says)
}

function nearestFolder(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : nearestFolder(dirname(path))
}

function tryWriting(folder: string): string | null {
  const probe = join(folder, `.doctor-${process.pid}.probe`)
  let file: number | undefined
  try {
    file = openSync(probe, 'wx', 0o600)
    const written = writeSync(file, Buffer.alloc(MEBIBYTE, 1))
    fsyncSync(file)
    return written === MEBIBYTE ? null : `only ${written} bytes were taken`
  } catch (error) {
    // Rights are no matter of the disk: the check of the folder tells them.
    const { code, message } = error as NodeJS.ErrnoException
    return code === 'EACCES' || code === 'EPERM' ? null : message
  } finally {
    if (file !== undefined) {
      closeSync(file)
      rmSync(probe, { force: true })
    }
  }
}

const sizeOf = (bytes: number) =>
  bytes >= LOW ? `${(bytes / LOW).toFixed(1)} GiB` : `${Math.floor(bytes / MEBIBYTE)} MiB`
