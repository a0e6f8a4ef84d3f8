// Mail that came back, in a browser: what its reader and an admin see, and what they can do.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { routes } from '../../src/web/routes.ts'
import { bounceReport, complaintReport } from '../support/bounces.ts'
import { axeFindings, noBrowser, openBrowser } from '../support/browser.ts'
import { temporaryFolder } from '../support/database.ts'
import { hasImapServer, imapServer } from '../support/imap-server.ts'
import { mailServer } from '../support/mail-server.ts'
import { runProgram, startSite } from '../support/program.ts'

async function start() {
  const [server, folder] = [await mailServer(), temporaryFolder()]
  const data = join(folder, 'data')
  const env = {
    ...{ SMTP_URL: server.url, MAIL_FROM: 'papers@example.org', BOUNCE_ADDRESS: 'bounces@example.org' },
    ...{
      TEST_CLOCK: '2026-03-05T09:00:00Z',
      SOURCES: '',
      BOUNCE_SECRET: 'a secret that is long'.replaceAll(' ', '-'),
    },
  }
  const { url } = await startSite(['--data', data], { env })
  const run = async (...args: string[]) => {
    const { status, stdout, stderr } = await runProgram([...args, '--data', data], {
      env: { ...env, PUBLIC_URL: url },
    })
    assert.equal(status, 0, stderr)
    return stdout
  }
  /** A report in a file, read by the command. */
  const read = async (report: Buffer) => {
    const file = join(folder, 'report.eml')
    writeFileSync(file, report)
    return run('bounces', 'read', file)
  }
  const mailed = async (count: number) => {
    for (let i = 0; i < 400 && server.mails.length < count; i++)
      await new Promise((resolve) => setTimeout(resolve, 50))
    return { text: server.mails.at(-1)?.text ?? '', sender: server.senders.at(-1) ?? '' }
  }
  return { url, run, read, mailed }
}

const linkIn = (text: string): string => /^http\S+$/m.exec(text)?.[0] ?? ''

async function fits(page: Page, path: string): Promise<void> {
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [768, 'dark'],
    [320, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    await page.goto(path)
    const at = `${path} at ${width} px, ${colorScheme}`
    assert.deepEqual(await axeFindings(page), [], at)
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    assert.equal(overflow, 0, `${at} is wider than the window`)
  }
}

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click()

describe('mail that came back, in a browser', { skip: noBrowser }, () => {
  test('its reader and an admin are told why, and have it sent again', async () => {
    const { url, run, read, mailed } = await start()
    const page = await (await (await openBrowser()).newContext()).newPage()
    await page.goto(url + routes.subscribe())
    await page.getByLabel('Your mail address').fill('ada@example.org')
    await press(page, 'Subscribe')
    const asked = await mailed(1)
    await page.goto(linkIn(asked.text))
    await press(page, 'Confirm')
    const preferences = page.url().replace(/\?.*/, '')
    assert.match(await read(bounceReport({ to: asked.sender })), /1 address stopped/)
    await fits(page, preferences)
    await page.getByText('Nothing is sent:').waitFor()
    await press(page, 'It works again: send mail')
    await page.getByText('Mail is sent again.').waitFor()
    assert.match(
      await read(complaintReport({ headers: [`Return-Path: <${asked.sender}>`] })),
      /1 address stopped/,
    )
    await page.goto(preferences)
    await page.getByText('was reported as spam').waitFor()
    const made = await run(
      'user',
      'create',
      'boss',
      '--email',
      'boss@example.org',
      '--role',
      'admin',
      '--json',
    )
    await page.goto((JSON.parse(made) as { signIn: string }).signIn)
    await press(page, 'Sign in')
    await fits(page, url + routes.bounces())
    await page.getByText('stopped after a complaint').first().waitFor()
    await press(page, 'Allow again')
    assert.equal(await page.getByText('stopped after a complaint').count(), 0)
    await page.goto(preferences)
    assert.equal(await page.getByText('Nothing is sent:').count(), 0)
  })
})

const skip = hasImapServer ? false : 'dovecot-imapd is not installed, or this is not root'

test('the program as it is shipped reads a mailbox', { skip }, async () => {
  const [server, data] = [await imapServer(), join(temporaryFolder(), 'data')]
  await server.put(bounceReport())
  const read = ['bounces', 'read', '--data', data]
  const { status, stdout, stderr } = await runProgram(read, { env: { BOUNCE_IMAP_URL: server.url } })
  assert.deepEqual(
    [status, stdout],
    [0, '1 new message, 1 of them left there. 1 about no mail of this site.\n'],
    stderr,
  )
})
