// One connection to the server that takes our mail, and what became of each message. nodemailer is loaded when there
// is something to send.

import { Readable } from 'node:stream'

/**
 * `refused`: the server said no, for now or for good. `unsent`: the connection broke before the end of the message
 * was on its way. `doubtful`: it broke after that, before the server answered.
 */
export type Delivery =
  | { outcome: 'sent' }
  | { outcome: 'refused'; forGood: boolean; reason: string }
  | { outcome: 'unsent' | 'doubtful'; reason: string }

export interface SmtpConnection {
  deliver(envelope: { from: string; to: string }, message: Buffer): Promise<Delivery>
  close(): void
}

/** Silence of a server that is longer than this is the end of the connection. */
const PATIENCE_MS = 60_000

/** @throws whatever keeps a connection from coming about */
export async function connectSmtp(address: string, patienceMs = PATIENCE_MS): Promise<SmtpConnection> {
  const { default: Connection } = await import('nodemailer/lib/smtp-connection')
  const url = new URL(address)
  const secure = url.protocol === 'smtps:'
  const connection = new Connection({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    ...{ connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: patienceMs },
  })
  await new Promise<void>((resolve, reject) => {
    connection.on('error', reject)
    connection.connect((error) => (error ? reject(error) : resolve()))
  })
  if (url.username !== '') {
    const auth = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
    await new Promise<void>((resolve, reject) =>
      connection.login(auth, (error) => (error ? reject(error) : resolve())),
    ).catch((error) => {
      connection.close()
      throw error
    })
  }
  return {
    deliver: (envelope, message) => deliver(connection, envelope, message),
    close: () => connection.quit(),
  }
}

type Connection = InstanceType<typeof import('nodemailer/lib/smtp-connection').default>

function deliver(
  connection: Connection,
  { from, to }: { from: string; to: string },
  message: Buffer,
): Promise<Delivery> {
  // Once the stream was read to its end the final dot may have left, and only an answer tells what became of it.
  const stream = Readable.from([message])
  return new Promise((resolve) => {
    connection.send({ from, to: [to], size: message.length }, stream, (error) => {
      if (!error) return resolve({ outcome: 'sent' })
      const reason = error.message.slice(0, 500)
      if (error.responseCode) {
        return resolve({ outcome: 'refused', forGood: error.responseCode >= 500, reason })
      }
      resolve({ outcome: stream.readableEnded ? 'doubtful' : 'unsent', reason })
    })
  })
}
