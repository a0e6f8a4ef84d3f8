// The program as its users start it: exit statuses, one JSON document, signals.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { temporaryFolder } from '../support/database.ts'
import { programPath, runProgram, startSite } from '../support/program.ts'

describe('broadsheet', () => {
  test('an empty folder becomes a site with the sample edition, and SIGTERM ends it with 0', async () => {
    const data = join(temporaryFolder(), 'new')
    const site = await startSite(['--data', data])
    const page = await (await fetch(`${site.url}/`)).text()
    assert.equal(page.match(/<article/g)?.length, 48)
    assert.match(page, /sample edition/i)
    assert.ok(existsSync(join(data, 'broadsheet.db')))
    assert.equal(await site.stop(), 0)
  })

  test('real papers replace the sample at once, without a restart', async () => {
    const data = temporaryFolder()
    const site = await startSite(['--data', data])
    const line = {
      id: '2601.00001',
      title: 'On tests',
      abstract: 'We test.',
      daily_date: '2026-01-02',
      upvotes: 3,
    }
    const imported = await runProgram(['import', '-', '--format', 'jsonl', '--data', data, '--json'], {
      input: `${JSON.stringify(line)}\n`,
    })
    assert.equal(imported.status, 0, imported.stderr)
    const page = await (await fetch(`${site.url}/papers/date/2026-01-02`)).text()
    assert.equal(page.match(/<article/g)?.length, 1)
    assert.doesNotMatch(page, /sample edition/i)
    assert.equal((await fetch(`${site.url}/papers/2310.03059`)).status, 404)
  })

  test('wrong usage ends with 2 and says how it is meant', async () => {
    for (const args of [
      ['brew'],
      ['serve', '--tea'],
      ['import'],
      ['import', 'x', '--format', 'tea'],
      ['backup'],
    ]) {
      const { status, stderr, stdout } = await runProgram(args)
      assert.equal(status, 2, args.join(' '))
      assert.match(stderr, /help/)
      assert.equal(stdout, '')
    }
  })

  test('the options of all commands may come before the command', async () => {
    const data = temporaryFolder()
    const { stdout, status } = await runProgram(['--data', data, '--json', 'migrate'])
    assert.equal(status, 0)
    assert.ok(JSON.parse(stdout).applied.length > 0)
    assert.ok(existsSync(join(data, 'broadsheet.db')))
  })

  test('a mistyped command is called by its name', async () => {
    assert.match((await runProgram(['imprt', 'x'])).stderr, /unknown command 'imprt'/)
  })

  test('a failure ends with 1 and one sentence', async () => {
    const { status, stderr } = await runProgram(['migrate', '--database', 'postgres://127.0.0.1:1/none'])
    assert.equal(status, 1)
    assert.match(stderr, /^broadsheet: The database server does not answer.*\n$/)
    const wrong = await runProgram(['serve'], { env: { PORT: 'eighty', JOBS: 'perhaps' } })
    assert.equal(wrong.status, 1)
    assert.match(wrong.stderr, /PORT must be .* JOBS must be /)
  })

  test('a port that is taken is said so', async () => {
    const site = await startSite(['--data', temporaryFolder()])
    const { port } = new URL(site.url)
    const { status, stderr } = await runProgram(['serve', '--data', temporaryFolder(), '--port', port])
    assert.equal(status, 1)
    assert.match(stderr, /Another program uses it/)
  })

  test('--json prints one document, --version and --help end with 0', async () => {
    const data = temporaryFolder()
    const first = await runProgram(['migrate', '--json', '--data', data])
    assert.ok(JSON.parse(first.stdout).applied.length > 0)
    assert.deepEqual(JSON.parse((await runProgram(['migrate', '--json', '--data', data])).stdout), {
      applied: [],
    })
    assert.match((await runProgram(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/)
    const help = await runProgram(['--help'])
    assert.equal(help.status, 0)
    for (const command of ['serve', 'import', 'migrate', 'doctor', 'config', 'backup', 'restore']) {
      assert.match(help.stdout, new RegExp(`^ +${command}\\b`, 'm'))
    }
  })

  test('it starts through a link, as npm installs it, and in another folder', async () => {
    const folder = temporaryFolder()
    symlinkSync(programPath, join(folder, 'broadsheet'))
    writeFileSync(join(folder, 'package.json'), '{}')
    const { stdout } = spawnSync(join(folder, 'broadsheet'), ['--version'], { cwd: folder, encoding: 'utf8' })
    assert.match(stdout, /^\d+\.\d+\.\d+\n$/)
  })
})
