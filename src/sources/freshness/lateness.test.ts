import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type SourceName, sourceNames } from '../../source-spec.ts'
import { sourceTitles } from '../source-titles.ts'
import { dueDailyList, type LateFacts, latenessOf } from './lateness.ts'

const at = (iso: string) => Date.parse(`${iso}:00Z`)
const success = (iso: string) => ({ startedAt: at(iso), finishedAt: at(iso) })
const facts = (source: SourceName, now: string, more: Partial<LateFacts> = {}): LateFacts => ({
  ...{ source, title: sourceTitles[source], now: at(now), isRunning: false, isPaused: false },
  ...{ hasDueDailyList: true, firstAskedAt: at('2026-01-02T00:00') },
  ...more,
})

describe('arXiv’s feed is late six hours after midnight in New York, without the list', () => {
  // Announced on Tuesday 20:00 = Wednesday 01:00 UTC, the feed is due at 05:00.
  const cases: [now: string, newestList: string, isLate: boolean][] = [
    ['2026-03-04T10:59', '2026-03-03', false],
    ['2026-03-04T11:01', '2026-03-03', true],
    ['2026-03-04T11:01', '2026-03-04', false],
    // Nothing is announced on Friday and Saturday.
    ['2026-03-08T23:00', '2026-03-06', false],
    ['2026-03-08T23:00', '2026-03-05', true],
    // Summer time began on that Sunday.
    ['2026-03-09T09:59', '2026-03-06', false],
    ['2026-03-09T10:01', '2026-03-06', true],
    // Thanksgiving.
    ['2026-11-29T12:00', '2026-11-26', false],
  ]
  for (const [now, newestList, isLate] of cases) {
    test(`${now} with ${newestList}: ${isLate}`, () => {
      const late = latenessOf(
        facts('arxiv-feed', now, { newestList, lastSuccess: success('2026-03-03T06:00') }),
      )
      assert.equal(late !== null, isLate, late?.sentence ?? '')
    })
  }

  test('a list that was over before the source was first asked is not missed', () => {
    const late = latenessOf(facts('arxiv-feed', '2026-03-08T12:00', { firstAskedAt: at('2026-03-07T06:00') }))
    assert.equal(late, null)
  })
})

describe('arXiv’s OAI-PMH is late after thirty hours without a harvest since the announcement', () => {
  const cases: [now: string, lastSuccess: string, isLate: boolean][] = [
    ['2026-03-05T10:59', '2026-03-03T06:23', false],
    ['2026-03-05T11:01', '2026-03-03T06:23', true],
    ['2026-03-05T11:01', '2026-03-04T03:23', false],
    ['2026-03-08T23:00', '2026-03-06T03:23', false],
  ]
  for (const [now, last, isLate] of cases) {
    test(`${now} after ${last}: ${isLate}`, () =>
      assert.equal(latenessOf(facts('arxiv', now, { lastSuccess: success(last) })) !== null, isLate))
  }

  test('it says so', () => {
    const late = latenessOf(
      facts('arxiv', '2026-03-05T12:00', {
        lastSuccess: success('2026-03-03T06:23'),
        lastError: 'arXiv can’t be reached.',
      }),
    )
    assert.equal(
      late?.sentence,
      'arXiv announced papers on Tuesday 3 March at 20:00 New York time; the last harvest that succeeded was 2 days ago. What went wrong last: arXiv can’t be reached.',
    )
  })
})

describe('the daily list', () => {
  test('is late after six hours of silence', () => {
    const late = (last: string) =>
      latenessOf(facts('hf-daily', '2026-03-04T12:01', { lastSuccess: success(last) }))
    assert.equal(late('2026-03-04T06:02'), null)
    assert.match(
      late('2026-03-04T06:00')?.sentence ?? '',
      /^The daily list .* the last harvest .* 6 hours ago\.$/,
    )
  })

  test('is late when the list of a weekday is missing six hours after its end', () => {
    const cases: [now: string, due: string][] = [
      ['2026-03-04T05:59', '2026-03-02'],
      ['2026-03-04T06:01', '2026-03-03'],
      ['2026-03-09T12:00', '2026-03-06'],
    ]
    for (const [now, due] of cases) assert.equal(dueDailyList(at(now)), due, now)
    const missing = facts('hf-daily', '2026-03-04T06:01', {
      lastSuccess: success('2026-03-04T06:00'),
      hasDueDailyList: false,
    })
    assert.match(
      latenessOf(missing)?.sentence ?? '',
      /^The daily list of Tuesday 3 March hasn’t come; .* ago\.$/,
    )
  })
})

test('others are late after three runs of their schedule without success', () => {
  const late = (now: string) =>
    latenessOf(facts('biorxiv', now, { lastSuccess: success('2026-03-03T16:33') }))
  assert.equal(late('2026-03-04T11:30'), null)
  assert.match(late('2026-03-04T11:34')?.sentence ?? '', /^bioRxiv was to be asked 3 times since; /)
})

const moments = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) })
const sources = fc.constantFrom(...sourceNames)

test('never late: what was never asked, what is asked for the first time, what is paused', () => {
  fc.assert(
    fc.property(sources, moments, moments, (source, now, firstAskedAt) => {
      const base = { ...facts(source, '2026-03-04T12:00'), now, firstAskedAt, hasDueDailyList: false }
      assert.equal(latenessOf({ ...base, firstAskedAt: undefined }), null)
      assert.equal(latenessOf({ ...base, isRunning: true }), null)
      assert.equal(latenessOf({ ...base, isPaused: true }), null)
    }),
  )
})

test('what succeeded now, with all its lists, is not late', () => {
  fc.assert(
    fc.property(sources, moments, (source, now) => {
      const lastSuccess = { startedAt: now, finishedAt: now }
      const base = { ...facts(source, '2026-03-04T12:00'), now, lastSuccess, newestList: '2099-01-01' }
      assert.equal(latenessOf({ ...base, firstAskedAt: now - 1e10 }), null)
    }),
  )
})
