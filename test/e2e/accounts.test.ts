// Accounts as people have them: a real server with real mail, in a browser with scripts off.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { routes } from '../../src/web/routes.ts'
import { axeFindings, noBrowser, openBrowser } from '../support/browser.ts'
import { temporaryFolder } from '../support/database.ts'
import { type MailServer, mailServer } from '../support/mail-server.ts'
import { runProgram, startSite } from '../support/program.ts'

const visitorPages = [
  routes.signIn(),
  routes.signUp(),
  routes.signInLink(),
  routes.reset(),
  '/sign-up/confirm?token=x',
]
const ownPages = [
  routes.settings(),
  routes.sessions(),
  routes.tokens(),
  routes.passkeys(),
  routes.mailChoices(),
  routes.notifications(),
  routes.ownFollows(),
  routes.following(),
  routes.deleteAccount(),
  routes.people(),
  routes.mails(),
  routes.person('ada'),
]

/** The link in the newest mail, once `count` have come. */
async function mailedLink(server: MailServer, count: number): Promise<string> {
  for (let i = 0; i < 200 && server.mails.length < count; i++)
    await new Promise((resolve) => setTimeout(resolve, 50))
  assert.equal(server.mails.length, count)
  return /^http\S+$/m.exec(server.mails.at(-1)?.text ?? '')?.[0] ?? ''
}

async function submit(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click()
}

describe('accounts in a browser', { skip: noBrowser }, () => {
  test('sign up by mail, settings, sign out, a link, a new password; scripts off', async () => {
    const server = await mailServer()
    const env = { SMTP_URL: server.url, MAIL_FROM: 'papers@example.org' }
    const { url } = await startSite(['--data', temporaryFolder()], { env })
    const page = await (await openBrowser()).newPage({ javaScriptEnabled: false })

    await page.goto(url + routes.signUp())
    await page.getByLabel('Your name on this site').fill('ada')
    await page.getByLabel('Mail address').fill('ada@example.org')
    await page.getByLabel('Password').fill('a long password')
    await submit(page, 'Make an account')
    await page.goto(await mailedLink(server, 1))
    await submit(page, 'Make my account')
    assert.match(page.url(), /\/settings$/)
    await page.getByLabel('Name shown beside it').fill('Ada Lovelace')
    await submit(page, 'Save the name')
    await page.getByText('Saved.').waitFor()
    await page.getByRole('link', { name: 'Tokens' }).click()
    await page.getByLabel('What it is for').fill('my script')
    await page.getByLabel('vote', { exact: true }).check()
    await submit(page, 'Make a token')
    await page.getByText(/^bsht_/).waitFor()
    await page.goto(url + routes.settings())
    await submit(page, 'Sign out')
    assert.equal(await page.getByRole('link', { name: '@ada' }).count(), 0)

    await page.goto(url + routes.reset())
    await page.getByLabel('Name or mail address').fill('ada')
    await submit(page, 'Send me a link')
    await page.goto(await mailedLink(server, 2))
    await page.getByLabel('New password').fill('another password')
    await submit(page, 'Save the password')
    await page.getByRole('link', { name: '@ada' }).first().waitFor()
    await mailedLink(server, 3)
  })

  test('every page is accessible and fits', async () => {
    const data = temporaryFolder()
    const made = await runProgram([
      ...['user', 'create', 'ada', '--email', 'ada@example.org', '--role', 'admin', '--data', data, '--json'],
    ])
    const { url } = await startSite(['--data', data])
    const signIn = new URL((JSON.parse(made.stdout) as { signIn: string }).signIn)
    const context = await (await openBrowser()).newContext()
    const page = await context.newPage()
    const look = async (paths: readonly string[]) => {
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 900 })
        for (const path of paths) {
          await page.goto(url + path)
          const at = `${path} at ${width} px`
          assert.deepEqual(await axeFindings(page), [], at)
          assert.equal(await overflow(page), 0, `${at} is wider than the window`)
        }
      }
    }
    await look(visitorPages)
    await page.goto(url + signIn.pathname + signIn.search)
    await submit(page, 'Sign in')
    await page.goto(url + routes.tokens())
    await page.getByLabel('What it is for').fill('my script')
    await submit(page, 'Make a token')
    await page.goto(url + routes.people())
    await submit(page, 'Make a link')
    assert.deepEqual(await axeFindings(page), [])
    await look(ownPages)
  })
})

/** Pixels by which the page is wider than the window. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
