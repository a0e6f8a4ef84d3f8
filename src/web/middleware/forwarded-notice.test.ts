import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openMigrated } from '../../../test/support/database.ts'
import { siteOver } from '../../../test/support/site.ts'
import { silentLog } from '../../log.ts'

test('a proxy that is not trusted is told of once, one that is trusted never', async () => {
  for (const [trusted, told] of [
    ['off', 1],
    ['on', 0],
  ] as const) {
    const warnings: string[] = []
    const log = { ...silentLog, warn: (_line: object, message: string) => void warnings.push(message) }
    const { db } = await openMigrated('sqlite')
    const site = siteOver(db, { log, settings: { TRUST_PROXY: trusted } })
    for (let at = 0; at < 3; at++)
      await site.request('http://127.0.0.1:8080/about', { headers: { 'x-forwarded-for': '203.0.113.7' } })
    assert.equal(warnings.filter((text) => text.includes('TRUST_PROXY')).length, told)
  }
})
