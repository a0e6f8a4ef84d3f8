import { existsSync, statfsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Check, failed, ok, warning } from './check.ts'

/** Numbers that Linux gives file systems (statfs(2)); of those that another machine keeps. */
const networks = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x01021997, '9p'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x5346414f, 'AFS'],
  [0x7461636f, 'OCFS2'],
  [0x786f4256, 'a folder shared by VirtualBox'],
])
const FUSE = 0x65735546

/**
 * Where the data lies: SQLite's log is memory that its processes share, which no file system of a network gives them
 * (https://sqlite.org/wal.html). `type`: what statfs says.
 */
export function checkFileSystem(
  { data, url }: { data: string; url: string | undefined },
  type: number = typeOf(resolve(data)),
): Check {
  // Some systems give the number with a sign.
  const number = type >>> 0
  const network = networks.get(number)
  if (network === undefined && number !== FUSE)
    return ok('file system', 'The data folder is on this machine.')
  const says = `The data folder is on ${network ?? 'a file system of a program (FUSE)'}.`
  const todo = 'Move the data folder to a disk of this machine, or set DATABASE_URL.'
  if (url !== undefined)
    return network === undefined
      ? ok('file system', says)
      : warning('file system', `${says} The search index is read from there, slowly.`, todo)
  if (network === undefined) return warning('file system', `${says} SQLite may lose data there.`, todo)
  return failed('file system', `${says} SQLite loses data there.`, todo)
}

function typeOf(path: string): number {
  return existsSync(path) || path === dirname(path) ? statfsSync(path).type : typeOf(dirname(path))
}
