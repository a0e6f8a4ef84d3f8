import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { arxivOaiProtocol } from '../protocols/arxiv-oai.ts'
import { nextRange } from './first-range.ts'
import { doneAtMost, doneThroughAfter, harvestAfter } from './open-harvest.ts'
import type { OpenHarvest } from './source-state.ts'

const open: OpenHarvest = {
  range: { since: '2026-03-01', until: '2026-03-09' },
  ...{ parts: ['cs.AI'], isBackfill: false, isConfigured: true, cursor: { page: 1 }, restarts: 0 },
}

describe('which days are asked for', () => {
  test('after a long silence those before it too, where they go on changing', () => {
    assert.deepEqual(nextRange('arxiv', '2026-03-09', '2026-03-25'), {
      since: '2026-03-10',
      until: '2026-03-25',
    })
    assert.equal(nextRange('arxiv-api', '2026-03-09', '2026-03-25').since, '2026-03-03')
    assert.equal(nextRange('biorxiv', '2026-03-09', '2026-03-14').since, '2026-03-09')
    assert.equal(nextRange('hf-daily', '2026-03-24', '2026-03-25').since, '2026-03-22')
  })
})

describe('which days are done', () => {
  const after = (parts: Partial<OpenHarvest>, doneThrough: string, before: string | null) =>
    doneThroughAfter({ ...open, ...parts }, { items: [], doneThrough }, before, '2026-03-08').done_through

  test('never today', () => assert.equal(after({}, '2026-03-09', '2026-03-01'), '2026-03-08'))
  test('a feed’s day, because it is whole', () => {
    const now = Date.parse('2026-03-09T12:00:00Z')
    assert.deepEqual([doneAtMost('arxiv-feed', now), doneAtMost('arxiv', now)], ['2026-03-09', '2026-03-08'])
  })
  test('not those behind a gap that a back-fill left', () => {
    assert.equal(after({ isBackfill: true }, '2026-03-05', '2026-02-20'), undefined)
    assert.equal(after({ isBackfill: true }, '2026-03-05', '2026-02-28'), '2026-03-05')
    assert.equal(after({ isBackfill: true }, '2026-03-05', null), undefined)
  })
  test('none of parts that the settings don’t ask for', () => {
    assert.equal(after({ isConfigured: false }, '2026-03-05', '2026-03-01'), undefined)
  })
})

describe('a source that forgets where we are', () => {
  test('is given up, though it sends the first page again and again', () => {
    let now: OpenHarvest = open
    const page = { items: [], next: { page: 2 } }
    assert.throws(() => {
      for (let tries = 0; tries < 200; tries++) {
        now = harvestAfter(now, page) ?? now
        now = harvestAfter(now, { items: [], startsOver: true, next: { page: 1 } }) ?? now
      }
    }, /again and again/)
  })

  test('does not move the day on which the other sets were answered', () => {
    const protocol = arxivOaiProtocol({ url: 'https://oai.example/oai', categories: ['cs.AI', 'math.CO'] })
    const cursor = {
      ...protocol.start({ since: '2026-03-08', until: '2026-03-09' }),
      set: 1,
      token: 't',
      answeredOn: '2026-03-08',
    }
    const text = `<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-03-10T00:10:00Z</responseDate>
      <request>x</request><error code="badResumptionToken">expired</error></OAI-PMH>`
    const page = protocol.read({ status: 200, headers: { get: () => null }, text, url: 'x' }, cursor)
    assert.equal(page.startsOver, true)
    assert.equal(page.next?.answeredOn, '2026-03-08')
  })
})
