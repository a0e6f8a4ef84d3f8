import assert from 'node:assert/strict'
import { test } from 'node:test'
import { soakDigests } from '../../bench/soak/digests.ts'
import { createPostgresDatabase, databaseKinds } from '../support/database.ts'

for (const kind of databaseKinds) {
  test(`nobody gets a paper twice, or what they don’t want, whatever breaks (${kind})`, {
    timeout: 180_000,
  }, async () => {
    const home = kind === 'sqlite' ? { nodes: 1 } : { nodes: 2, database: await createPostgresDatabase() }
    const lines: string[] = []
    const print = (line: string) => lines.push(line)
    const problems = await soakDigests({ subscribers: 60, days: 4, kills: 2, seed: 7, print, ...home })
    assert.deepEqual(problems, [], lines.join('\n'))
  })
}
