import assert from 'node:assert/strict'
import { createHash, createVerify, generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { readConfig } from '../config.ts'
import { signMessage } from './dkim.ts'
import { messageOf } from './mail-message.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})
const settings = { DKIM_DOMAIN: 'example.org', DKIM_SELECTOR: 'papers', DKIM_KEY: privateKey }

const aMessage = () =>
  messageOf(
    {
      ...{ id: '0'.repeat(24), recipient: 'ada@example.org', subject: 'Wörter', body: 'A.\n\nB  c.  ' },
      ...{ kind: 'subscribe', state: 'sending', attempts: 1, send_at: 1, created_at: 1, sent_at: null },
      ...{
        last_error: null,
        unsubscribe_url: 'https://papers.example/subscriptions/x',
        html: null,
        saved_search_id: null,
      },
    },
    { from: 'papers@example.org', publicUrl: 'https://papers.example' },
  )

test('a message is signed with its headers for unsubscribing; without a key it stays as it is', async () => {
  const message = await aMessage()
  assert.equal(await signMessage(message, {}), message)
  const signed = (await signMessage(message, settings)).toString()
  const at = signed.indexOf('\r\n\r\n')
  const headers = signed
    .slice(0, at)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const signature = headers.find((line) => /^dkim-signature:/i.test(line)) ?? ''
  const tags = Object.fromEntries(
    signature
      .replace(/^[^:]+:/, '')
      .split(';')
      .map((tag) => /^\s*(\w+)=(.*)$/s.exec(tag)?.slice(1) ?? []),
  )
  assert.deepEqual([tags.d.trim(), tags.s.trim(), tags.a.trim()], ['example.org', 'papers', 'rsa-sha256'])
  const names = tags.h.replace(/\s/g, '').toLowerCase().split(':')
  for (const name of ['from', 'list-unsubscribe', 'list-unsubscribe-post']) assert.ok(names.includes(name))

  // The rules of RFC 6376, 3.4.2 and 3.4.4.
  const body = `${signed
    .slice(at + 4)
    .replace(/[ \t]+/g, ' ')
    .replace(/ \r\n/g, '\r\n')
    .replace(/(\r\n)+$/, '')}\r\n`
  assert.equal(createHash('sha256').update(body).digest('base64'), tags.bh.replace(/\s/g, ''))
  const relaxed = (line: string) => {
    const colon = line.indexOf(':')
    return `${line.slice(0, colon).toLowerCase().trim()}:${line
      .slice(colon + 1)
      .replace(/\s+/g, ' ')
      .trim()}`
  }
  const covered = names
    .map((name: string) => headers.find((line) => line.toLowerCase().startsWith(`${name}:`)))
    .filter((line: string | undefined) => line !== undefined)
    .map((line: string) => `${relaxed(line)}\r\n`)
  const own = relaxed(signature).replace(/\bb=[^;]*/, 'b=')
  const check = createVerify('RSA-SHA256').update([...covered, own].join(''))
  assert.ok(check.verify(publicKey, tags.b.replace(/\s/g, ''), 'base64'))
})

test('its three settings come together, and the key must be one', () => {
  const read = (environment: Record<string, string>) =>
    readConfig({ environment: { BROADSHEET_DATA: '/nowhere', ...environment } }).values
  const oneLine = privateKey.trim().replaceAll('\n', '\\n')
  assert.equal(read({ ...settings, DKIM_KEY: oneLine }).DKIM_KEY, privateKey.trim())
  assert.throws(() => read({ ...settings, DKIM_KEY: 'x' }), /DKIM_KEY must be a private key/)
  assert.throws(() => read({ DKIM_DOMAIN: 'example.org' }), /DKIM_SELECTOR is required/)
  assert.throws(() => read({ DKIM_KEY: privateKey }), /DKIM_DOMAIN is required/)
})
