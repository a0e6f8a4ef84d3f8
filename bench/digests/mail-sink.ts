// A mail server that takes everything at once, as a process of its own, so that what it costs is not the sender's. After
// each line it reads it says how many mails it took, and when the first and the last of them ended.

import type { AddressInfo, Socket } from 'node:net'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'

export interface SinkCount {
  mails: number
  bytes: number
  /** Milliseconds UTC; 0 before the first. */
  first: number
  last: number
}

const count: SinkCount = { mails: 0, bytes: 0, first: 0, last: 0 }
const END = Buffer.from('\r\n.\r\n')

/** RFC 5321, as far as one well-behaved sender needs it. */
function talk(socket: Socket): void {
  const say = (line: string) => socket.write(`${line}\r\n`)
  let inData = false
  let tail = Buffer.alloc(0)
  say('220 sink.example')
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: Buffer) => {
    if (inData) {
      count.bytes += chunk.length
      tail = Buffer.concat([tail, chunk]).subarray(-END.length)
      if (!tail.equals(END)) return
      inData = false
      tail = Buffer.alloc(0)
      count.mails++
      count.last = Date.now()
      count.first ||= count.last
      say('250 taken')
      return
    }
    const line = chunk.toString('latin1').toUpperCase()
    if (line.startsWith('EHLO')) return say('250-sink.example\r\n250 8BITMIME')
    if (line.startsWith('QUIT')) return socket.end('221 bye\r\n')
    inData = line.startsWith('DATA')
    say(inData ? '354 go on' : '250 ok')
  })
}

const server = createServer({ noDelay: true }, talk)
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
for await (const _line of createInterface({ input: process.stdin })) console.log(JSON.stringify(count))
process.exit()
