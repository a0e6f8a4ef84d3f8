import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aSentMail, bounceRules } from '../../test/support/bounces.ts'
import { eachDatabase } from '../../test/support/database.ts'
import type { RefusedAt } from '../mail/smtp.ts'
import { noteRefusal } from './note-refusal.ts'
import { stoppedFor } from './stopped.ts'

const now = Date.parse('2026-03-04T12:00:00.000Z')
const ada = 'ada@example.org'

eachDatabase('a mail that the server refuses', (open) => {
  test('counts where it says that there is no such address, or may well mean it', async () => {
    const db = await open()
    const refuse = async (reason: string, at: RefusedAt = 'recipient', email = ada) => {
      const mail = await aSentMail(db, email, now)
      await noteRefusal(db, { mail, email, at, reason }, { rules: bounceRules, now })
      return (await stoppedFor(db, email))?.reason
    }
    const kinds = async () =>
      (await db.selectFrom('bounce').select('kind').where('email', '=', ada).execute()).map(
        ({ kind }) => kind,
      )
    for (const aboutUs of [
      ...['554 5.7.1 <ada@example.org>: Relay access denied', '550 relaying to <ada@example.org> prohibited'],
      ...['550 5.4.5 Daily user sending limit exceeded', '554 Refused', '550 5.1.8 Sender address rejected'],
      ...['550 Blocked, see https://lists.example/', '503 5.5.1 Need MAIL before RCPT'],
    ])
      await refuse(aboutUs)
    for (const at of ['sender', 'text'] as const) await refuse('550 User unknown', at)
    await refuse('550 5.1.1 No such user', 'sender')
    assert.deepEqual(await kinds(), [])
    for (const unsaid of [
      '550 User unknown',
      '553 no such mailbox here',
      '552 5.2.2 Mailbox full',
      '550 5.5.0 x',
    ])
      assert.equal(await refuse(unsaid), undefined)
    assert.deepEqual(await kinds(), ['soft', 'soft', 'soft', 'soft'])
    assert.equal(await refuse('550 No such recipient'), 'bounced')
    const ben = '550 5.1.1 <ben@example.org>: Recipient address rejected'
    assert.equal(await refuse(ben, 'recipient', 'ben@example.org'), 'bounced')
    assert.equal(await refuse(ben.replaceAll('ben', 'cem'), 'text', 'cem@example.org'), 'bounced')
  })
})
