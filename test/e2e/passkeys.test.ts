// Passkeys in a real browser, with an authenticator in its software: added, used by the button and from the suggestions
// for the name, refused, removed.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { CDPSession, Page } from 'playwright-core'
import { routes } from '../../src/web/routes.ts'
import { axeFindings, noBrowser, openBrowser } from '../support/browser.ts'
import { createPostgresDatabase, databaseKinds, temporaryFolder } from '../support/database.ts'
import { runProgram, startSite } from '../support/program.ts'

const password = 'a long password'

/** A site with one member, at the only name under which browsers take its passkeys. */
async function aSite(kind: 'sqlite' | 'postgres'): Promise<{ url: string; atNumber: string }> {
  const store = ['--data', temporaryFolder()]
  if (kind === 'postgres') store.push('--database', await createPostgresDatabase())
  const create = ['user', 'create', 'ada', '--email', 'ada@example.org', '--password-stdin', ...store]
  const made = await runProgram(create, { input: `${password}\n` })
  assert.equal(made.status, 0, made.stderr)
  const { url } = await startSite(store)
  return { url: url.replace('127.0.0.1', 'localhost'), atNumber: url }
}

interface Phone {
  cdp: CDPSession
  authenticatorId: string
}

/** What unlocks at once, as if a finger were on it. */
async function aPhone(page: Page): Promise<Phone> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  return { cdp, authenticatorId }
}

async function signInByPassword(page: Page, url: string): Promise<void> {
  await page.goto(url + routes.signIn(routes.passkeys()))
  await page.getByLabel('Name or mail address').fill('ada')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: 'Passkeys', exact: true }).waitFor()
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.getByLabel('What you call it').last().fill(name)
  await page.getByLabel('Your password').fill(password)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
}

const signOut = async (page: Page) => {
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByRole('link', { name: '@ada' }).waitFor({ state: 'detached' })
}

for (const kind of databaseKinds) {
  describe(`passkeys in a browser (${kind})`, { skip: noBrowser }, () => {
    test('are added, sign in by button and by suggestion, are renamed and removed', async () => {
      const { url } = await aSite(kind)
      const page = await (await openBrowser()).newPage()
      await signInByPassword(page, url)
      const phone = await aPhone(page)
      await page.getByLabel('What you call it').last().fill('my phone')
      await page.getByLabel('Your password').fill('a wrong password')
      await page.getByRole('button', { name: 'Add a passkey' }).click()
      await page.getByText('The current password is wrong. Try again.').waitFor()
      await addPasskey(page, 'my phone')
      await page.getByText('my phone', { exact: true }).waitFor()
      await addPasskey(page, 'my phone again')
      await page.getByText('Your account has a passkey of this device already.').waitFor()
      assert.deepEqual(await axeFindings(page), [])
      await signOut(page)

      // The suggestion would be taken at once.
      await phone.cdp.send('WebAuthn.setAutomaticPresenceSimulation', {
        ...{ authenticatorId: phone.authenticatorId, enabled: false },
      })
      await page.goto(url + routes.signIn(routes.trending()))
      const button = page.getByRole('button', { name: 'Sign in with a passkey' })
      await button.waitFor()
      assert.deepEqual(await axeFindings(page), [])
      await phone.cdp.send('WebAuthn.setAutomaticPresenceSimulation', {
        ...{ authenticatorId: phone.authenticatorId, enabled: true },
      })
      await button.click()
      await page.waitForURL(url + routes.trending())
      await page.getByRole('link', { name: '@ada' }).first().waitFor()
      await signOut(page)

      await page.goto(url + routes.signIn(routes.passkeys()))
      await page.waitForURL(url + routes.passkeys())
      await page.getByText('used last').waitFor()
      await page.getByText('Rename').click()
      await page.getByLabel('What you call it').first().fill('old phone')
      await page.getByRole('button', { name: 'Save the name' }).click()
      await page.getByText('old phone', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Remove old phone' }).click()
      await page.getByText('You have none yet.').waitFor()
      await signOut(page)

      await page.goto(url + routes.signIn())
      await page.getByText('This passkey is not known here, or no longer.').waitFor()
    })
  })
}

describe('where there are no passkeys', { skip: noBrowser }, () => {
  test('the forms stay hidden: without scripts, and at an address that is a number', async () => {
    const { url, atNumber } = await aSite('sqlite')
    const browser = await openBrowser()
    const page = await browser.newPage({ javaScriptEnabled: false })
    await signInByPassword(page, url)
    assert.equal(await page.getByRole('button', { name: 'Add a passkey' }).count(), 0)
    await page.getByText('This browser can’t add one').waitFor()
    await page.goto(url + routes.signIn())
    assert.equal(await page.getByRole('button', { name: 'Sign in with a passkey' }).count(), 0)
    const other = await browser.newPage()
    await other.goto(atNumber + routes.signIn())
    const link = other.getByRole('link', { name: /Sign in with a passkey at localhost:/ })
    assert.equal(await link.getAttribute('href'), `${url}${routes.signIn('/')}`)
  })
})
