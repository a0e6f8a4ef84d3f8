import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isKnownError } from '../errors.ts'
import { readEvents } from './told-events.ts'

/** Names and values that the shapes are made of, put together in any way. */
const word = fc.constantFrom(
  ...[
    'type',
    'email',
    'hard',
    'Bounce',
    'Notification',
    'Type',
    'Message',
    'mail',
    'bounce',
    'RecordType',
    'ID',
  ],
  ...[
    'event-data',
    'event',
    'failed',
    'complained',
    'recipient',
    'message',
    'headers',
    'message-id',
    'complaint',
  ],
  ...['notificationType', 'bouncedRecipients', 'complainedRecipients', 'emailAddress', 'Email', 'HardBounce'],
  ...[
    'ada@example.org',
    '<ada@example.org>',
    'SubscribeURL',
    'https://sns.x.amazonaws.com/',
    '__proto__',
    '5.1.1',
  ],
  ...['severity', 'permanent', 'delivery-status', 'enhanced-code', 'SubscriptionConfirmation', 'constructor'],
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    word,
    fc.constantFrom(null, true, 0, 42, -1, ''),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(word, tie('value'), { maxKeys: 6, noNullPrototype: false }),
  ),
}))

test('whatever is posted is a report or refused with a sentence', () => {
  fc.assert(
    fc.property(value, (json) => {
      try {
        const told = readEvents(JSON.stringify(json))
        if ('confirmAt' in told)
          return assert.match(told.confirmAt, /^https:\/\/sns\.[a-z0-9-]+\.amazonaws\.com/)
        for (const { trusted, bounces } of told.reports) {
          assert.equal(trusted, true)
          for (const { kind, email } of bounces) {
            assert.ok(['soft', 'hard', 'complaint'].includes(kind))
            assert.ok(email === null || email === email.toLowerCase())
          }
        }
      } catch (error) {
        assert.ok(isKnownError(error) && error.message.endsWith('.'), String(error))
      }
    }),
    { numRuns: 3_000 },
  )
})

test('SNS within SNS is no event', () => {
  const inner = JSON.stringify({ type: 'hard', email: 'ada@example.org' })
  const wrap = (text: string) => JSON.stringify({ Type: 'Notification', Message: text })
  assert.ok('reports' in readEvents(wrap(inner)))
  assert.throws(() => readEvents(wrap(wrap(inner))), /no known shape/)
})
