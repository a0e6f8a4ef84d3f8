import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Answer } from './protocol.ts'
import { answerOf, answerOfHttp, assertTrouble, noSamples, sampleText } from './recorded-answers.fixture.ts'
import type { TroubleKind } from './source-trouble.ts'
import { requireSuccess, statusTrouble } from './status-trouble.ts'

const now = Date.parse('2026-03-04T12:00:00Z')

function troubleOf(status: number, text = '', headers: Record<string, string> = {}) {
  const trouble = statusTrouble(answerOf(text, { status, headers }), 'Example', now)
  assert.ok(trouble)
  return trouble
}

test('any 2xx is no trouble', () => {
  for (const status of [200, 201, 204, 299])
    assert.equal(statusTrouble(answerOf('', { status }), 'It', now), null)
})

describe('kinds', () => {
  const cases: [status: number, kind: TroubleKind][] = [
    [429, 'busy'],
    [503, 'busy'],
    [500, 'unreachable'],
    [502, 'unreachable'],
    [504, 'unreachable'],
    [408, 'unreachable'],
    [400, 'refused'],
    [401, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [304, 'garbled'],
    [302, 'garbled'],
    [0, 'garbled'],
  ]
  for (const [status, kind] of cases) test(`${status}`, () => assert.equal(troubleOf(status).kind, kind))

  test('GitHub’s 403 when the hour is used up', () => {
    const trouble = troubleOf(403, '', {
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': String(now / 1000 + 90),
    })
    assert.deepEqual([trouble.kind, trouble.retryAfterMs], ['busy', 90_000])
  })
})

describe('how long to wait', () => {
  const cases: [headers: Record<string, string>, ms: number | undefined][] = [
    [{}, undefined],
    [{ 'Retry-After': '120' }, 120_000],
    [{ 'Retry-After': ' 0 ' }, 0],
    [{ 'Retry-After': '1.5' }, 1_500],
    [{ 'Retry-After': '999999999' }, 86_400_000],
    [{ 'Retry-After': '-5' }, undefined],
    [{ 'Retry-After': 'soon' }, undefined],
    [{ 'Retry-After': 'Wed, 04 Mar 2026 12:10:00 GMT' }, 600_000],
    [{ 'Retry-After': 'Wednesday, 04-Mar-26 12:10:00 GMT' }, 600_000],
    [{ 'Retry-After': 'Wed, 04 Mar 2026 11:00:00 GMT' }, 0],
    [{ 'Retry-After': 'Wed, 99 Foo' }, undefined],
    [{ 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '58' }, 58_000],
    [{ 'X-RateLimit-Remaining': '7', 'X-RateLimit-Reset': '58' }, undefined],
    [{ 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': 'x' }, undefined],
  ]
  for (const [headers, ms] of cases) {
    test(JSON.stringify(headers), () => assert.equal(troubleOf(429, '', headers).retryAfterMs, ms))
  }

  test('only who is busy is waited for', () => {
    assert.equal(troubleOf(404, '', { 'Retry-After': '120' }).retryAfterMs, undefined)
  })

  test('without a clock it goes by the date of the answer', () => {
    const until = { 'Retry-After': 'Wed, 04 Mar 2026 12:10:00 GMT' }
    const dated = answerOf('', { status: 503, headers: { ...until, Date: 'Wed, 04 Mar 2026 12:09:00 GMT' } })
    assert.throws(() => requireSuccess(dated, 'It'), { retryAfterMs: 60_000 })
    assert.throws(
      () => requireSuccess(answerOf('', { status: 503, headers: until }), 'It'),
      (error: { retryAfterMs?: number }) => error.retryAfterMs === undefined,
    )
  })
})

describe('what the source itself says', () => {
  const cases: [text: string, words: RegExp][] = [
    ['{"message": "Too many requests."}', /\(status 400\)\. It says: “Too many requests”\.$/],
    ['{"error":"Title match not found"}', /“Title match not found”/],
    ['{"error": {"message": "Not you"}}', /“Not you”/],
    ['{"errors":[{"status":"404","title":"No such thing"}]}', /“No such thing”/],
    ['{"message":[{"type":"x","message":"Filter x is unknown"}]}', /“Filter x is unknown”/],
    ['{"error": true, "message": "Bad filter"}', /“Bad filter”/],
    ['Resource not found.', /“Resource not found”/],
    ['<!doctype html><title>404</title>', /\(status 400\)\.$/],
    ['{"message": {"message": {"message": {"message": {"message": "deep"}}}}}', /\(status 400\)\.$/],
    ['{"message": 7}', /\(status 400\)\.$/],
    ['{"cut', /\(status 400\)\.$/],
    ['x'.repeat(20_000), /\(status 400\)\.$/],
    ['', /\(status 400\)\.$/],
  ]
  for (const [text, words] of cases) {
    test(text.slice(0, 60), () => assert.match(troubleOf(400, text).message, words))
  }
})

test('the recorded 429 of Semantic Scholar', { skip: noSamples }, () => {
  const answer = answerOfHttp(sampleText('semanticscholar/429_anonymous_2026-09-08.http'))
  assert.equal(answer.status, 429)
  assertTrouble(() => requireSuccess(answer, 'Semantic Scholar'), 'busy', /status 429.*Too Many Requests/)
})

test('any status, head and body gives a sentence', () => {
  const headers = fc.dictionary(
    fc.constantFrom('retry-after', 'x-ratelimit-remaining', 'x-ratelimit-reset', 'date'),
    fc.oneof(fc.string(), fc.constantFrom('0', '1', '99999999999', 'Wed, 04 Mar 2026 12:10:00 GMT')),
  )
  const answer: fc.Arbitrary<Answer> = fc
    .tuple(fc.integer({ min: 0, max: 999 }), headers, fc.oneof(fc.string(), fc.json()))
    .map(([status, headers, text]) => answerOf(text, { status, headers }))
  fc.assert(
    fc.property(answer, (answer) => {
      const trouble = statusTrouble(answer, 'It', now)
      if (trouble === null) return assert.ok(answer.status >= 200 && answer.status < 300)
      assert.match(trouble.message, /^It .*\.$/su)
      const wait = trouble.retryAfterMs ?? 0
      assert.ok(wait >= 0 && wait <= 86_400_000)
    }),
  )
})
