import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Authenticator } from '../../../test/support/authenticator.ts'
import { eachDatabase } from '../../../test/support/database.ts'
import { aMember, formBody, type TestMember } from '../../../test/support/members.ts'
import { outbox } from '../../../test/support/outbox.ts'
import { type SiteFacts, siteOver } from '../../../test/support/site.ts'
import { tidyAccounts } from '../../accounts/tidy-accounts.ts'
import type { Db } from '../../db/connect.ts'
import { routes } from '../routes.ts'

const origin = 'http://localhost:8080'
const here = { rpId: 'localhost', origin }
const noonAt = Date.parse('2026-03-04T12:00:00Z')

/** A browser at the only address of a site on one's own machine that has passkeys. */
function browserOf(db: Db, facts: SiteFacts = {}) {
  const site = siteOver(db, facts)
  const headersOf = (who?: TestMember) => ({
    ...{ host: 'localhost:8080', origin, 'sec-fetch-site': 'same-origin' },
    'content-type': 'application/x-www-form-urlencoded',
    ...(who && { cookie: who.headers.cookie ?? '' }),
  })
  const get = async (path: string, who?: TestMember) =>
    site.request(origin + path, { headers: headersOf(who) })
  const post = async (path: string, fields: Record<string, string>, who?: TestMember) =>
    site.request(origin + path, { method: 'POST', headers: headersOf(who), body: formBody(fields) })
  const question = async (path: string, fields: Record<string, string> = {}, who?: TestMember) =>
    (await (await post(path, fields, who)).json()) as { challenge: string; user: { id: string } }
  const add = async (who: TestMember, name: string, authenticator = new Authenticator(here)) => {
    const asked = await question(routes.newPasskeyQuestion(), { name, current: password }, who)
    const answer = await post(routes.passkeys(), { name, credential: authenticator.make(asked) }, who)
    return { authenticator, answer }
  }
  const signIn = async (authenticator: Authenticator, next = '/') => {
    const credential = authenticator.sign(await question(routes.passkeyQuestion()))
    return post(routes.signInByPasskey(), { credential, next })
  }
  return { get, post, question, add, signIn }
}

const password = 'a long password'

const passkeyIds = async (db: Db) =>
  (await db.selectFrom('passkey').select('id').orderBy('created_at').orderBy('id').execute()).map(
    ({ id }) => id,
  )

const alertIn = (html: string): string => /role="alert">([^<]+)</.exec(html)?.[1] ?? ''

