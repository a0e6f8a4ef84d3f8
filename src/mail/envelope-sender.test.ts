import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { readConfig } from '../config.ts'
import { envelopeSender, type MailReference, mailsNamedIn } from './envelope-sender.ts'

const from = 'Daily Papers <papers@example.org>'
const settings = { BOUNCE_ADDRESS: 'bounces@example.org' }
const mail = `d${'a1'.repeat(12)}` as MailReference

test('without BOUNCE_ADDRESS it is the address of MAIL_FROM', () => {
  assert.equal(envelopeSender(from, {}, { key: 'k', mail }), 'papers@example.org')
})

test('each mail has its own, which a server takes and whose case doesn’t matter', () => {
  const sender = envelopeSender(from, settings, { key: 'k', mail })
  assert.match(sender, /^bounces\+da1a1[0-9a-f]{40}@example\.org$/)
  assert.deepEqual(mailsNamedIn(`To: <${sender.toUpperCase()}>`, ['other', 'k']), [mail])
  const longest = `${'b'.repeat(18)}@example.org`
  const [name = ''] = envelopeSender(from, { BOUNCE_ADDRESS: longest }, { key: 'k', mail }).split('@')
  assert.equal(name.length, 64)
})

test('only what was signed names a mail', () => {
  const changed = (sender: string, at: number) =>
    sender.slice(0, at) + (sender[at] === '0' ? '1' : '0') + sender.slice(at + 1)
  fc.assert(
    fc.property(fc.nat(44), fc.constantFrom('m', 'd'), (at, kind) => {
      const one = `${kind}${randomBytes(12).toString('hex')}` as MailReference
      const sender = envelopeSender(from, settings, { key: 'k', mail: one })
      assert.deepEqual(mailsNamedIn(sender, ['k']), [one])
      assert.deepEqual(mailsNamedIn(sender, ['another key']), [])
      assert.deepEqual(mailsNamedIn(changed(sender, 'bounces+'.length + at), ['k']), [])
    }),
  )
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => mailsNamedIn(text, ['k']).length === 0))
})

test('the settings are checked', () => {
  const read = (environment: Record<string, string>) =>
    readConfig({ environment: { BROADSHEET_DATA: '/nowhere', ...environment } }).values
  assert.equal(read({ BOUNCE_ADDRESS: 'Bounces@example.org' }).BOUNCE_ADDRESS, 'bounces@example.org')
  for (const wrong of ['bounces+x@example.org', 'bounces', `${'b'.repeat(19)}@example.org`])
    assert.throws(() => read({ BOUNCE_ADDRESS: wrong }), /BOUNCE_ADDRESS must be a mail address/)
  assert.throws(
    () => read({ BOUNCE_SECRET: 'short' }),
    /BOUNCE_SECRET must be 16 to 200 .*, not the given value/,
  )
  for (const wrong of ['https://user:hidden@host', 'imaps://host/INBOX'])
    assert.throws(
      () => read({ BOUNCE_IMAP_URL: wrong }),
      (error: Error) => {
        assert.match(error.message, /BOUNCE_IMAP_URL must be an address such as imaps:/)
        return !error.message.includes('hidden')
      },
    )
  const clock = { TEST_CLOCK: '2025-12-05T09:00:00Z', SOURCES: '' }
  const outside = { ...clock, BOUNCE_IMAP_URL: 'imaps://a:b@mail.example.net' }
  assert.throws(() => read(outside), /TEST_CLOCK is refused while BOUNCE_IMAP_URL leads to mail/)
})
