import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { guardedLookup, isPrivateAddress, refusePrivateHost } from './private-address.ts'

describe('private addresses', () => {
  const inside = [
    ...['127.0.0.1', '10.1.2.3', '172.31.0.9', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
    ...[
      '224.0.0.1',
      '255.255.255.255',
      '::1',
      '::',
      'fe80::1',
      'fd00::1',
      '::ffff:127.0.0.1',
      '64:ff9b::7f00:1',
      '::ffff:0:7f00:1',
      'fec0::1',
      '3fff::1',
      '5f00::1',
    ],
    ...['not an address', ''],
  ]
  for (const address of inside) test(`${address} is one`, () => assert.equal(isPrivateAddress(address), true))
  for (const address of ['151.101.3.42', '2a04:4e42::810', '::ffff:151.101.3.42']) {
    test(`${address} is none`, () => assert.equal(isPrivateAddress(address), false))
  }

  test('are refused in every way of writing them, unless their host is allowed', () => {
    for (const url of [
      'http://127.0.0.1/',
      'http://0x7f000001/',
      'http://2130706433/',
      'http://[::1]:80/',
      'http://127.1/',
    ]) {
      assert.throws(() => refusePrivateHost(new URL(url), new Set()), /is in a private network/, url)
    }
    refusePrivateHost(new URL('http://127.0.0.1:8080/'), new Set(['127.0.0.1']))
    refusePrivateHost(new URL('https://arxiv.org/'), new Set())
  })

  test('are refused behind a name', async () => {
    const lookUp = (name: string, allowed: string[]) =>
      new Promise((resolve) => {
        guardedLookup(new Set(allowed))(name, {}, (error, address) => resolve(error?.message ?? address))
      })
    assert.match(String(await lookUp('localhost', [])), /localhost is in a private network/)
    assert.match(String(await lookUp('localhost', ['localhost'])), /^(127\.0\.0\.1|::1)$/)
  })
})
