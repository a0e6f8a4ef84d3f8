import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Invalid } from '../../errors.ts'
import { domainsIn, readDomain } from './domains.ts'

test('a domain is found however it is written', () => {
  for (const text of [
    'https://spam.example/x',
    'HTTP://SPAM.EXAMPLE',
    '[x](//spam.example)',
    'www.spam.example',
    'a.b.spam.example',
    'https://good.example@spam.example/',
    'https://spam&#46;example',
    'https://spam&#x2E;example and more',
    'https://spam\\.example',
    'https://sp%61m.example',
    'https://spam%2eexample',
    'https://spam。example',
    'spam\u200b.example',
    'ｓｐａｍ.example',
    'https://spam.example.',
    'https://spam.example:8080/',
  ]) {
    assert.ok(domainsIn(text).includes('spam.example'), `${text}: ${domainsIn(text)}`)
  }
  assert.ok(domainsIn('https://bücher.example').includes('xn--bcher-kva.example'))
  for (const text of ['spam', 'notspam.example', 'spam.example.org', 'e.g. one. Two.']) {
    assert.ok(!domainsIn(text).includes('spam.example'), text)
  }
})

test('any text is read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => domainsIn(text).every((name) => name.includes('.'))),
  )
})

test('moderators may paste what they see', () => {
  for (const text of [
    'spam.example',
    ' Spam.Example ',
    'https://www.spam.example/x?y',
    'http://u:p@spam.example:8080',
  ]) {
    assert.equal(readDomain(text), 'spam.example', text)
  }
  for (const text of ['', 'spam', 'com', '<b>', 'a b.example']) {
    assert.throws(() => readDomain(text), Invalid, text)
  }
})
