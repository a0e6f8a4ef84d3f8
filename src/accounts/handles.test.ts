import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '../errors.ts'
import { likeness, readHandle } from './handles.ts'

test('a handle is short, plain and nobody’s title', () => {
  for (const name of ['ada', 'Ada-Example', 'a1', '@ada'])
    assert.equal(readHandle(name), name.replace('@', ''))
  for (const name of [
    '',
    'a',
    'a b',
    '-ada',
    'ada-',
    'a--b',
    'admin',
    'Älva',
    'аda',
    'x'.repeat(40),
    'a\u200bda',
  ]) {
    assert.throws(() => readHandle(name), Invalid, name)
  }
})

test('names that look alike are one name', () => {
  assert.equal(likeness('ada-1'), likeness('AdaI'))
  assert.equal(likeness('rnodern'), likeness('modem'))
  assert.notEqual(likeness('ada'), likeness('eve'))
})
