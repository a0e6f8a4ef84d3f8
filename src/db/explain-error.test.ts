import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Conflict, Invalid } from '../errors.ts'
import { explainDatabaseError } from './explain-error.ts'

const explained = (error: unknown): string => {
  const known = explainDatabaseError(error)
  assert.ok(known instanceof Conflict, String(error))
  return known.message
}

test('codes of drivers and systems become what to do', () => {
  const withCode = (code: string) => Object.assign(new Error('driver'), { code })
  assert.match(explained(withCode('57P01')), /lost.*repeat/)
  assert.match(explained(withCode('53300')), /too many connections/)
  assert.match(explained(withCode('SELF_SIGNED_CERT_IN_CHAIN')), /certificate.*sslmode/)
  assert.match(explained(withCode('EEXIST')), /a file is in its place/)
  assert.match(explained(Object.assign(new Error('x'), { code: 'ERR_SQLITE_ERROR', errcode: 2826 })), /disk/)
})

test('so does what a driver says without a code', () => {
  assert.match(explained(new Error('Connection terminated unexpectedly')), /lost/)
  assert.match(explained(new Error('The server does not support SSL connections')), /sslmode/)
  const sasl = 'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'
  assert.match(explained(new Error(sasl)), /password/)
})

test('and so does what a library makes of either', () => {
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
  assert.match(explained(new Error('Failed to get session', { cause: refused })), /does not answer/)
  const circle = new Error('round')
  circle.cause = circle
  assert.equal(explainDatabaseError(circle), circle)
})

test('bugs and errors that say it themselves stay as they are', () => {
  for (const error of [new TypeError('x is not a function'), new Invalid('Connection terminated'), 'text']) {
    assert.equal(explainDatabaseError(error), error)
  }
})
