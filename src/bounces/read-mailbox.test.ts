import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aSentMail, bounceReport, bounceRules, message, messageIdOf } from '../../test/support/bounces.ts'
import { eachDatabase } from '../../test/support/database.ts'
import { hasImapServer, imapServer, scriptedImap } from '../../test/support/imap-server.ts'
import { noon } from '../../test/support/site.ts'
import { fixedClock } from '../clock.ts'
import type { Db } from '../db/connect.ts'
import type { MailReference } from '../mail/envelope-sender.ts'
import { mailboxState } from './mailbox-state.ts'
import { readMailbox } from './read-mailbox.ts'
import { stoppedFor } from './stopped.ts'

const now = Date.parse(noon)
const clock = fixedClock(noon)

const read = (db: Db, BOUNCE_IMAP_URL: string, signal = new AbortController().signal) =>
  readMailbox({ db, clock, settings: { ...bounceRules, BOUNCE_IMAP_URL }, signal })

const skip = hasImapServer ? false : 'dovecot-imapd is not installed, or this is not root'
const person = message([
  'From: ben@example.org',
  'To: papers@example.org',
  'Subject: A question',
  '',
  'Hello',
])

eachDatabase('the mailbox', (open) => {
  test('what is understood is moved, everything else stays unread and is looked at once', {
    skip,
  }, async () => {
    const [db, server] = [await open(), await imapServer()]
    const mail = await aSentMail(db, 'ada@example.org', now)
    const long = bounceReport({ messageId: messageIdOf(mail), status: '4.2.2' }).toString()
    await server.put(
      bounceReport({ messageId: messageIdOf(mail) }),
      person,
      bounceReport({ messageId: messageIdOf(mail), action: 'delayed', status: '4.4.1' }),
      // About somebody else's mail.
      bounceReport({ recipient: 'stranger@elsewhere.example' }),
      Buffer.from(long.replace('Papers.', 'Papers, papers.\r\n'.repeat(100_000))),
    )
    const state = await read(db, server.url)
    const counts = { messages: 5, left: 2, counted: 0, stopped: 2, known: 0, ignored: 1, isFull: false }
    assert.deepEqual(state, { at: now, reading: counts })
    assert.deepEqual(await mailboxState(db), state)
    assert.equal((await stoppedFor(db, 'ada@example.org'))?.reason, 'bounced')
    const left = await server.list('INBOX')
    assert.deepEqual(
      left.map(({ subject, flags }) => [subject, flags]),
      [
        ['A question', ['$BroadsheetLeft']],
        ['Undelivered Mail Returned to Sender', ['$BroadsheetLeft']],
      ],
    )
    const processed = await server.list('Processed')
    assert.deepEqual(
      processed.map(({ flags }) => flags),
      [['\\Seen'], ['\\Seen'], ['\\Seen']],
    )
    await server.put(person)
    assert.equal((await read(db, server.url))?.reading?.messages, 1)
  })

  test('cut off in between, it goes on with what is left', { skip }, async () => {
    const [db, server] = [await open(), await imapServer()]
    const mails: MailReference[] = []
    for (let i = 0; i < 3; i++) mails.push(await aSentMail(db, `reader${i}@example.org`, now))
    await server.put(...mails.map((mail) => bounceReport({ messageId: messageIdOf(mail) })))
    const stopping = new AbortController()
    stopping.abort()
    const { reading } = (await read(db, server.url, stopping.signal)) ?? {}
    assert.deepEqual([reading?.messages, reading?.isFull], [0, true])
    // Told before its end, as if the process had ended between noting and marking.
    const first = await read(db, server.url)
    assert.equal(first?.reading?.stopped, 3)
    await server.put(bounceReport({ messageId: messageIdOf(mails[0] ?? 'm') }))
    assert.deepEqual((await read(db, server.url))?.reading?.known, 1)
    assert.equal((await server.list('Processed')).length, 4)
  })

  test('a wrong password is said without the right one', { skip }, async () => {
    const [db, server] = [await open(), await imapServer()]
    const state = await read(db, server.url.replace('secret', 'hidden'))
    assert.match(state?.problem ?? '', /Authentication failed/i)
    assert.ok(!JSON.stringify(await mailboxState(db)).includes('hidden'))
  })
})

