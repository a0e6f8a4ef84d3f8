// A real SMTP server on this machine that keeps what it gets, and misbehaves where a test says so.

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { atEnd } from './database.ts'

export interface MailServer {
  /** `SMTP_URL` for it. */
  url: string
  mails: ParsedMail[]
  /** The same, as they came over the wire. */
  raw: Buffer[]
  /** Whom their envelopes named as sender. */
  senders: string[]
  /** What the next messages meet: a refusal of the recipient, of the text, or a connection that breaks. */
  misbehave(how: Misbehaviour | null): void
}

export type Misbehaviour =
  | { atRecipient: number; says?: string }
  | { atEnd: number }
  | 'breaks at DATA'
  | 'breaks after the dot'

export async function mailServer(): Promise<MailServer> {
  const mails: ParsedMail[] = []
  const raw: Buffer[] = []
  const senders: string[] = []
  let how: Misbehaviour | null = null
  const refusal = (responseCode: number, says = 'Not now.') =>
    Object.assign(new Error(says), { responseCode })
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false, closeTimeout: 100 },
    onRcptTo: (_address, _session, done) =>
      done(
        how !== null && typeof how === 'object' && 'atRecipient' in how
          ? refusal(how.atRecipient, how.says)
          : null,
      ),
    onData: (stream, { envelope }, done) => {
      if (how === 'breaks at DATA') return breakAll()
      buffer(stream).then(async (content) => {
        if (how === 'breaks after the dot') return breakAll()
        if (how !== null && typeof how === 'object' && 'atEnd' in how) return done(refusal(how.atEnd))
        raw.push(content)
        senders.push(envelope.mailFrom ? envelope.mailFrom.address : '')
        mails.push(await simpleParser(content))
        done()
      }, done)
    },
  })
  const sockets = new Set<{ destroy(): void }>()
  server.server.on('connection', (socket) => sockets.add(socket))
  const breakAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  atEnd(async () => {
    breakAll()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    raw,
    senders,
    misbehave(next) {
      how = next
    },
  }
}
