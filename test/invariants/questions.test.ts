// The questions of bench/questions.ts are worth asking only while they are in other words: a question that repeats its
// paper measures how well a search finds copied text.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { readQuestions } from '../../tools/train-encoder/questions.ts'
import { read, root } from './source.ts'
import { assertNone } from './violations.ts'

interface Paper {
  id: string
  title: string
  abstract: string
}

const rows = <T>(text: string): T[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T)

const questions = rows<{ id: string; set: number; question: string }>(read('bench/questions.jsonl'))
// The writers of the other sets were told to ask in other words, but held to no rule: people do repeat a phrase now and then.
const strict = questions.filter(({ set }) => set === 1)
const edition = rows<Paper>(read('reference/sample-edition.jsonl'))
// The same papers with the authors' own abstracts; they aren't ours to copy.
const outside = join(root, '../shared/reference/daily-papers-page.jsonl')
const papers = existsSync(outside) ? [...edition, ...rows<Paper>(readFileSync(outside, 'utf8'))] : edition

describe('the questions about the sample edition', () => {
  test('each writer asks for every paper once', () => {
    const asked = [1, 2, 3].flatMap((set) => edition.map(({ id }) => `${set} ${id}`))
    assert.deepEqual(questions.map(({ set, id }) => `${set} ${id}`).sort(), asked.sort())
  })

  test('each is a sentence of 8 to 20 words, in the other sets up to 40', () => {
    const found = questions.filter(({ set, question }) => {
      const count = question.split(' ').length
      return count < 8 || count > (set === 1 ? 20 : 40) || !/^\p{Lu}.*\?$/u.test(question)
    })
    assertNone(
      found.map(({ question }) => question),
      'They are what a person would ask, neither keywords nor a summary:',
    )
  })

  test('none of the first set repeats four words in a row of its paper', () => {
    const found = strict.flatMap(({ id, question }) => {
      const copied = papers
        .filter((paper) => paper.id === id)
        .flatMap(({ title, abstract }) => [...runs(title), ...runs(abstract)])
      return runs(question)
        .filter((run) => copied.includes(run))
        .map((run) => `${id}: ${run}`)
    })
    assertNone(found, 'Say it in other words:')
  })

  test('none of the first set holds a name or an abbreviation from the title of its paper', () => {
    const found = strict.flatMap(({ id, question }) => {
      const title = edition.find((paper) => paper.id === id)?.title ?? ''
      const names = words(title, (word) => /.[\p{Lu}\p{N}]/u.test(word))
      return words(question)
        .filter((word) => names.includes(word))
        .map((name) => `${id}: ${name}`)
    })
    assertNone(found, 'Who half remembers an idea has forgotten what it was called:')
  })
})

test('the encoder is not trained on questions about the sample edition', () => {
  const known = new Set(edition.map(({ id }) => id))
  assertNone(
    readQuestions()
      .filter(({ id }) => known.has(id))
      .map(({ id }) => id),
    'What is asked in the end must be new to it:',
  )
})

/** All sequences of four words. */
function runs(text: string): string[] {
  const all = words(text)
  return all.slice(3).map((_, at) => all.slice(at, at + 4).join(' '))
}

function words(text: string, isWanted: (word: string) => boolean = () => true): string[] {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).filter(isWanted).map((word) => word.toLowerCase())
}
