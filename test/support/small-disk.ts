// Disks of a few megabytes that really fill up, or that the system really makes read-only.

import { execFileSync, type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atEnd } from './database.ts'

export interface SmallDisk {
  folder: string
  /** Takes every byte that is left. */
  fill(): void
  /** Gives them back. */
  empty(): void
}

const filler = 'filler'

/** For `skip`: false where this user can mount one, else why not. */
export const withoutSmallDisks: string | false = whyNot(() => mountMemory(emptyFolder(), 1))

/** The same of disks that the system makes read-only by itself. */
export const withoutFailingDisks: string | false = whyNot(() => mountImage(emptyFolder()))

/** In memory; unmounted when this test file is done. */
export function smallDisk(megabytes: number, folder = emptyFolder()): SmallDisk {
  mountMemory(folder, megabytes)
  return diskAt(folder)
}

export interface FailingDisk extends SmallDisk {
  /** As after an error of the device: files that are open stay so, and nothing can be written any more. */
  fail(): void
}

/** A file system in a file, 64 MB large. */
export function failingDisk(): FailingDisk {
  const folder = emptyFolder()
  mountImage(folder)
  // https://docs.kernel.org/admin-guide/ext4.html: simulates the effects of an error.
  return { ...diskAt(folder), fail: () => mount(['-o', 'remount,abort', folder]) }
}

function diskAt(folder: string): SmallDisk {
  atEnd(async () => {
    spawnSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    folder,
    fill: () => writeUntilFull(join(folder, filler)),
    empty: () => rmSync(join(folder, filler)),
  }
}

function writeUntilFull(path: string): void {
  const file = openSync(path, 'w')
  for (const size of [65_536, 512, 1]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  }
  closeSync(file)
}

function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'broadsheet-disk-'))
}

function mountMemory(folder: string, megabytes: number): string {
  mount(['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', folder])
  return folder
}

function mountImage(folder: string): string {
  const image = `${folder}.image`
  execFileSync('truncate', ['-s', '64M', image])
  try {
    execFileSync('mkfs.ext4', ['-q', '-F', image], { stdio: 'pipe' })
    mount(['-o', 'loop,errors=remount-ro', image, folder])
  } finally {
    // The mounted disk keeps it.
    rmSync(image)
  }
  return folder
}

function mount(args: string[]): void {
  execFileSync('mount', args, { stdio: 'pipe' })
}

function whyNot(attempt: () => string): string | false {
  try {
    const folder = attempt()
    execFileSync('umount', [folder])
    rmSync(folder, { recursive: true })
    return false
  } catch (error) {
    return `this user can’t mount disks: ${String((error as SpawnSyncReturns<Buffer>).stderr ?? error).trim()}`
  }
}