eachDatabase('a mailbox that can’t be read', (open) => {
  const login = (command: string, tag: string) => {
    if (/^CAPABILITY/.test(command)) return `* CAPABILITY IMAP4rev1\r\n${tag} OK\r\n`
    if (/^(LOGIN|ID|NOOP|ENABLE)/.test(command)) return `${tag} OK\r\n`
    if (/^NAMESPACE/.test(command)) return `* NAMESPACE (("" "/")) NIL NIL\r\n${tag} OK\r\n`
    if (/^(LIST|LSUB)/.test(command)) return `* LIST () "/" INBOX\r\n${tag} OK\r\n`
    if (/^LOGOUT/.test(command)) return null
    return undefined
  }

  const problemOf = async (url: string) => {
    const db = await open()
    const state = await read(db, url)
    assert.deepEqual(await mailboxState(db), state)
    assert.ok(!state?.problem?.includes('hidden'))
    return state?.problem
  }

  test('says why: nobody there, no greeting in its protocol, closed at once', async () => {
    assert.match((await problemOf('imap://bounces:hidden@127.0.0.1:1/INBOX')) ?? '', /ECONNREFUSED/)
    const busy = await scriptedImap('* BYE Too many connections', () => null)
    assert.match((await problemOf(busy)) ?? '', /\w/)
    const closed = await scriptedImap('* OK ready', () => null)
    assert.match((await problemOf(closed)) ?? '', /\w/)
  })

  test('a mailbox without marks of its own has flags; one that takes none changes nothing', async () => {
    const stored: string[] = []
    const server = (canStore: boolean) =>
      scriptedImap('* OK ready', (command, tag) => {
        const known = login(command, tag)
        if (known !== undefined) return known
        if (/^SELECT/.test(command))
          return `* FLAGS (\\Seen \\Flagged)\r\n* OK [PERMANENTFLAGS (\\Seen \\Flagged)]\r\n* 1 EXISTS\r\n* OK [UIDVALIDITY 1]\r\n* OK [UIDNEXT 8]\r\n${tag} OK [READ-WRITE]\r\n`
        if (/^UID SEARCH/.test(command)) {
          stored.push(command)
          return `* SEARCH 7\r\n${tag} OK\r\n`
        }
        if (/^UID FETCH/.test(command))
          return `* 1 FETCH (UID 7 BODY[]<0> {${person.length}}\r\n${person.toString('latin1')})\r\n${tag} OK\r\n`
        if (/^UID STORE/.test(command)) {
          stored.push(command)
          return canStore ? `${tag} OK\r\n` : `${tag} NO Read-only\r\n`
        }
        return `${tag} BAD what?\r\n`
      })
    const db = await open()
    const state = await read(db, await server(true))
    assert.equal(state?.reading?.left, 1)
    assert.match(stored[0] ?? '', /UNSEEN.*UNFLAGGED|UNFLAGGED.*UNSEEN/)
    assert.match(stored[1] ?? '', /UID STORE 7 \+FLAGS\S* \(\\Flagged\)/)
    assert.match((await problemOf(await server(false))) ?? '', /writable/)
  })

  /** As if a message said something that the store refuses. */
  const refusing = (db: Db, email: string, state = { isDown: false }) =>
    db.withPlugin({
      transformQuery: ({ node }) => {
        if (state.isDown || JSON.stringify(node).includes(email)) throw new Error('refused')
        return node
      },
      transformResult: async ({ result }) => result,
    })

  test('one message that can’t be dealt with, or fetched, keeps no other one waiting', async () => {
    const [mails, marked]: [Map<string, Buffer>, string[]] = [new Map(), []]
    const url = await scriptedImap('* OK ready', (command, tag) => {
      const known = login(command, tag)
      if (known !== undefined) return known
      if (/^SELECT/.test(command))
        return `* FLAGS (\\Seen \\Flagged)\r\n* OK [PERMANENTFLAGS (\\Seen \\Flagged)]\r\n* 3 EXISTS\r\n* OK [UIDVALIDITY 1]\r\n* OK [UIDNEXT 9]\r\n${tag} OK [READ-WRITE]\r\n`
      const [, verb, uid = ''] = /^UID (\w+) (\d+)?/.exec(command) ?? []
      if (verb === 'SEARCH')
        return `* SEARCH ${[...mails.keys()].filter((one) => !marked.includes(one)).join(' ')}\r\n${tag} OK\r\n`
      const bytes = mails.get(uid)
      if (verb === 'FETCH' && bytes?.length === 0) return `${tag} NO Damaged\r\n`
      if (verb === 'FETCH' && bytes)
        return `* ${Number(uid) - 5} FETCH (UID ${uid} BODY[]<0> {${bytes.length}}\r\n${bytes.toString('latin1')})\r\n${tag} OK\r\n`
      if (verb === 'STORE') marked.push(uid)
      return `${tag} OK\r\n`
    })
    const db = await open()
    for (const email of ['ada@example.org', 'ben@example.org']) await aSentMail(db, email, now)
    mails.set('6', Buffer.alloc(0))
    const plain = (bytes: Buffer) => Buffer.from(bytes.toString().replaceAll('’', ''))
    mails.set('7', plain(bounceReport({ recipient: 'ben@example.org' })))
    mails.set('8', plain(bounceReport({ recipient: 'ada@example.org' })))
    const down = refusing(db, 'ben@example.org', { isDown: true })
    await assert.rejects(read(down, url))
    assert.deepEqual(marked, ['6'], 'while the database is what fails, messages wait')
    const state = await read(refusing(db, 'ben@example.org'), url)
    assert.deepEqual([state?.problem, state?.reading?.left, state?.reading?.counted], [undefined, 1, 1])
    assert.deepEqual([...new Set(marked)], ['6', '7', '8'])
    assert.equal((await read(db, url))?.reading?.messages, 0)
  })

  test('a server that sends more than was asked for is cut off', { timeout: 60_000 }, async () => {
    const endless = await scriptedImap('* OK ready', (command, tag) => {
      const known = login(command, tag)
      if (known !== undefined) return known
      return /^SELECT/.test(command) ? `* ${'x'.repeat(9_000_000)}` : `${tag} BAD what?\r\n`
    })
    assert.match((await problemOf(endless)) ?? '', /\w/)
  })
})
