import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Action, allowed, may, permissions, standings } from './permissions.ts'
import { type Role, roles } from './roles.ts'

const actions = Object.keys(permissions) as Action[]
const viewer = (role: Role, facts = {}) => ({ id: 'me', role, ...facts })

describe('who may do what', () => {
  test('each role may do what those before it may', () => {
    for (const action of actions) {
      for (const whose of ['own', 'others'] as const) {
        const row = standings.map((standing) => allowed(standing, action)[whose])
        assert.deepEqual(row, [...row].sort(), `${action} ${whose}`)
      }
    }
  })

  test('who asks is asked about as the table says', () => {
    for (const action of actions) {
      for (const role of roles) {
        const { own, others } = allowed(role, action)
        assert.equal(may(viewer(role), action, { owner: 'me' }), own, `${role} ${action} own`)
        assert.equal(may(viewer(role), action, { owner: 'you' }), others, `${role} ${action} others`)
        assert.equal(may(viewer(role), action, { owner: null }), others, `${role} ${action} nobody’s`)
        assert.equal(may(viewer(role), action), own || others, `${role} ${action}`)
        assert.equal(may(null, action), allowed('nobody', action).own)
      }
    }
  })

  test('who is suspended may what everyone may, and see to what is theirs', () => {
    const theirs: readonly Action[] = ['own-pages', 'own-account']
    for (const action of actions.filter((one) => !theirs.includes(one)))
      assert.equal(may(viewer('admin', { suspendedUntil: 1 }), action), may(null, action), action)
    for (const action of theirs) {
      assert.ok(may(viewer('reader', { suspendedUntil: 1 }), action, { owner: 'me' }))
      assert.ok(!may(viewer('admin', { suspendedUntil: 1 }), action, { owner: 'you' }))
    }
  })

  test('a token may only what it was made for', () => {
    for (const action of actions) {
      const { scope } = permissions[action]
      if (may(null, action)) continue
      assert.equal(may(viewer('admin', { scopes: [] }), action), false, action)
      assert.equal(may(viewer('admin', { scopes: null }), action), true, action)
      assert.equal(
        may(viewer('admin', { scopes: scope === null ? ['admin'] : [scope] }), action),
        scope !== null,
      )
    }
  })

  test('nobody acts on those above them', () => {
    assert.equal(may(viewer('moderator'), 'ban', { owner: 'you', role: 'admin' }), false)
    assert.equal(may(viewer('moderator'), 'ban', { owner: 'you', role: 'moderator' }), true)
    assert.equal(may(viewer('admin'), 'ban', { owner: 'you', role: 'admin' }), true)
    assert.equal(may(viewer('admin'), 'ban', { owner: 'me', role: 'admin' }), false)
  })
})
