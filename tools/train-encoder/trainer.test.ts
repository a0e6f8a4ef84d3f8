import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { mixQuestions } from './batches.ts'
import { isHeldOut } from './papers.ts'
import { readQuestions } from './questions.ts'
import { createRandom } from './random.ts'
import { tokenMark } from './token-stream.ts'
import { type Recipe, train } from './trainer.ts'

let folder = ''
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'train-'))
})
after(() => rmSync(folder, { recursive: true }))

const tokens = 96
const papers = 512

/**
 * Papers of one of 32 subjects: its token stands in title and abstract among tokens that say nothing. Questions have a
 * token a subject that stands in no paper, and keywords that say nothing.
 */
function inventedTexts() {
  const random = createRandom(3)
  const stream: number[] = []
  const starts = [0]
  for (let paper = 0; paper < papers; paper++) {
    const noise = () => 32 + random.below(32)
    stream.push(paper % 32, noise(), tokenMark, paper % 32, noise(), noise(), tokenMark, paper % 32, noise())
    starts.push(stream.length)
  }
  const asked = Array.from({ length: 64 }, (_, question) => question * 8 + (question % 8))
  for (const paper of asked) {
    stream.push(64 + (paper % 32), tokenMark, 32 + random.below(32))
    starts.push(stream.length)
  }
  const texts = { tokens: Uint16Array.from(stream), starts: Float64Array.from(starts) }
  return { texts, categories: Array.from({ length: papers }, () => ''), asked }
}

// One thread: with more, sums are added in the order in which threads come.
const recipe: Recipe = {
  shape: { tokens, dimensions: 256, batch: 256, threads: 1 },
  epochs: 30,
  rate: 0.3,
  temperature: 0.05,
  binaryFrom: 0.5,
  questions: { from: 1, share: 0 },
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

  it('learns from questions what words mean that no paper has', async () => {
    const asking = { ...recipe, questions: { from: 0.3, share: 0.25 } }
    const table = await train(asking, inventedTexts(), join(folder, 'asked'), () => {})
    const row = (token: number) => table.subarray(token * 256, (token + 1) * 256)
    const cosine = (a: number, b: number) =>
      row(a).reduce((sum, value, at) => sum + value * (row(b)[at] ?? 0), 0) /
      normOf(table, a) /
      normOf(table, b)
    const subjects = [...new Set(inventedTexts().asked.map((paper) => paper % 32))]
    const own = subjects.map((subject) => cosine(64 + subject, subject))
    const others = subjects.flatMap((subject) =>
      subjects.filter((other) => other !== subject).map((other) => cosine(64 + subject, other)),
    )
    const mean = (list: number[]) => list.reduce((sum, one) => sum + one, 0) / list.length
    assert.ok(mean(own) > mean(others) + 0.1, `${mean(own)}, with others ${mean(others)}`)
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

describe('questions in a batch', () => {
  it('stand for papers that then stand there once', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.uniqueArray(fc.nat(99), { minLength: 1 }),
        fc.nat(40),
        (seed, papers, count) => {
          const asked = Array.from({ length: 50 }, (_, question) => (question * 2) % 100)
          const choices = mixQuestions(
            Int32Array.from(papers),
            asked,
            { count, first: 0 },
            createRandom(seed),
          )
          assert.equal(choices.length, papers.length)
          assert.equal(new Set(choices.map(({ paper }) => paper)).size, papers.length)
          const questions = choices.filter(({ question }) => question !== null)
          assert.ok(questions.length <= count)
          assert.ok(questions.every(({ paper, question }) => asked[question ?? -1] === paper))
          assert.ok(choices.every(({ paper, question }) => question !== null || papers.includes(paper)))
        },
      ),
    )
  })

  it('are read from lines of three fields', () => {
    const path = join(folder, 'questions.tsv')
    const reading = (text: string) => () => {
      writeFileSync(path, text)
      return readQuestions(path)
    }
    assert.deepEqual(reading('1\tWhy is it so?\tcauses\n')(), [
      { id: '1', question: 'Why is it so?', keywords: 'causes' },
    ])
    assert.throws(reading('1\tWhy is it so?\n'), /line 1: an id, a question and keywords/)
    assert.throws(reading('1\ta\tb\n1\tc\td\n'), /line 2: 1 is asked for twice/)
    assert.ok(readQuestions().length > 1_000)
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
