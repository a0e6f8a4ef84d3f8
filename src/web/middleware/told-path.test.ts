import assert from 'node:assert/strict'
import { test } from 'node:test'
import { routes } from '../routes.ts'
import { toldPath } from './told-path.ts'

test('a log tells no token by which somebody is let in', () => {
  assert.equal(toldPath(routes.subscription('secret')), '/subscriptions/…')
  assert.equal(toldPath(routes.changeSubscription('secret', 'erase')), '/subscriptions/…/erase')
  assert.equal(toldPath(routes.searchAlert('secret')), '/searches/…')
  assert.equal(toldPath(routes.paper('2403.03507')), '/papers/2403.03507')
  assert.equal(toldPath(`/${'x'.repeat(1_000)}`).length, 300)
})
