import assert from 'node:assert/strict'
import { test } from 'node:test'
import { passkeySiteOf } from './passkey-site.ts'

test('passkeys belong to the host name of the site, on one’s own machine to localhost', () => {
  const expected: [string, ReturnType<typeof passkeySiteOf>][] = [
    ['https://papers.example.org', { rpId: 'papers.example.org', origin: 'https://papers.example.org' }],
    [
      'https://papers.example.org:8443',
      { rpId: 'papers.example.org', origin: 'https://papers.example.org:8443' },
    ],
    ['http://127.0.0.1:8080', { rpId: 'localhost', origin: 'http://localhost:8080' }],
    ['http://[::1]:8080', { rpId: 'localhost', origin: 'http://localhost:8080' }],
    ['http://localhost', { rpId: 'localhost', origin: 'http://localhost' }],
    ['http://papers.example.org', null],
    ['https://192.0.2.7', null],
    ['https://[2001:db8::7]', null],
    ['http://localhost.example.org', null],
  ]
  for (const [publicUrl, site] of expected) assert.deepEqual(passkeySiteOf(publicUrl), site, publicUrl)
})
