import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHmac, webcrypto } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { temporaryFolder } from '../../test/support/database.ts'
import { newSecret, type Signed, signatureHeader } from './signature.ts'

const guide = readFileSync(join(import.meta.dirname, '../../docs/webhooks.md'), 'utf8')
const sample = (language: string): string =>
  new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(guide)?.[1] ?? ''

type IsGenuine = (secret: string, headers: object, body: string, nowSeconds?: number) => boolean

/** The sample of the guide, as a receiver would run it. */
async function sampleInTypeScript(): Promise<IsGenuine> {
  const file = join(temporaryFolder(), 'is-genuine.ts')
  writeFileSync(file, sample('ts'))
  return (await import(pathToFileURL(file).href)).isGenuine
}

const headersOf = (secrets: string[], signed: Signed) => ({
  'webhook-id': signed.id,
  'webhook-timestamp': String(signed.timestamp),
  'webhook-signature': signatureHeader(secrets, signed),
})

/** By another implementation of HMAC than the one that signs. */
async function hmacOfWebCrypto(secret: string, text: string): Promise<string> {
  const raw = Buffer.from(secret.slice(6), 'base64')
  const key = await webcrypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return Buffer.from(await webcrypto.subtle.sign('HMAC', key, Buffer.from(text))).toString('base64')
}

// The example of the specification’s reference libraries.
const known = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  signed: { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1_614_265_330, body: '{"test": 2432232314}' },
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}

test('the specification’s example is signed as it says', async () => {
  assert.equal(signatureHeader([known.secret], known.signed), known.signature)
  const { id, timestamp, body } = known.signed
  assert.equal(`v1,${await hmacOfWebCrypto(known.secret, `${id}.${timestamp}.${body}`)}`, known.signature)
})

test('a secret has 32 bytes and is never the same', () => {
  const secrets = Array.from({ length: 100 }, newSecret)
  assert.equal(new Set(secrets).size, 100)
  for (const secret of secrets) assert.equal(Buffer.from(secret.slice(6), 'base64').length, 32)
})

const signed = fc.record({
  id: fc.stringMatching(/^evt_[0-9a-f]{24}$/),
  timestamp: fc.integer({ min: 1, max: 4_000_000_000 }),
  body: fc.oneof(fc.json(), fc.string({ unit: 'grapheme' })),
})

test('what is signed is genuine for five minutes, with either secret, and nothing else is', async () => {
  const isGenuine = await sampleInTypeScript()
  const facts = fc.record({
    signed,
    late: fc.integer({ min: -100_000, max: 100_000 }),
    changed: fc.constantFrom('body', 'webhook-id', 'webhook-timestamp', 'webhook-signature'),
  })
  fc.assert(
    fc.property(facts, ({ signed, late, changed }) => {
      const [older, newer] = [newSecret(), newSecret()]
      const headers = headersOf([newer, older], signed)
      const { body, timestamp } = signed
      for (const secret of [older, newer])
        assert.equal(isGenuine(secret, headers, body, timestamp + late), Math.abs(late) <= 300)
      assert.equal(isGenuine(newSecret(), headers, body, timestamp), false)
      const forged = {
        ...headers,
        [changed]: changed === 'webhook-timestamp' ? `${timestamp + 1}` : 'v1,AAAA',
      }
      const forgedBody = changed === 'body' ? `${body} ` : body
      assert.equal(isGenuine(newer, forged, forgedBody, timestamp), false)
      assert.equal(isGenuine(newer, { ...headers, 'webhook-timestamp': undefined }, body, timestamp), false)
    }),
    { numRuns: 200 },
  )
})

const python = spawnSync('python3', ['--version'])

test('the sample in Python agrees', { skip: python.status !== 0 && 'there is no python3 here' }, () => {
  const cases = fc.sample(signed, { numRuns: 40, seed: 4 }).map((signed, i) => {
    const secret = newSecret()
    const right = headersOf([newSecret(), secret], signed)
    const wrong = createHmac('sha256', 'x').update(signed.body).digest('base64')
    const headers = i % 3 === 1 ? { ...right, 'webhook-signature': `v1,${wrong}` } : right
    const now = signed.timestamp + (i % 3 === 2 ? 301 : 300)
    return { secret, headers, body: Buffer.from(signed.body).toString('base64'), now, genuine: i % 3 === 0 }
  })
  const program = `${sample('python')}
import json, sys
for case in json.load(sys.stdin):
    body = base64.b64decode(case["body"])
    assert is_genuine(case["secret"], case["headers"], body, case["now"]) == case["genuine"], case
print("all agree")
`
  const { stdout, stderr } = spawnSync('python3', ['-c', program], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
  })
  assert.equal(stdout, 'all agree\n', stderr)
})
