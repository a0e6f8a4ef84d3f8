import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SourceTrouble } from '../source-trouble.ts'
import { waitAfter } from './ask-patiently.ts'

const arxiv = { host: 'arxiv', pauseMs: 3_000 }

test('without being told, arXiv is left alone for ten minutes, then longer, at most two hours', () => {
  const busy = new SourceTrouble('busy', 'Rate exceeded.')
  const minutes = [1, 2, 3, 4, 9].map((attempt) => waitAfter(busy, attempt, arxiv) / 60_000)
  assert.deepEqual(minutes, [10, 20, 40, 80, 120])
})

test('what is asked for is done, but nobody is waited for longer than a day', () => {
  const asked = (ms: number) => waitAfter(new SourceTrouble('busy', 'Later.', ms), 1, arxiv)
  assert.deepEqual([asked(0), asked(45_000), asked(1e12)], [3_000, 45_000, 86_400_000])
})

test('a stumble is tried again soon, and ever later', () => {
  const stumble = new SourceTrouble('garbled', 'Cut off.')
  const seconds = [1, 2, 3, 20].map((attempt) => waitAfter(stumble, attempt, arxiv) / 1000)
  assert.deepEqual(seconds, [15, 30, 60, 600])
})
