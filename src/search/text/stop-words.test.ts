import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isQuestionWord, isStopWord } from './stop-words.ts'

test('function words are left out of ranking, and words of questions where a question is asked', () => {
  for (const word of ['the', 'of', 'dont']) assert.ok(isStopWord(word) && isQuestionWord(word), word)
  assert.ok(isQuestionWord('articles') && !isStopWord('articles'))
  for (const word of ['attention', 'doe', 'graph']) assert.ok(!isQuestionWord(word), word)
})
