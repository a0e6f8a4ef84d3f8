// An SMTP server that takes mail, refuses some, breaks off and falls silent at random; it remembers what it took.

import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import type { Random } from './random.ts'

export interface Taken {
  /** Of the delivery, from the Message-ID. */
  deliveryId: string
  to: string
  papers: string[]
}

export interface DigestSink {
  url: string
  taken: Taken[]
  /** Messages that were not answered after their last dot. */
  unansweredAfterDot(): number
  /** From 0 to 1: how often something goes wrong. */
  misbehave(share: number): void
  close(): Promise<void>
}

type Fault =
  | 'none'
  | 'refuses for now'
  | 'refuses for good'
  | 'breaks at DATA'
  | 'breaks, kept'
  | 'breaks, lost'
  | 'is silent, kept'
  | 'is silent, lost'

const faults = [
  'refuses for now',
  'breaks at DATA',
  'refuses for good',
  'breaks, kept',
  'breaks, lost',
  'is silent, kept',
  'is silent, lost',
] as const

export async function startSink(random: Random): Promise<DigestSink> {
  const taken: Taken[] = []
  const sockets = new Map<number, Socket>()
  let [share, unanswered] = [0, 0]
  const refusal = (responseCode: number) => Object.assign(new Error('Not now.'), { responseCode })
  const choose = (): Fault => (random.next() < share ? random.pick(faults) : 'none')
  const cutOff = ({ remotePort }: SMTPServerSession) => sockets.get(remotePort)?.destroy()
  /** Never ends where nothing is answered. */
  const take = async (content: Buffer, session: SMTPServerSession): Promise<Error | null> => {
    const fault = choose()
    if (fault === 'refuses for now') return refusal(451)
    if (fault === 'refuses for good') return refusal(554)
    if (!fault.endsWith('lost')) taken.push(readMail(content, session))
    if (fault === 'none') return null
    unanswered++
    if (fault.startsWith('is silent')) return new Promise(() => {})
    cutOff(session)
    return null
  }
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false, closeTimeout: 100 },
    onRcptTo(_address, _session, done) {
      if (random.next() >= share / 4) done(random.next() < share / 4 ? refusal(450) : null)
    },
    onData: (stream, session, done) => {
      if (random.next() < share / 4) return void cutOff(session)
      buffer(stream).then(async (content) => done(await take(content, session)), done)
    },
  })
  server.server.on('connection', (socket: Socket) => {
    const { remotePort = 0 } = socket
    sockets.set(remotePort, socket)
    socket.on('close', () => sockets.delete(remotePort))
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    ...{ url: `smtp://127.0.0.1:${port}`, taken, unansweredAfterDot: () => unanswered },
    misbehave(next) {
      share = next
    },
    async close() {
      for (const socket of sockets.values()) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** The text part alone has each paper's address on a line of its own. */
function readMail(content: Buffer, session: SMTPServerSession): Taken {
  const text = content.toString().replace(/=\r\n/g, '')
  const [, deliveryId = ''] = /^Message-ID: <digest\.([0-9a-f]{24})@/im.exec(text) ?? []
  const papers = [...text.matchAll(/^https:\/\/papers\.example\/papers\/(\d{4}\.\d{5})\r$/gm)]
  const to = session.envelope.rcptTo[0]?.address ?? ''
  return { deliveryId, to, papers: papers.map(([, id = '']) => id) }
}
