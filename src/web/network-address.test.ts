import assert from 'node:assert/strict'
import { test } from 'node:test'
import { networkOf } from './network-address.ts'

test('one customer of the network is one, however they write themselves', () => {
  const table: [string, string][] = [
    ['192.0.2.7', '192.0.2.7'],
    ['192.0.2.7:4711', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['[2001:DB8:01:2::9]:80', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['<script>', 'unknown'],
    ['', 'unknown'],
  ]
  for (const [address, network] of table) assert.equal(networkOf(address), network, address)
})
