import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCrowd } from '../../bench/soak/voting-crowd.ts'
import { createPostgresDatabase, databaseKinds, temporaryFolder } from '../support/database.ts'

for (const kind of databaseKinds) {
  test(`votes and comments that were acknowledged survive kill -9, and numbers equal their rows (${kind})`, {
    timeout: 180_000,
  }, async () => {
    const home = kind === 'sqlite' ? {} : { databaseUrl: await createPostgresDatabase() }
    const lines: string[] = []
    const problems = await runCrowd({
      ...{ people: 12, papers: 4, seconds: 6, kills: 2, seed: 5, nodes: kind === 'sqlite' ? 1 : 2 },
      ...{ ...home, data: temporaryFolder(), print: (line: string) => lines.push(line) },
    })
    assert.deepEqual(problems, [], lines.join('\n'))
  })
}
