import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bounceReport, complaintReport, message } from '../../test/support/bounces.ts'
import { parseReport } from './parse-report.ts'

const said = async (bytes: Buffer) => {
  const { is, report } = await parseReport(bytes)
  return [is, ...report.bounces.map(({ kind, email, status }) => [kind, email, status])]
}
const ada = 'ada@example.org'

test('a delivery status says who, and whether it may arrive another time', async () => {
  const cases: (readonly [status: string, kind: string])[] = [
    ...([
      ['5.1.1', 'hard'],
      ['5.0.0', 'hard'],
      ['5.1.2', 'hard'],
      ['5.4.4', 'hard'],
      ['5.5.0', 'hard'],
    ] as const),
    // A full mailbox, a large mail, spam and policy are no word about the address.
    ...([
      ['5.2.2', 'soft'],
      ['5.2.3', 'soft'],
      ['5.3.4', 'soft'],
      ['5.6.1', 'soft'],
      ['5.7.26', 'soft'],
    ] as const),
    ...([
      ['4.2.2', 'soft'],
      ['4.4.7', 'soft'],
    ] as const),
  ]
  for (const [status, kind] of cases)
    assert.deepEqual(await said(bounceReport({ status })), ['bounce', [kind, ada, status]], status)
})

test('what is late, arrived or was passed on is no bounce', async () => {
  for (const action of ['delayed', 'delivered', 'relayed', 'expanded', 'Delayed'])
    assert.deepEqual(await said(bounceReport({ action, status: '4.4.1' })), ['notice'])
  assert.deepEqual(await said(bounceReport({ status: '2.0.0' })), ['notice'])
})

test('where the status says nothing, the words of the other server do', async () => {
  const general = { status: '5.0.0', diagnosis: '552 5.2.2 over quota' }
  assert.deepEqual(await said(bounceReport(general)), ['bounce', ['soft', ada, '5.2.2']])
  const none = { status: '', diagnosis: '550 unknown user' }
  assert.deepEqual(await said(bounceReport(none)), ['bounce', ['hard', ada, '5.0.0']])
  assert.deepEqual(await said(bounceReport({ status: '', diagnosis: 'gone' })), [
    'bounce',
    ['soft', ada, null],
  ])
})

test('the words of the other server are one line without signs that fool anybody', async () => {
  const diagnosis = '550 5.1.1 no\r\n\tsuch \u202Euser\u0007 <b>here</b>'
  const { report } = await parseReport(bounceReport({ diagnosis }))
  assert.equal(report.bounces[0]?.detail, '550 5.1.1 no such user <b>here</b>')
})

test('several recipients, without empty lines where they should be, in base64 and with line feeds alone', async () => {
  const status = [
    'Reporting-MTA: dns; mx.example.net',
    'Final-Recipient: rfc822; Ada@Example.org',
    'Action: failed',
    'Status: 5.1.1 (no such user)',
    '',
    ' ',
    'Final-Recipient: rfc822;<ben@example.org>',
    'action: FAILED',
    'status: 4.2.2',
  ].join('\n')
  const report = (body: string, more: string) =>
    Buffer.from(
      `To: bounces@example.org\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n${more}\n${body}\n--b--\n`,
    )
  const both = ['bounce', ['hard', ada, '5.1.1'], ['soft', 'ben@example.org', '4.2.2']]
  assert.deepEqual(await said(report(status, '')), both)
  const packed = Buffer.from(status).toString('base64').replace(/.{60}/g, '$&\n')
  assert.deepEqual(await said(report(packed, 'Content-Transfer-Encoding: base64\n')), both)
})

test('an address with a control character is none', async () => {
  for (const recipient of [
    'a\0da@example.org',
    'ada@exa\x01mple.org',
    'ada@example.org\x7f',
    'ada@example\x85.org',
  ])
    for (const report of [bounceReport({ recipient, diagnosis: 'x' }), complaintReport({ recipient })]) {
      const [, bounce] = await said(report)
      assert.equal(bounce?.[1], null, JSON.stringify(recipient))
    }
})

