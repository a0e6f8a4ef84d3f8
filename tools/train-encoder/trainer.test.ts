import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { isHeldOut } from './papers.ts'
import { createRandom } from './random.ts'
import { tokenMark } from './token-stream.ts'
import { type Recipe, train } from './trainer.ts'

let folder = ''
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'train-'))
})
after(() => rmSync(folder, { recursive: true }))

const tokens = 64
const papers = 512

/** Papers of one of 32 subjects: its token stands in title and abstract among tokens that say nothing. */
function inventedTexts() {
  const random = createRandom(3)
  const stream: number[] = []
  const starts = [0]
  for (let paper = 0; paper < papers; paper++) {
    const noise = () => 32 + random.below(32)
    stream.push(paper % 32, noise(), tokenMark, paper % 32, noise(), noise(), tokenMark, paper % 32, noise())
    starts.push(stream.length)
  }
  const texts = { tokens: Uint16Array.from(stream), starts: Float64Array.from(starts) }
  return { texts, categories: Array.from({ length: papers }, () => '') }
}

// One thread: with more, sums are added in the order in which threads come.
const recipe: Recipe = {
  shape: { tokens, dimensions: 256, batch: 256, threads: 1 },
  epochs: 30,
  rate: 0.3,
  temperature: 0.05,
  binaryFrom: 0.5,
  seed: 1,
}

const normOf = (table: Float32Array, token: number) =>
  Math.sqrt(table.subarray(token * 256, (token + 1) * 256).reduce((sum, value) => sum + value * value, 0))

describe('training', () => {
  it('learns which tokens tell', async () => {
    const lines: string[] = []
    const table = await train(recipe, inventedTexts(), join(folder, 'whole'), (line) => lines.push(line))
    assert.ok(table.every(Number.isFinite))
    const mean = (from: number) =>
      Array.from({ length: 32 }, (_, i) => normOf(table, from + i)).reduce((a, b) => a + b) / 32
    assert.ok(mean(0) > 2 * mean(32), `${mean(0)} and ${mean(32)}`)
    assert.match(lines.at(-1) ?? '', /^step 60\/60, loss /)
  })

  it('goes on from its checkpoint without a step', async () => {
    const checkpoint = join(folder, 'again')
    const first = (await train({ ...recipe, epochs: 2 }, inventedTexts(), checkpoint, () => {})).slice()
    const second = await train({ ...recipe, epochs: 2 }, inventedTexts(), checkpoint, () => {})
    assert.deepEqual(second, first)
    const other = { ...recipe, shape: { ...recipe.shape, dimensions: 512 } }
    await assert.rejects(
      train(other, inventedTexts(), checkpoint, () => {}),
      /another size of the model/,
    )
  })
})

describe('held-out papers', () => {
  it('are about one in sixteen, whatever the ids look like', () => {
    for (const idOf of [
      (i: number) => `2501.${10_000 + i}`,
      (i: number) => `acl:2020.acl-main.${i}`,
      (i: number) => `hep-th/97${i}`,
    ]) {
      const share =
        Array.from({ length: 16_000 }, (_, i) => isHeldOut(idOf(i))).filter(Boolean).length / 16_000
      assert.ok(share > 0.05 && share < 0.075, String(share))
    }
  })
})
