// A real SMTP server on this machine that keeps what it gets, and misbehaves where a test says so.

import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { atEnd } from './database.ts'

export interface MailServer {
  /** `SMTP_URL` for it. */
  url: string
  /** The same with a name and a password, which it takes. */
  urlWithPassword: string
  /** How often somebody showed it a name and a password. */
  readonly logins: number
  mails: ParsedMail[]
  /** The same, as they came over the wire. */
  raw: Buffer[]
  /** Whom their envelopes named as sender. */
  senders: string[]
  /** What the next messages meet: a refusal of a command, a connection that breaks, or an answer without an end. */
  misbehave(how: Misbehaviour | null): void
}

export type Misbehaviour =
  /** `after`: so many of each connection that it takes first. */
  | { atSender: number; says?: string; after?: number }
  | { atRecipient: number; says?: string }
  | { atEnd: number }
  | { beforeYes(): Promise<void> }
  | 'breaks at AUTH'
  | 'silent at AUTH'
  | 'never done at RCPT'
  | 'breaks at DATA'
  | 'breaks after the dot'

/** Closed when this test file is done. */
export async function mailServer(): Promise<MailServer> {
  const server = await startMailServer()
  atEnd(server.close)
  return server
}

export async function startMailServer(): Promise<MailServer & { close(): Promise<void> }> {
  const mails: ParsedMail[] = []
  const raw: Buffer[] = []
  const senders: string[] = []
  let how: Misbehaviour | null = null
  let logins = 0
  const refusal = (responseCode: number, says = 'Not now.') =>
    Object.assign(new Error(says), { responseCode })
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false, closeTimeout: 100 },
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) => {
      logins++
      if (how === 'breaks at AUTH') return breakAll()
      if (how === 'silent at AUTH') return
      if (username !== 'papers' || password !== 'secret') return done(refusal(535, 'Wrong password.'))
      done(null, { user: username })
    },
    onMailFrom: (_address, { transaction }, done) =>
      done(
        isRefusal(how) && 'atSender' in how && transaction > (how.after ?? 0)
          ? refusal(how.atSender, how.says)
          : null,
      ),
    onRcptTo: (_address, _session, done) => {
      if (how === 'never done at RCPT') return neverDone()
      done(isRefusal(how) && 'atRecipient' in how ? refusal(how.atRecipient, how.says) : null)
    },
    onData: (stream, { envelope }, done) => {
      if (how === 'breaks at DATA') return breakAll()
      buffer(stream).then(async (content) => {
        if (how === 'breaks after the dot') return breakAll()
        if (isRefusal(how) && 'atEnd' in how) return done(refusal(how.atEnd))
        raw.push(content)
        if (how !== null && typeof how === 'object' && 'beforeYes' in how) await how.beforeYes()
        senders.push(envelope.mailFrom ? envelope.mailFrom.address : '')
        mails.push(await simpleParser(content))
        done()
      }, done)
    },
  })
  const sockets = new Set<Socket>()
  server.server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const breakAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  /** Lines of an answer that never ends. */
  const neverDone = () => {
    for (const socket of sockets) {
      const speaking = setInterval(() => socket.write('250-One moment.\r\n'), 10)
      socket.once('close', () => clearInterval(speaking))
    }
  }
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    urlWithPassword: `smtp://papers:secret@127.0.0.1:${port}`,
    get logins() {
      return logins
    },
    mails,
    raw,
    senders,
    misbehave(next) {
      how = next
    },
    async close() {
      breakAll()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

const isRefusal = (how: Misbehaviour | null): how is Exclude<Misbehaviour, string> =>
  how !== null && typeof how === 'object'
