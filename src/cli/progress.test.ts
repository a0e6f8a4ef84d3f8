import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { createProgressBar, progressLine } from './progress.ts'

const report = { name: 'folder/papers.jsonl.zst', done: 250, total: 1_000, count: 12_345, unit: 'paper' }

test('a line says how far, how fast and how long', () => {
  assert.equal(
    progressLine(report, 10),
    'papers.jsonl.zst 25 % [######··················] 12,345 papers · 1,235/s · 0:30 left',
  )
  assert.equal(
    progressLine({ ...report, total: undefined, count: 1 }, 0.5),
    'folder/papers.jsonl.zst · 1 paper',
  )
  assert.match(progressLine({ ...report, done: 2_000 }, 3_600), / 100 % \[#+\] 12,345 papers · 3\/s$/)
})

test('a terminal has one line that is rewritten and in the end removed', () => {
  const { stderr, written } = terminal(true)
  const bar = createProgressBar({ stderr }, false)
  bar.show(report)
  bar.end()
  bar.end()
  const [before, line, after] = written().split('\r\x1b[2K')
  assert.deepEqual([before, after], ['', ''])
  assert.equal(line, 'papers.jsonl.zst 25 % [######··········')
})

test('a log gets no bar, and --json nothing', () => {
  for (const [isTTY, quiet] of [
    [false, false],
    [true, true],
  ] as const) {
    const { stderr, written } = terminal(isTTY)
    createProgressBar({ stderr }, quiet).show(report)
    assert.equal(written(), '')
  }
})

function terminal(isTTY: boolean) {
  let text = ''
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk
      done()
    },
  })
  return { stderr: Object.assign(stream, { isTTY, columns: 40 }), written: () => text }
}
