// The pages of sources in a real browser, with every state that a source can be in.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { setPaused } from '../../src/sources/harvest/source-state.ts'
import { routes } from '../../src/web/routes.ts'
import { axeFindings, noBrowser, openBrowser } from '../support/browser.ts'
import { temporaryFolder } from '../support/database.ts'
import { startSite } from '../support/program.ts'
import { fill, paperRecord } from '../support/records.ts'
import { announced, beingHarvested, harvested, sentBadRecords, sourceIs } from '../support/source-history.ts'

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()

async function storeOfEveryState(): Promise<string> {
  const data = temporaryFolder()
  const database = openDatabase({ data })
  await migrate(database)
  const { db } = database
  await fill(db, [paperRecord({ id: '2603.00001', categories: ['cs.CL'], published: '2026-03-03' })])
  await announced(db, hoursAgo(0).slice(0, 10), ['2603.00001'])
  for (let hour = 60; hour > 7; hour--)
    await harvested(db, {
      source: 'hf-daily',
      at: hoursAgo(hour),
      records: 1000,
      range: { since: '2026-03-01', until: '2999-01-01' },
    })
  await harvested(db, { source: 'biorxiv', at: hoursAgo(2) })
  await harvested(db, { source: 'biorxiv', at: hoursAgo(1), state: 'waiting', error: 'Come back.' })
  await sourceIs(db, 'biorxiv', { retryAt: hoursAgo(-30) })
  await sentBadRecords(db, 'hf-daily', hoursAgo(8), ['a-very-long-place-without-a-gap-'.repeat(6)])
  await setPaused(db, 'acl', true)
  await beingHarvested(db, 'openalex', hoursAgo(0))
  await database.close()
  return data
}

describe('the pages of sources in a browser', { skip: noBrowser }, () => {
  test('are accessible and fit, in the light and in the dark', async () => {
    const sources = 'arxiv:cs.CL,hf-daily,biorxiv,acl:2025.acl,openreview:ICLR.cc/2026/Conference,openalex'
    const { url } = await startSite(['--data', await storeOfEveryState()], {
      env: { SOURCES: sources, JOBS: 'off' },
    })
    const browser = await openBrowser()
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1280, 768, 320]) {
        const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } })
        for (const path of [routes.sources(), routes.source('hf-daily'), routes.front()]) {
          await page.goto(url + path)
          const at = `${path} at ${width} px, ${colorScheme}`
          assert.match((await page.locator('body').textContent()) ?? '', /late|State/, at)
          assert.deepEqual(await axeFindings(page), [], at)
          const overflow = () => document.documentElement.scrollWidth - window.innerWidth
          assert.ok((await page.evaluate(overflow)) <= 0, `${at} is wider than the window`)
        }
        await page.close()
      }
    }
  })
})