test('a complaint is one, and “not spam” is none', async () => {
  assert.deepEqual(await said(complaintReport({ recipient: ada })), ['bounce', ['complaint', ada, null]])
  // Many leave out who it was.
  assert.deepEqual(await said(complaintReport()), ['bounce', ['complaint', null, null]])
  for (const type of ['not-spam', 'auth-failure', 'virus', '', 'x'.repeat(9_000)])
    assert.deepEqual(await said(complaintReport({ recipient: ada, type })), ['notice'])
})

test('replies of machines, receipts and people are something else', async () => {
  const mail = (...headers: string[]) => message([...headers, '', 'I am away: 550 5.1.1 ada@example.org'])
  assert.deepEqual(await said(mail('Auto-Submitted: auto-replied')), ['auto-reply'])
  assert.deepEqual(await said(mail('X-Autoreply: yes')), ['auto-reply'])
  assert.deepEqual(await said(mail('Subject: Undelivered Mail Returned to Sender')), ['other'])
  const receipt = bounceReport().toString().replaceAll('delivery-status', 'disposition-notification')
  assert.deepEqual(await said(Buffer.from(receipt)), ['notice'])
  // Who passes a report on in a mail of their own did not get it for us.
  const passedOn = ['Subject: Fwd', 'Content-Type: message/rfc822', '', bounceReport().toString()]
  assert.deepEqual(await said(message(passedOn)), ['other'])
  assert.deepEqual(await said(Buffer.alloc(0)), ['other'])
})

test('whatever comes is read within a second and never throws', async () => {
  const line = fc.oneof(
    fc.constantFrom(
      '--b',
      '--b--',
      '',
      ' ',
      'Content-Type: message/delivery-status',
      'Status: 5.1.1',
      'Action: failed',
    ),
    fc.constantFrom(
      'Content-Type: multipart/report; boundary=b',
      'Content-Type: message/feedback-report',
      'To: <',
    ),
    fc.constantFrom(
      'Final-Recipient: rfc822; a@b.example',
      'Feedback-Type: abuse',
      'Content-Transfer-Encoding: base64',
    ),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 60 }), async (lines) => {
      const { report } = await parseReport(message(lines))
      for (const { kind, email, status, detail } of report.bounces) {
        assert.ok(['soft', 'hard', 'complaint'].includes(kind))
        assert.ok(
          email === null ||
            (/^[^\s<>\p{Cc}]+@[^\s<>@\p{Cc}]+$/u.test(email) && email === email.toLowerCase()),
        )
        assert.ok(status === null || /^[245]\.\d{1,3}\.\d{1,3}$/.test(status))
        assert.ok(detail === null || (detail.length <= 300 && !/[\p{Cc}]/u.test(detail)))
      }
    }),
    { numRuns: 300 },
  )
  const head =
    'Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n'
  const pieces = [
    '\n',
    '\r\n',
    ' \r\n',
    '--b\r\n\r\n',
    '\t',
    'a: b\r\n',
    'Status: 5.',
    '<',
    ';',
    '.',
    '5.1.1.',
    '+',
    '@',
  ]
  for (const piece of pieces) {
    const began = performance.now()
    await parseReport(Buffer.from(head + piece.repeat(Math.ceil(2_000_000 / piece.length))))
    const ms = performance.now() - began
    assert.ok(ms < 1_000, `${JSON.stringify(piece)} took ${Math.round(ms)} ms`)
  }
})

test('what is cut off in what came back is still read', async () => {
  const whole = bounceReport({ messageId: '<x@y>' }).toString()
  const long = whole.replace('Papers.', 'Papers.\r\n'.repeat(100_000))
  assert.deepEqual(await said(Buffer.from(long)), ['bounce', ['hard', ada, '5.1.1']])
})