eachDatabase('passkeys', (open) => {
  test('are added with a name, sign in, are renamed and removed; their owner is told by mail', async () => {
    const db = await open()
    const ada = await aMember(db, 'ada')
    const { get, post, add, signIn } = browserOf(db)
    assert.match(await (await get(routes.passkeys(), ada)).text(), /You have none yet/)
    const { authenticator, answer } = await add(ada, 'my phone')
    assert.equal(answer.status, 303)
    const page = await (await get(routes.passkeys(), ada)).text()
    assert.match(page, /<strong>my phone<\/strong>/)
    assert.match(page, /never used/)

    const signedIn = await signIn(authenticator, '/papers/trending')
    assert.equal(signedIn.status, 303)
    assert.equal(signedIn.headers.get('location'), '/papers/trending')
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const again: TestMember = { ...ada, headers: { ...ada.headers, cookie } }
    assert.notEqual(cookie, ada.headers.cookie)
    assert.match(await (await get(routes.passkeys(), again)).text(), /used last/)
    assert.equal((await signIn(authenticator, 'https://elsewhere.example/')).headers.get('location'), '/')

    const [id = ''] = await passkeyIds(db)
    assert.equal((await post(routes.passkeys(), { rename: id, name: 'old phone' }, ada)).status, 303)
    assert.match(await (await get(routes.passkeys(), ada)).text(), /<strong>old phone<\/strong>/)
    const refused = await post(routes.passkeys(), { remove: id }, ada)
    assert.equal(refused.status, 409)
    assert.match(alertIn(await refused.text()), /your last way to sign in/)
    const second = await add(ada, 'a key')
    assert.equal(second.answer.status, 303)
    assert.equal((await post(routes.passkeys(), { remove: id }, ada)).status, 303)
    assert.equal((await signIn(authenticator)).status, 403)
    assert.equal((await signIn(second.authenticator)).status, 303)
    assert.deepEqual((await outbox(db)).map(({ kind, recipient }) => [kind, recipient]).sort(), [
      ['passkeyAdded', 'ada@example.org'],
      ['passkeyAdded', 'ada@example.org'],
      ['passkeyRemoved', 'ada@example.org'],
    ])
  })

  test('the last one goes where a password, a service or mail is left', async () => {
    const db = await open()
    const ada = await aMember(db, 'ada')
    const byMail = browserOf(db, { settings: { SMTP_URL: 'smtp://localhost', MAIL_FROM: 'a@example.org' } })
    await byMail.add(ada, 'my phone')
    const [id = ''] = await passkeyIds(db)
    assert.equal((await byMail.post(routes.passkeys(), { remove: id }, ada)).status, 303)
    await byMail.add(ada, 'my phone')
    const [next = ''] = await passkeyIds(db)
    await db.updateTable('member').set({ email: 'x@orcid.invalid' }).where('id', '=', ada.id).execute()
    assert.equal((await byMail.post(routes.passkeys(), { remove: next }, ada)).status, 409)
    const { post } = browserOf(db)
    await post(routes.savePassword(), { password }, ada)
    assert.equal((await post(routes.passkeys(), { remove: next }, ada)).status, 303)
  })

  test('adding one needs the password, where there is one, and a name', async () => {
    const db = await open()
    const ada = await aMember(db, 'ada')
    const { post } = browserOf(db)
    await post(routes.savePassword(), { password }, ada)
    const ask = (fields: Record<string, string>) => post(routes.newPasskeyQuestion(), fields, ada)
    const wrong = await ask({ name: 'my phone', current: 'a wrong password' })
    assert.equal(wrong.status, 403)
    assert.deepEqual(await wrong.json(), { error: 'The current password is wrong. Try again.' })
    assert.equal((await ask({ name: '', current: password })).status, 400)
    assert.equal((await ask({ name: 'x'.repeat(61), current: password })).status, 400)
    assert.equal((await ask({ name: 'my phone', current: password })).status, 200)
    for (let i = 0; i < 12; i++) await ask({ name: 'x', current: 'guess' })
    assert.equal((await ask({ name: 'my phone', current: password })).status, 429)
  })

  test('what is signed counts once, for its purpose, its member, its site and some minutes', async () => {
    const db = await open()
    const [ada, eve] = [await aMember(db, 'ada'), await aMember(db, 'eve')]
    const { add, post, question } = browserOf(db)
    const { authenticator } = await add(ada, 'my phone')
    const sent = async (credential: string) =>
      (await post(routes.signInByPasskey(), { credential, next: '/' })).status
    const asked = () => question(routes.passkeyQuestion())

    const credential = authenticator.sign(await asked())
    assert.equal(await sent(credential), 303)
    assert.equal(await sent(credential), 403, 'a second time')
    assert.equal(await sent(authenticator.sign({ challenge: 'AAAA' })), 403, 'one that nobody gave out')
    const forAdding = await question(routes.newPasskeyQuestion(), { name: 'x', current: '' }, ada)
    assert.equal(await sent(authenticator.sign(forAdding)), 403, 'one to add a passkey')
    assert.equal(await sent(authenticator.sign(await asked(), { origin: 'https://elsewhere.example' })), 403)
    assert.equal(await sent(authenticator.sign(await asked(), { rpId: 'elsewhere.example' })), 403)
    authenticator.verifiesUser = false
    assert.equal(await sent(authenticator.sign(await asked())), 403, 'nobody unlocked the device')
    authenticator.verifiesUser = true
    const { userHandle } = authenticator
    authenticator.userHandle = Buffer.from(eve.id).toString('base64url')
    assert.equal(await sent(authenticator.sign(await asked())), 403, 'it says that it is somebody else’s')
    authenticator.userHandle = userHandle
    authenticator.counter = 0
    assert.equal(await sent(authenticator.sign(await asked())), 403, 'a copy with an older counter')
    authenticator.counter = 50
    const late = authenticator.sign(await asked())
    const later = browserOf(db, { at: '2026-03-04T12:11:00Z' })
    assert.equal((await later.post(routes.signInByPasskey(), { credential: late })).status, 403)
    assert.equal(await sent(authenticator.sign(await asked())), 303)

    const ofAda = await question(routes.newPasskeyQuestion(), { name: 'x', current: '' }, ada)
    const made = new Authenticator(here).make(ofAda)
    assert.equal((await post(routes.passkeys(), { name: 'x', credential: made }, eve)).status, 403)
    assert.equal((await add(eve, 'stolen', authenticator)).answer.status, 409, 'one that another has')
    await question(routes.passkeyQuestion())
    await tidyAccounts(db, noonAt + 3_600_000)
    assert.deepEqual(await db.selectFrom('passkey_challenge').selectAll().execute(), [])
  })

  test('whoever sends something else learns so', async () => {
    const db = await open()
    const ada = await aMember(db, 'ada')
    const { post } = browserOf(db)
    const wrong = ['', '{}', '[]', 'null', '{"id":"a"}', '"x"'.repeat(9), `{"id":${'['.repeat(5_000)}`]
    for (const credential of wrong) {
      assert.equal(
        (await post(routes.signInByPasskey(), { credential })).status,
        400,
        credential.slice(0, 20),
      )
      assert.equal((await post(routes.passkeys(), { name: 'x', credential }, ada)).status, 400)
    }
    const huge = await post(routes.signInByPasskey(), { credential: 'x'.repeat(30_000) })
    assert.equal(huge.status, 400)
  })

  test('of two that sign in with the same signature counter at the same moment one does', async () => {
    const db = await open()
    const ada = await aMember(db, 'ada')
    const { add, post, question } = browserOf(db)
    const { authenticator } = await add(ada, 'my phone')
    const credentials: string[] = []
    for (let i = 0; i < 4; i++) {
      authenticator.counter = 7
      credentials.push(authenticator.sign(await question(routes.passkeyQuestion())))
    }
    const answers = await Promise.all(
      credentials.map((credential) => post(routes.signInByPasskey(), { credential })),
    )
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 403, 403, 403])
  })

  test('don’t open closed accounts; suspended members sign in, and may add and remove some', async () => {
    const db = await open()
    const ada = await aMember(db, 'ada')
    const { add, signIn, get } = browserOf(db)
    const { authenticator } = await add(ada, 'my phone')
    const become = (state: string) =>
      db
        .updateTable('member')
        .set({ state, suspended_until: noonAt + 86_400_000 })
        .where('id', '=', ada.id)
        .execute()
    for (const state of ['banned', 'leaving', 'deleted', 'unnamed']) {
      await become(state)
      const refused = await signIn(authenticator)
      assert.equal(refused.status, 403)
      assert.match(alertIn(await refused.text()), /account is closed/)
    }
    await become('suspended')
    assert.equal((await signIn(authenticator)).status, 303)
    assert.equal((await add(ada, 'a key')).answer.status, 303)
    assert.equal((await get(routes.passkeys(), ada)).status, 200)
  })

  test('come along in the export, without keys, and go with the account', async () => {
    const db = await open()
    const ada = await aMember(db, 'ada')
    const { add, get, post, question } = browserOf(db)
    await add(ada, 'my phone')
    await question(routes.newPasskeyQuestion(), { name: 'x', current: '' }, ada)
    const document = await (await get(routes.exportMine(), ada)).text()
    assert.match(document, /"my phone"/)
    const { public_key } = await db.selectFrom('passkey').select('public_key').executeTakeFirstOrThrow()
    assert.ok(!document.includes(public_key))
    assert.equal((await post(routes.deleteAccount(), { name: 'ada' }, ada)).status, 303)
    assert.deepEqual(await passkeyIds(db), [])
    assert.deepEqual(await db.selectFrom('passkey_challenge').selectAll().execute(), [])
  })

  test('those of others can neither be renamed nor removed', async () => {
    const db = await open()
    const [ada, eve] = [await aMember(db, 'ada'), await aMember(db, 'eve')]
    const { add, post } = browserOf(db)
    await add(ada, 'my phone')
    const [id = ''] = await passkeyIds(db)
    assert.equal((await post(routes.passkeys(), { rename: id, name: 'x' }, eve)).status, 404)
    assert.equal((await post(routes.passkeys(), { remove: id }, eve)).status, 404)
    assert.deepEqual(await passkeyIds(db), [id])
  })

  test('are offered only at addresses where browsers take them', async () => {
    const db = await open()
    const ada = await aMember(db, 'ada')
    const pages = async (host: string, settings: SiteFacts['settings'] = {}) => {
      const site = siteOver(db, { settings })
      const headers = { ...ada.headers, host }
      const at = `http://${host}`
      const signIn = await (await site.request(at + routes.signIn(), { headers: { host } })).text()
      const own = await (await site.request(at + routes.passkeys(), { headers })).text()
      return { signIn, own }
    }
    const atName = await pages('localhost:8080')
    assert.match(atName.signIn, /data-passkey="sign-in"/)
    assert.match(atName.signIn, /autocomplete="username webauthn"/)
    assert.match(atName.own, /data-passkey="add"/)
    const atNumber = await pages('127.0.0.1:8080')
    assert.match(atNumber.signIn, /href="http:\/\/localhost:8080\/sign-in\?next=%2F"/)
    assert.match(atNumber.own, /href="http:\/\/localhost:8080\/settings\/passkeys"/)
    for (const page of [atNumber.signIn, atNumber.own]) assert.doesNotMatch(page, /data-passkey=/)
    const plain = await pages('papers.example.org', { PUBLIC_URL: 'http://papers.example.org' })
    assert.doesNotMatch(plain.signIn, /passkey/)
    const https = await pages('papers.example.org', { PUBLIC_URL: 'https://papers.example.org' })
    assert.match(https.signIn, /data-passkey="sign-in"/)
  })
})
