import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { finderOver } from '../../../test/support/finder.ts'
import { paperRecord } from '../../../test/support/records.ts'
import { Unavailable } from '../../errors.ts'

test('a search that can’t keep up answers 503 and when to come back, and is no bug', async () => {
  const finder = {
    ...finderOver(),
    find: () => Promise.reject(new Unavailable('The search has too much to do.')),
  }
  const bugs: string[] = []
  const log = { debug() {}, info() {}, warn() {}, error: (_: object, said: string) => void bugs.push(said) }
  const { request } = await testApp({ finder, log, records: [paperRecord({ id: '2403.03507' })] })
  for (const path of ['/papers?q=words', '/api/papers/search?q=words']) {
    const answer = await request(path)
    assert.equal(answer.status, 503, path)
    assert.equal(answer.headers.get('retry-after'), '10')
    assert.match(await answer.text(), /The search has too much to do/)
  }
  assert.deepEqual(bugs, [])
})
