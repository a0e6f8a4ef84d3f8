// No text of anybody becomes markup in the HTML of a mail, a link that is not the site’s, or a header.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { simpleParser } from 'mailparser'
import type { Viewer } from '../../src/accounts/roles.ts'
import { approveClaim, claimAuthor, refuseClaim } from '../../src/community/claims/claim.ts'
import { addComment } from '../../src/community/comments/write-comment.ts'
import type { Db } from '../../src/db/connect.ts'
import { Invalid } from '../../src/errors.ts'
import { messageOf } from '../../src/mail/mail-message.ts'
import { assertNone } from '../invariants/violations.ts'
import { eachDatabase } from '../support/database.ts'
import { aMember, type TestMember } from '../support/members.ts'
import { fill, paperRecord } from '../support/records.ts'
import { noon } from '../support/site.ts'
import { madeMarkup } from './made-markup.ts'
import { markupPayloads } from './markup-payloads.ts'

const HOUR_MS = 3_600_000
const at = Date.parse(noon)
const site = 'https://papers.example'
const sender = { from: 'papers@papers.example', publicUrl: site }
const links = { comment: () => `${site}/comment`, mute: () => `${site}/mute` }

const headerPayloads = ['a\r\nBcc: xss@evil.example', 'a\n\nhttps://evil.example/xss\n\nb', '\u2028xss\u2029']
const payloads = [...markupPayloads, ...headerPayloads]

eachDatabase('texts of others in mails', (open) => {
  test('stay texts: in titles, names of authors, comments and reasons', async () => {
    const db = await open()
    const [ada, ben, boss] = [
      await aMember(db, 'ada'),
      await aMember(db, 'ben'),
      await aMember(db, 'boss', 'admin'),
    ]
    await fill(
      db,
      payloads.map((payload, i) => paperOf(payload, i, ben)),
    )
    for (const [i, payload] of payloads.entries()) await causeMails(db, { payload, i, ada, boss })
    const mails = await db.selectFrom('mail').selectAll().execute()
    assert.ok(mails.length > 2 * payloads.length, `${mails.length} mails`)
    const found: string[] = []
    for (const mail of mails) {
      const { html, headers, to, subject } = await simpleParser(await messageOf(mail, sender))
      const page = String(html)
      found.push(...madeMarkup(page).map((made) => `${mail.kind}: ${made}`))
      const elsewhere = [...page.matchAll(/href="([^"]*)"/g)].filter(([, href]) => !href?.startsWith(site))
      found.push(...elsewhere.map(([link]) => `${mail.kind}: ${link}`))
      if (headers.has('bcc') || [to].flat().length !== 1 || /[\r\n]/.test(subject ?? ''))
        found.push(`${mail.kind}: a header of its own`)
    }
    assert.ok(mails.some(({ body }) => /onerror/.test(body)))
    assertNone(found, 'A text became markup:')
  })
})

const idOf = (i: number) => `2603.${10_000 + i}`

const paperOf = (payload: string, i: number, submitter: TestMember) =>
  paperRecord({
    ...{ id: idOf(i), title: payload, authors: [{ name: payload }] },
    entries: [{ day: '2026-03-04', place: i, submittedBy: { id: submitter.id, name: submitter.name } }],
  })

interface Cause {
  payload: string
  i: number
  ada: TestMember
  boss: TestMember
}

/** A comment on the paper, of which its submitter is told; a claim that is refused, of which the claimant is. */
async function causeMails(db: Db, { payload, i, ada, boss }: Cause): Promise<void> {
  const now = at + i * 25 * HOUR_MS
  const viewer: Viewer = {
    ...{ id: ada.id, name: ada.name, role: 'reader', email: '', emailVerified: true },
    ...{ joinedAt: 0, vouched: true },
  }
  const paperId = idOf(i)
  const say = (text: string) => addComment(db, { paperId, text, viewer, now, links })
  // What looks like spam is refused: the title is in the mail all the same.
  await say(`${payload} ${i}`).catch((error) => {
    if (!(error instanceof Invalid)) throw error
    return say(`Something else ${i}`)
  })
  const stored = await db
    .selectFrom('paper')
    .select('authors')
    .where('id', '=', paperId)
    .executeTakeFirstOrThrow()
  const [author]: { name: string }[] = JSON.parse(stored.authors)
  await claimAuthor(db, { paperId, viewer, authorName: author?.name ?? '', evidence: payload, now })
  const claim = await db
    .selectFrom('claim')
    .select('id')
    .where('paper_id', '=', paperId)
    .executeTakeFirstOrThrow()
  const decision = { id: claim.id, by: boss.id, now }
  if (i % 2 === 0) await approveClaim(db, decision)
  await refuseClaim(db, { ...decision, reason: payload })
}
