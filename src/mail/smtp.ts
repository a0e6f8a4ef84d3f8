// One connection to the server that takes our mail, and what became of each message. nodemailer is loaded when there
// is something to send.

import { Readable } from 'node:stream'
import { isThisMachine } from './this-machine.ts'

/** Which command was refused: one about us, about the address, or the mail itself. */
export type RefusedAt = 'sender' | 'recipient' | 'text'

/**
 * `refused`: the server said no, for now or for good. `full`: it took some over this connection, and takes no more.
 * `unsent`: the connection broke before the end of the message was on its way. `doubtful`: it broke after that, before
 * the server answered.
 */
export type Delivery =
  | { outcome: 'sent' }
  | { outcome: 'refused'; at: RefusedAt; forGood: boolean; reason: string }
  | { outcome: 'full' | 'unsent' | 'doubtful'; reason: string }

/**
 * No mail of ours is taken now, whomever it is for: the account is suspended or its quota used up. It waits as it does
 * for a server that can't be reached, and no attempt is counted.
 */
export const isAboutUs = (delivery: Delivery): delivery is Delivery & { outcome: 'refused'; at: 'sender' } =>
  delivery.outcome === 'refused' && delivery.at === 'sender'

export interface SmtpConnection {
  deliver(envelope: { from: string; to: string }, message: Buffer): Promise<Delivery>
  close(): void
}

/** Silence of a server that is longer than this is the end of the connection. */
const PATIENCE_MS = 60_000
/** A server that is never silent for so long and never done must not hold up a run: each step ends after so many of them. */
const MOST_PATIENCES = 5

/** @throws whatever keeps a connection from coming about */
export async function connectSmtp(address: string, patienceMs = PATIENCE_MS): Promise<SmtpConnection> {
  const { default: Connection } = await import('nodemailer/lib/smtp-connection')
  const url = new URL(address)
  const secure = url.protocol === 'smtps:'
  const connection = new Connection({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    // Whoever sits between could say that the server has no TLS, and read the password.
    requireTLS: !secure && url.username !== '' && !isThisMachine(url.hostname),
    ...{ connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: patienceMs },
  })
  // Without a listener an error while nothing is asked would end the process.
  connection.on('error', () => {})
  const mostMs = MOST_PATIENCES * patienceMs
  const step = async (take: (done: Done) => void) => {
    const problem = await answerOrEnd(connection, mostMs, take)
    if (problem) throw problem
  }
  try {
    await step((done) => connection.connect(done))
    if (url.username !== '') {
      const auth = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
      await step((done) => connection.login(auth, done))
    }
  } catch (error) {
    connection.close()
    throw error
  }
  let taken = 0
  return {
    async deliver(envelope, message) {
      const delivery = await deliver(connection, mostMs, { ...envelope, message })
      if (delivery.outcome === 'sent') taken++
      // Some take a few messages over each connection, and answer the next as they would a suspended account.
      return isAboutUs(delivery) && taken > 0 ? { outcome: 'full', reason: delivery.reason } : delivery
    },
    close: () => connection.quit(),
  }
}

type Connection = InstanceType<typeof import('nodemailer/lib/smtp-connection').default>
type Problem = SmtpError | null | undefined
type Done = (problem?: Problem) => void

interface SmtpError extends Error {
  responseCode?: number | undefined
  /** Which was to be answered; `CONN`: none. */
  command?: string | undefined
}

/**
 * What became of one step; null where it went well. nodemailer tells a connection that ended to whoever listens, not to
 * each step that waits for an answer: who logs in would wait for ever.
 */
function answerOrEnd(
  connection: Connection,
  mostMs: number,
  take: (done: Done) => void,
): Promise<SmtpError | null> {
  return new Promise((resolve) => {
    const tooLong = setTimeout(() => connection.close(), mostMs)
    const done = (problem: Problem) => {
      clearTimeout(tooLong)
      connection.off('error', done)
      connection.off('end', ended)
      resolve(problem ?? null)
    }
    // The step itself may know better why, and says so right after.
    const ended = () =>
      setImmediate(() => done(new Error('The connection ended before the server answered.')))
    connection.on('error', done)
    connection.on('end', ended)
    take(done)
  })
}

async function deliver(
  connection: Connection,
  mostMs: number,
  { from, to, message }: { from: string; to: string; message: Buffer },
): Promise<Delivery> {
  // Once the stream was read to its end the final dot may have left, and only an answer tells what became of it.
  const stream = Readable.from([message])
  const envelope = { from, to: [to], size: message.length }
  const error = await answerOrEnd(connection, mostMs, (done) => connection.send(envelope, stream, done))
  if (!error) return { outcome: 'sent' }
  const reason = error.message.slice(0, 500)
  const at = refusedAt(error)
  if (at) return { outcome: 'refused', at, forGood: (error.responseCode ?? 0) >= 500, reason }
  return { outcome: stream.readableEnded ? 'doubtful' : 'unsent', reason }
}

/** Null where no command was answered. */
function refusedAt({ responseCode, command, message }: SmtpError): RefusedAt | null {
  if (!responseCode || command === 'CONN') return null
  if (command === 'RCPT TO') return 'recipient'
  // With the sender the size of the mail is told, too.
  return command === 'MAIL FROM' && !/\b[45]\.3\.4\b|\bsize\b/i.test(message) ? 'sender' : 'text'
}
