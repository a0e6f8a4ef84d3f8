import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type TestAppOptions, testApp } from '../../../test/support/app.ts'
import { databaseKinds } from '../../../test/support/database.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import { paperRecord } from '../../../test/support/records.ts'
import {
  announced,
  beingHarvested,
  harvested,
  sentBadRecords,
  sourceIs,
} from '../../../test/support/source-history.ts'
import { fixedClock } from '../../clock.ts'
import type { Db } from '../../db/connect.ts'
import { setPaused } from '../../sources/harvest/source-state.ts'
import { routes } from '../routes.ts'

const words = (html: string) =>
  html
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')

const paper = paperRecord({ id: '2603.00001', categories: ['cs.CL'], entries: [{ day: '2026-03-03' }] })
const settings = { SOURCES: 'arxiv:cs.CL,hf-daily' }
/** All but the list of the day is there. */
async function harvestAll(db: Db): Promise<void> {
  await harvested(db, { source: 'arxiv-feed', at: '2026-03-03T06:17:00Z' })
  await harvested(db, { source: 'arxiv', at: '2026-03-04T06:23:00Z' })
  await harvested(db, { source: 'hf-daily', at: '2026-03-04T11:47:00Z' })
}
const lists = [
  routes.front(),
  routes.day('2026-03-03'),
  routes.week('2026-W10'),
  routes.month('2026-03'),
  routes.trending(),
  routes.newest(),
]

for (const kind of databaseKinds) {
  const site = (options: TestAppOptions = {}) => testApp({ kind, settings, records: [paper], ...options })

  test(`the page of sources tells each one’s state (${kind})`, async () => {
    const { db, page } = await site({
      settings: { SOURCES: 'arxiv:cs.CL,hf-daily,acl:2025.acl,biorxiv,openalex' },
    })
    await harvestAll(db)
    await setPaused(db, 'acl', true)
    await beingHarvested(db, 'openalex', '2026-03-04T11:59:00Z')
    await announced(db, '2026-03-03', ['2603.00001'])
    const html = await page(routes.sources())
    await assertValidHtml(html)
    const text = words(html)
    assert.match(text, /arXiv’s announcements cs\.CL State late Last success 29 hours ago/)
    assert.match(text, /arXiv announced papers on Tuesday 3 March at 20:00 New York time, and none of them/)
    assert.match(text, /arXiv cs\.CL State fresh/)
    assert.match(text, /ACL Anthology 2025\.acl State paused/)
    assert.match(text, /bioRxiv State never asked Last success never/)
    assert.match(text, /OpenAlex State harvesting/)
    assert.match(text, /next on Wednesday 4 March at 20:00 New York time \( ?Thursday 5 March, 01:00 UTC ?\)/)
    assert.match(text, /list of Tuesday 3 March 2026: .* What is usual isn’t known yet/)
    assert.match(text, /cs\.CL Computation and Language 1 not known yet/)
    assert.match(text, /1 day has an edition/)
  })

  test(`lists say what is late, in one line (${kind})`, async () => {
    const { db, page } = await site()
    await harvestAll(db)
    for (const path of lists) {
      const html = await page(path)
      assert.equal(html.split('class="late-notice"').length, 2, path)
      await assertValidHtml(html)
    }
    assert.match(
      words(await page(routes.front())),
      /New papers are late\. arXiv announced papers on Tuesday 3 March at 20:00 New York time, and none of them has come by its feed\. More/,
    )
    assert.doesNotMatch(await page(routes.paper('2603.00001')), /late-notice/)
  })

  test(`a source has its history, part by part, and what can’t be used (${kind})`, async () => {
    const { db, page, request } = await site()
    for (let hour = 0; hour < 60; hour++)
      await harvested(db, {
        source: 'hf-daily',
        at: new Date(Date.UTC(2026, 2, 1, hour)).toISOString(),
        added: hour,
      })
    const error = 'The daily list has an error on its side (status 500).'
    await harvested(db, { source: 'hf-daily', at: '2026-03-04T11:47:00Z', state: 'failed', error })
    await sentBadRecords(db, 'hf-daily', '2026-03-04T11:47:00Z', ['2026-03-04 item <7>'])
    const html = await page(routes.source('hf-daily'))
    await assertValidHtml(html)
    assert.match(words(html), /status 500/)
    assert.match(words(html), /2026-03-04 item &lt;7> The paper has no title\./)
    assert.match(html, /href="\/sources\/hf-daily\?p=2"/)
    assert.match(words(await page(routes.source('hf-daily', 2))), /51.61 of 61/)
    assert.equal((await request(routes.source('hf-daily', 3))).status, 404)
    assert.equal((await request(routes.source('acl'))).status, 404)
    assert.equal((await request('/sources/nature')).status, 404)
  })
}

