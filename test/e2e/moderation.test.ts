// Pages of moderators in a real browser: accessible and narrow enough. What is done there is in the journey.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { routes } from '../../src/web/routes.ts'
import { axeFindings, noBrowser, openBrowser } from '../support/browser.ts'
import { aComment } from '../support/comments.ts'
import { temporaryFolder } from '../support/database.ts'
import { aMember, testAccounts } from '../support/members.ts'
import { startSite } from '../support/program.ts'
import { fill, paperRecord } from '../support/records.ts'

const paper_id = '2603.00001'
const password = 'a long password'

async function storeWithReport() {
  const data = temporaryFolder()
  const database = openDatabase({ data })
  await migrate(database)
  const { db } = database
  await fill(db, [paperRecord({ id: paper_id, published: '2026-03-03' })])
  const [ada, bea] = [await aMember(db, 'ada'), await aMember(db, 'bea')]
  const long = `See https://spam.example/${'a-very-long-address-'.repeat(12)} now.`
  const comments = [await aComment(db, { paper_id, person_id: ada.id, body: long })]
  comments.push(await aComment(db, { paper_id, person_id: ada.id, body: 'Another one.' }))
  for (const [i, subject_id] of comments.entries()) {
    const row = {
      subject_kind: 'comment',
      subject_id,
      person_id: bea.id,
      reason: 'Advertising.',
      state: 'open',
    }
    await db
      .insertInto('report')
      .values({ id: `report-${i}`, ...row, created_at: Date.now(), settled_by: null, settled_at: null })
      .execute()
  }
  await testAccounts(db).addMember({
    name: 'cleo',
    email: 'cleo@example.org',
    password,
    role: 'moderator',
    vouched: true,
  })
  await database.close()
  return { data, comments }
}

describe('moderation in a browser', { skip: noBrowser }, () => {
  test('the pages are accessible and fit', async () => {
    const { data, comments } = await storeWithReport()
    const { url } = await startSite(['--data', data], { env: { SOURCES: '', JOBS: 'off' } })
    const browser = await openBrowser()
    const signedIn = await browser.newContext({ javaScriptEnabled: false })
    const page = await signedIn.newPage()
    await page.goto(url + routes.signIn(routes.moderation()))
    await page.getByLabel('Name or mail address').fill('cleo')
    await page.getByLabel('Password').fill(password)
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
    const cookies = await signedIn.cookies()
    const pages = [
      routes.moderation(),
      routes.moderationLog(),
      routes.reportForm('comment', comments[1] ?? ''),
    ]
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1280, 320]) {
        const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } })
        await context.addCookies(cookies)
        const shown = await context.newPage()
        for (const path of pages) {
          await shown.goto(url + path)
          const at = `${path} at ${width} px, ${colorScheme}`
          assert.deepEqual(await axeFindings(shown), [], at)
          const overflow = () => document.documentElement.scrollWidth - window.innerWidth
          assert.ok((await shown.evaluate(overflow)) <= 0, `${at} is wider than the window`)
        }
        await context.close()
      }
    }
  })
})
