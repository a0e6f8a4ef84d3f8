import assert from 'node:assert/strict'
import { test } from 'node:test'
import { temporaryFolder } from '../../test/support/database.ts'
import { readConfig } from '../config.ts'
import { checkFileSystem } from './check-file-system.ts'
import { checkOpenFiles } from './check-open-files.ts'
import { checkProxy } from './check-proxy.ts'
import { checkTimeZones } from './check-time-zones.ts'

test('a proxy is trusted where there is one, and only there', () => {
  const status = (environment: Record<string, string>) =>
    checkProxy(readConfig({ environment: { BROADSHEET_DATA: temporaryFolder(), ...environment } })).status
  const PUBLIC_URL = 'https://papers.example.org'
  assert.equal(status({}), 'ok')
  assert.equal(status({ PUBLIC_URL }), 'warning')
  assert.equal(status({ PUBLIC_URL, TRUST_PROXY: 'on' }), 'ok')
  assert.equal(status({ PUBLIC_URL, TRUST_PROXY: 'on', HOST: '0.0.0.0' }), 'ok')
  assert.equal(status({ TRUST_PROXY: 'on' }), 'warning')
  assert.equal(status({ PUBLIC_URL: 'http://papers.example.org' }), 'ok')
})

test('few open files are a warning, by what the system allows at most', () => {
  const limits = (most: string) =>
    `Limit                     Soft Limit           Hard Limit           Units\nMax open files            256                  ${most}                 files\n`
  assert.equal(checkOpenFiles(limits('1024')).status, 'warning')
  assert.equal(checkOpenFiles(limits('65536')).status, 'ok')
  assert.equal(checkOpenFiles(limits('unlimited')).status, 'ok')
  assert.equal(checkOpenFiles('').status, 'ok')
})

test('SQLite needs a disk of this machine, a node with PostgreSQL would like one', () => {
  const data = temporaryFolder()
  const url = 'postgres://db/papers'
  const [nfs, fuse, ext4] = [0x6969, 0x65735546, 0xef53]
  const status = (type: number, at: string | undefined) => checkFileSystem({ data, url: at }, type).status
  assert.deepEqual([status(nfs, undefined), status(nfs, url)], ['failed', 'warning'])
  assert.deepEqual([status(fuse, undefined), status(fuse, url)], ['warning', 'ok'])
  assert.equal(status(ext4, undefined), 'ok')
  assert.equal(status(0xff534d42 | 0, undefined), 'failed')
  assert.equal(checkFileSystem({ data: `${data}/not/yet`, url: undefined }).status, 'ok')
})

test('the runtime knows the time of every place', () => {
  assert.equal(checkTimeZones('UTC').status, 'ok')
  assert.equal(checkTimeZones('UTC', ['UTC']).status, 'failed')
})
