// Debian's IMAP server on this machine, with one mailbox; and one that misbehaves as a test says.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { atEnd, temporaryFolder } from './database.ts'

const PROGRAM = '/usr/sbin/dovecot'

/** It must start as root, and changes to other users itself. */
export const hasImapServer = existsSync(PROGRAM) && process.getuid?.() === 0

export interface ImapServer {
  /** `BOUNCE_IMAP_URL` for it. */
  url: string
  /** Puts messages into the inbox, unread. */
  put(...messages: Buffer[]): Promise<void>
  /** What lies in a folder: subjects and flags. */
  list(folder: string): Promise<{ subject: string; flags: string[] }[]>
}

const NOBODY = 65_534

export async function imapServer(): Promise<ImapServer> {
  const folder = temporaryFolder()
  const port = await freePort()
  await chmod(folder, 0o755)
  const home = join(folder, 'home')
  await mkdir(home)
  await chown(home, NOBODY, NOBODY)
  const settings = join(folder, 'dovecot.conf')
  await writeFile(settings, settingsOf(folder, home, port))
  const child = spawn(PROGRAM, ['-F', '-c', settings], { stdio: 'ignore' })
  atEnd(() => stop(child))
  await untilOpen(port)
  return {
    url: `imap://bounces:secret%40here@127.0.0.1:${port}/INBOX`,
    put: (...messages) =>
      withClient(port, async (client) => {
        for (const message of messages) await client.append('INBOX', message)
      }),
    list: (path) =>
      withClient(port, async (client) => {
        await client.mailboxOpen(path)
        const found = client.mailbox && client.mailbox.exists > 0
        const messages = found ? await client.fetchAll('1:*', { flags: true, envelope: true }) : []
        return messages.map(({ flags, envelope }) => ({
          subject: envelope?.subject ?? '',
          flags: [...(flags ?? [])].filter((flag) => flag !== '\\Recent'),
        }))
      }),
  }
}

const settingsOf = (folder: string, home: string, port: number) => `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
ssl = no
disable_plaintext_auth = no
listen = 127.0.0.1
first_valid_uid = 1
mail_location = maildir:${home}/mail
passdb {
  driver = static
  args = password=secret@here
}
userdb {
  driver = static
  args = uid=${NOBODY} gid=${NOBODY} home=${home}
}
namespace inbox {
  inbox = yes
}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
`

async function withClient<T>(port: number, work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const auth = { user: 'bounces', pass: 'secret@here' }
  const client = new ImapFlow({ host: '127.0.0.1', port, auth, doSTARTTLS: false, logger: false })
  await client.connect()
  return work(client).finally(() => client.logout())
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function untilOpen(port: number): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (isOpen) return
    await sleep(100)
  }
  throw new Error('The IMAP server did not start.')
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

/** Answers each command by what `answers` says for its first word, `null`: by closing; greets where it is asked to. */
export async function scriptedImap(
  greeting: string | null,
  answers: (command: string, tag: string) => string | null,
): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    if (greeting !== null) socket.write(`${greeting}\r\n`)
    let rest = ''
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const [tag = '', ...words] = line.split(' ')
        const answer = answers(words.join(' '), tag)
        if (answer === null) return socket.destroy()
        socket.write(answer)
      }
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  atEnd(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `imap://bounces:hidden@127.0.0.1:${(server.address() as AddressInfo).port}/INBOX`
}
