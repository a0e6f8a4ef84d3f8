import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '../../test/support/command-line.ts'
import { temporaryFolder } from '../../test/support/database.ts'

test('a person of an imported list is said to be a member', async () => {
  const data = temporaryFolder()
  const line = {
    id: '2603.00001',
    title: 'T',
    abstract: 'A',
    daily_date: '2026-03-03',
    submitted_by: 'ada-elsewhere',
  }
  const imported = await run(['import', '-', '--format', 'jsonl', '--data', data], {
    input: `${JSON.stringify(line)}\n`,
  })
  assert.equal(imported.status, 0, imported.err)
  assert.equal((await run(['user', 'create', 'ada', '--email', 'ada@example.org', '--data', data])).status, 0)
  const unknown = await run(['user', 'link', 'ada', 'nobody', '--data', data])
  assert.deepEqual([unknown.status, unknown.err], [1, 'broadsheet: No imported list names nobody.\n'])
  const linked = await run(['user', 'link', 'ada', 'ada-elsewhere', '--data', data])
  assert.deepEqual([linked.status, linked.out.includes('the page of ada now')], [0, true])
  assert.equal((await run(['user', 'link', 'ada', 'ada-elsewhere', '--data', data, '--json'])).status, 1)
})
