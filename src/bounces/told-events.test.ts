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
    'a\u0000da@example.org',
    '5.1.1\u0000',
    'status',
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
        const told = readEvents(JSON.stringify(json), 0)
        if ('confirmAt' in told)
          return assert.match(told.confirmAt, /^https:\/\/sns\.[a-z0-9-]+\.amazonaws\.com/)
        for (const { trusted, bounces } of told.reports) {
          assert.equal(trusted, true)
          for (const { kind, email, status } of bounces) {
            assert.doesNotMatch(`${email} ${status}`, /\p{Cc}/u)
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
  assert.ok('reports' in readEvents(wrap(inner), 0))
  assert.throws(() => readEvents(wrap(wrap(inner)), 0), /no known shape/)
})

test('no control character of what is posted comes along', () => {
  const poisoned = 'ada@exa\0mple.org'
  const of = (json: unknown) => {
    const told = readEvents(JSON.stringify(json), 0)
    return 'reports' in told ? told.reports.flatMap(({ bounces }) => bounces) : []
  }
  const recipient = { emailAddress: poisoned, status: '5.1.1\0', diagnosticCode: 'no\0' }
  const bounce = { bounceType: 'Permanent', bouncedRecipients: [recipient] }
  const spam = { RecordType: 'Bounce', Type: 'HardBounce', Email: poisoned, ID: 1 }
  for (const json of [
    { type: 'hard', email: poisoned },
    { notificationType: 'Bounce', mail: {}, bounce },
    spam,
    { event: 'failed', severity: 'permanent', message: {}, recipient: poisoned },
  ]) {
    const [told] = of(json)
    assert.equal(told?.kind, 'hard')
    assert.equal(told?.email, null)
    assert.doesNotMatch(`${told?.status} ${told?.detail}`, /\p{Cc}/u)
  }
})

test('what Mailgun’s other server said counts where its code says nothing', () => {
  const kindOf = (delivery: object) => {
    const event = { event: 'failed', severity: 'permanent', recipient: 'ada@example.org', id: 'x' }
    const json = { 'event-data': { ...event, message: {}, 'delivery-status': delivery } }
    const told = readEvents(JSON.stringify(json), 0)
    return 'reports' in told && told.reports[0]?.bounces.map(({ kind, status }) => `${kind} ${status}`)[0]
  }
  assert.equal(kindOf({ code: 550, message: '550 5.7.26 This mail is unauthenticated.' }), 'soft 5.7.26')
  assert.equal(kindOf({ code: 552, message: '5.2.2 mailbox full' }), 'soft 5.2.2')
  assert.equal(kindOf({ code: 550, message: 'No such user.' }), 'hard 5.0.0')
  assert.equal(kindOf({ code: 550, 'enhanced-code': '5.1.1', message: '5.7.1 no' }), 'hard 5.1.1')
})
