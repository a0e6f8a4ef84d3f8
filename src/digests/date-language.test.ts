import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Invalid } from '../errors.ts'
import { addDays } from '../papers/calendar.ts'
import { dateLanguages, dateText, inLine, readDateLanguage } from './date-language.ts'

test('dates are written in every language that can be chosen, in the calendar of the addresses', () => {
  const tags = dateLanguages.map(({ tag }) => tag)
  assert.deepEqual(Intl.DateTimeFormat.supportedLocalesOf(tags), tags)
  assert.equal(new Set(dateLanguages.map(({ name }) => name)).size, tags.length)
  const long = Object.fromEntries(tags.map((tag) => [tag, dateText('2025-10-29', 'long', tag).text]))
  assert.equal(long['en-GB'], 'Wednesday, 29 October 2025')
  assert.equal(long['en-US'], 'Wednesday, October 29, 2025')
  assert.equal(long.de, 'Mittwoch, 29. Oktober 2025')
  assert.equal(long['zh-Hans'], '2025年10月29日星期三')
  for (const [tag, text] of Object.entries(long)) {
    assert.match(text, /2025|۲۰۲۵/, tag)
    if (!tag.startsWith('en')) assert.doesNotMatch(text, /Wednesday|October/, tag)
  }
  assert.deepEqual(
    tags.filter((tag) => dateText('2025-10-29', 'long', tag).direction === 'rtl'),
    tags.filter((tag) => /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(long[tag] ?? '')),
  )
  assert.equal(inLine(dateText('2025-10-29', 'short', 'de')), '29. Oktober')
  assert.equal(inLine(dateText('2025-10-29', 'short', 'he')), '\u206829 באוקטובר\u2069')
})

test('each day of a year is told apart in every language', () => {
  const days = Array.from({ length: 365 }, (_, at) => addDays('2025-01-01', at))
  for (const { tag } of dateLanguages)
    assert.equal(new Set(days.map((day) => dateText(day, 'short', tag).text)).size, 365, tag)
})

test('whatever is asked for is one of the list, or refused', () => {
  assert.equal(readDateLanguage(''), 'en-GB')
  assert.equal(readDateLanguage('PT-br'), 'pt-BR')
  const tags = new Set<string>(dateLanguages.map(({ tag }) => tag))
  const asked = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('en', 'de-AT', 'x-klingon', '__proto__', 'de\n'),
  )
  fc.assert(
    fc.property(asked, (text) => {
      try {
        assert.ok(tags.has(readDateLanguage(text)))
      } catch (error) {
        assert.ok(error instanceof Invalid && error.message.includes('Choose one of the list'))
      }
    }),
  )
})