test('nothing is said of lateness where nothing is harvested, nothing is late, or the sample is shown', async () => {
  const nothingHarvested = await testApp({ settings: { SOURCES: '' }, records: [paper] })
  const sample = await testApp({ settings })
  for (const { db } of [nothingHarvested, sample]) await harvestAll(db)
  const neverAsked = await testApp({ settings, records: [paper] })
  for (const { page } of [nothingHarvested, sample, neverAsked]) {
    for (const path of lists) assert.doesNotMatch(await page(path), /late-notice/, path)
  }
})

test('today’s edition says when its first papers are expected', async () => {
  const explained = async (sources: string, at: string) => {
    const clock = fixedClock(at)
    const { page } = await testApp({ settings: { SOURCES: sources }, records: [paper], clock })
    return /<p class="explain">(.*?)<\/p>/s.exec(await page(routes.front()))?.[1] ?? ''
  }
  assert.match(
    await explained('arxiv:cs.CL', '2026-03-04T00:30:00Z'),
    /haven’t come yet: arXiv’s list of today is expected at 05:00 UTC\. Shown instead/,
  )
  assert.match(
    await explained('hf-daily', '2026-03-04T00:30:00Z'),
    /yet: the daily list fills in the course of the day\. /,
  )
  assert.match(await explained('arxiv:cs.CL,hf-daily', '2026-03-04T05:30:00Z'), /yet: the daily list fills/)
  assert.match(
    await explained('arxiv:cs.CL', '2026-03-04T05:30:00Z'),
    /yet: arXiv’s list of today was to come at 05:00 UTC\. /,
  )
  assert.match(await explained('', '2026-03-04T05:30:00Z'), /haven’t come yet\. Shown/)
})

test('several late sources are named', async () => {
  const { db, page } = await testApp({ settings, records: [paper] })
  await harvested(db, { source: 'hf-daily', at: '2026-03-01T11:47:00Z' })
  await harvested(db, { source: 'arxiv', at: '2026-03-01T11:47:00Z' })
  assert.match(words(await page(routes.front())), /late\. arXiv and the daily list are late: new papers may/)
})

test('without sources, the page says so and how to change it', async () => {
  const { page } = await testApp({ settings: { SOURCES: '' }, records: [paper] })
  const text = words(await page(routes.sources()))
  assert.match(text, /Nothing is harvested here: .*SOURCES=arxiv:cs\.AI\+cs\.CL,hf-daily/)
  assert.doesNotMatch(text, /New York/)
})

test('with the sample edition, the first harvest is seen', async () => {
  const { db, page } = await testApp({ settings })
  await beingHarvested(db, 'hf-daily', '2026-03-04T11:59:00Z')
  const text = words(await page(routes.sources()))
  assert.match(text, /The daily list State harvesting/)
  assert.match(text, /papers of the sample edition/)
  assert.match(text, /The sources are being asked for some, too\./)
})

test('what waits says until when', async () => {
  const { db, page } = await testApp({ settings, records: [paper] })
  await harvested(db, { source: 'hf-daily', at: '2026-03-04T11:47:00Z' })
  await harvested(db, {
    source: 'hf-daily',
    at: '2026-03-04T11:57:00Z',
    state: 'waiting',
    error: 'Come back.',
  })
  await sourceIs(db, 'hf-daily', { retryAt: '2026-03-04T14:20:00Z' })
  assert.match(words(await page(routes.sources())), /State waiting until 14:20 .* Come back\./)
})
