import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { commentLimits, isRepeated, linksIn, REPEAT_WINDOW_MS, spamProblem } from './spam.ts'

const now = Date.parse('2026-03-04T12:00:00Z')
const judge = (text: string, facts: Partial<Parameters<typeof spamProblem>[0]> = {}) =>
  spamProblem({ text, isNew: false, recent: [], now, ...facts })

const words = fc
  .array(fc.stringMatching(/^[a-z]{2,9}$/), { minLength: 12, maxLength: 40 })
  .map((list) => list.join(' '))

describe('what makes a comment spam', () => {
  test('links are counted as readers see them', () => {
    const cases: [string, number][] = [
      ['no link', 0],
      ['see https://a.example/x, and https://a.example/x.', 1],
      ['[a](https://a.example) and [b](<https://b.example>)', 2],
      ['www.a.example and mail@www.example', 1],
      ['[here](/papers/1) and [there](#c1)', 0],
      ['[off](//a.example)', 1],
    ]
    for (const [text, count] of cases) assert.equal(linksIn(text).length, count, text)
  })

  test('new accounts may link less and must say why', () => {
    const links = (count: number) =>
      Array.from({ length: count }, (_, i) => `https://a.example/${i}`).join(' ')
    const prose = 'We compared the two methods on the same data and found that the second one holds.'
    const { new: fresh, known } = commentLimits
    assert.equal(judge(`${prose} ${links(fresh.links)}`, { isNew: true }), null)
    assert.match(judge(`${prose} ${links(fresh.links + 1)}`, { isNew: true }) ?? '', /at most 2 links while/)
    assert.equal(judge(`${prose} ${links(known.links)}`), null)
    assert.match(judge(`${prose} ${links(known.links + 1)}`) ?? '', /at most 12 links, not 13/)
    assert.match(judge('buy https://a.example', { isNew: true }) ?? '', /link alone/)
    assert.equal(judge('code: https://a.example'), null)
  })

  test('new accounts write less a day, and yesterday doesn’t count', () => {
    const recent = Array.from({ length: commentLimits.new.perDay }, (_, i) => ({
      text: `note ${i}`,
      at: now - i,
    }))
    assert.match(judge('one more', { isNew: true, recent }) ?? '', /10 comments a day/)
    assert.equal(judge('one more', { recent }), null)
    const old = recent.map(({ text }) => ({ text, at: now - REPEAT_WINDOW_MS }))
    assert.equal(judge('one more', { isNew: true, recent: old }), null)
  })

  test('a text is the same however it is disguised, and any order of asking agrees', () => {
    fc.assert(
      fc.property(words, (text) => {
        const disguised = `  ${text.toUpperCase().replaceAll(' ', '\u200b \n')}!!`
        assert.ok(isRepeated(text, text))
        assert.ok(isRepeated(disguised, text))
        assert.match(judge(disguised, { recent: [{ text, at: now - 1 }] }) ?? '', /wrote the same/)
        assert.equal(judge(disguised, { recent: [{ text, at: now - REPEAT_WINDOW_MS }] }), null)
      }),
    )
    fc.assert(fc.property(words, words, (a, b) => isRepeated(a, b) === isRepeated(b, a)))
  })

  test('a word more doesn’t make a long text another one; other words do', () => {
    const long = Array.from({ length: 40 }, (_, i) => `word${i}`).join(' ')
    assert.ok(isRepeated(`${long} indeed`, long))
    const other = Array.from({ length: 40 }, (_, i) => `term${i}`).join(' ')
    assert.ok(!isRepeated(other, long))
    assert.ok(!isRepeated('Thank you!', 'Thank you!'))
  })

  test('no text makes the rules fail or slow', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), fc.boolean(), (text, isNew) => {
        const problem = judge(text, { isNew })
        assert.ok(problem === null || /^[A-Z].*\.$/s.test(problem))
      }),
    )
    for (const part of ['](', 'https://', 'www.', '&#x2e;', 'a.']) judge(part.repeat(20_000 / part.length))
  })
})
