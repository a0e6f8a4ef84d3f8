// The samples of docs/api.md, run as they stand there, with a site of this machine in place of the one they name.

import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { read, root } from '../invariants/source.ts'
import { tokenFor } from '../support/api.ts'
import { fillApiStore, someRecords } from '../support/api-store.ts'
import { run } from '../support/command-line.ts'
import { openMigrated, temporaryFolder } from '../support/database.ts'
import { finderOver } from '../support/finder.ts'
import { serveSite } from '../support/served-site.ts'
import { siteOver } from '../support/site.ts'

const { db } = await openMigrated('sqlite')
const { reader } = await fillApiStore(db)
const finder = finderOver(someRecords)
const address = await serveSite(siteOver(db, { finder, settings: { ALLOWED_HOSTS: '127.0.0.1' } }))
const TOKEN = await tokenFor(db, reader)

const samples = (language: string): string[] =>
  [...read('docs/api.md').matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(
    ([, sample = '']) => sample.replaceAll('https://papers.example.org', address),
  )
const lines = samples('sh').flatMap((sample) => sample.trim().split('\n'))
const noCurl = spawnSync('curl', ['--version']).error ? 'curl is not installed' : false

test('what is asked by curl is answered', { skip: noCurl }, async () => {
  const asked = lines.filter((line) => line.startsWith('curl'))
  assert.equal(asked.length, 4)
  for (const line of asked) {
    const { stdout } = await promisify(execFile)('sh', ['-c', `${line} --silent --fail`], {
      env: { ...process.env, TOKEN },
    })
    const answer = JSON.parse(stdout)
    assert.ok(Array.isArray(answer) ? answer.length > 0 : answer.id || answer.upvoted, line)
  }
})

test('what is asked by our own commands is answered', async () => {
  const asked = lines.filter((line) => line.startsWith('broadsheet '))
  assert.equal(asked.length, 2)
  for (const line of asked) {
    const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
    const { status, out, err } = await run(words.slice(1))
    assert.deepEqual([status, err, out.length > 20], [0, '', true], line)
  }
})

test('what is written with the client runs', async () => {
  const [sample = '', ...others] = samples('js')
  assert.deepEqual(others, [])
  const source = pathToFileURL(join(root, 'src/client/client.ts')).href
  const file = join(temporaryFolder(), 'sample.mjs')
  writeFileSync(file, sample.replace("'broadsheet/client'", `'${source}'`))
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', file], {
    ...{ cwd: root, env: { ...process.env, TOKEN } },
  })
  assert.match(stdout, /^2603\.00001 Weaving/m)
  assert.match(stdout, /^\d+ 2 Weaving/m)
  assert.match(stdout, /^Paper not found\./m)
})
