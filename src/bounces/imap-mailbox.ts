// A mailbox that is read over IMAP. The library is loaded with the first connection. Nothing is ever deleted here: what
// was understood is moved to the folder Processed, everything else stays, unread, with a mark that it was looked at.

import type { ImapFlow } from 'imapflow'
import { isThisMachine } from '../mail/this-machine.ts'
import { MOST_BYTES } from './message-parts.ts'

export interface Mailbox {
  /** Messages that nobody has read and that were not looked at, the oldest first. */
  waiting(limit: number): Promise<number[]>
  /** The beginning of a message, as much as reports need; null where it is gone. */
  beginningOf(message: number): Promise<Buffer | null>
  /** It was understood: read, and in another folder. */
  putAway(message: number): Promise<void>
  /** It is for a person. */
  leave(message: number): Promise<void>
  close(): Promise<void>
}

/** Silence of a server that is longer than this is the end of the connection. */
const PATIENCE_MS = 20_000
const FOLDER = 'Processed'
const LOOKED_AT = '$BroadsheetLeft'

/** `address`: `imaps://user:password@host:993/INBOX`. @throws whatever keeps a connection from coming about */
export async function openMailbox(address: string): Promise<Mailbox> {
  const url = new URL(address)
  const { ImapFlow } = await import('imapflow')
  const client = new ImapFlow({
    ...{ host: url.hostname.replace(/^\[|\]$/g, ''), ...transportOf(url) },
    auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    ...{ logger: false, disableAutoIdle: true, clientInfo: { name: 'Broadsheet' } },
    ...{ connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS },
    // Whoever answers may be anybody: no answer of a mailbox that we ask for is larger.
    ...{ maxLineLength: 4_000_000, maxLiteralSize: 1_000_000, maxResponseSize: 8_000_000 },
  })
  // Whatever is under way fails with it.
  client.on('error', () => {})
  try {
    await client.connect()
    const path = decodeURIComponent(url.pathname.slice(1)) || 'INBOX'
    const { permanentFlags } = await client.mailboxOpen(path)
    // Some servers know only the flags that all have.
    const hasOwn = permanentFlags === undefined || permanentFlags.has('\\*')
    return mailboxOver(client, hasOwn ? LOOKED_AT : '\\Flagged')
  } catch (error) {
    client.close()
    throw error
  }
}

/** Without TLS from the start the connection must become encrypted, unless it stays on this machine. */
function transportOf({ protocol, hostname, port }: URL) {
  const secure = protocol === 'imaps:'
  return {
    ...{ secure, port: Number(port) || (secure ? 993 : 143) },
    ...(secure ? {} : { doSTARTTLS: !isThisMachine(hostname) }),
  }
}

function mailboxOver(client: ImapFlow, lookedAt: string): Mailbox {
  let folder: string | null = null
  const unread =
    lookedAt === '\\Flagged' ? { seen: false, flagged: false } : { seen: false, unKeyword: lookedAt }
  const one = { uid: true }
  return {
    async waiting(limit) {
      const found = await client.search({ ...unread, deleted: false }, one)
      if (!Array.isArray(found)) throw new Error('The server does not say which messages are unread.')
      return found.toSorted((a, b) => a - b).slice(0, limit)
    },
    async beginningOf(message) {
      const source = { start: 0, maxLength: MOST_BYTES }
      const found = await client.fetchOne(String(message), { source }, one)
      return found ? (found.source ?? null) : null
    },
    async putAway(message) {
      // Read first: where it can't be moved it is not taken for new again.
      await mark(client, message, '\\Seen')
      folder ??= (await client.mailboxCreate(FOLDER)).path
      await client.messageMove(String(message), folder, one)
    },
    leave: (message) => mark(client, message, lookedAt),
    async close() {
      await client.logout().catch(() => client.close())
    },
  }
}

async function mark(client: ImapFlow, message: number, flag: string): Promise<void> {
  if (await client.messageFlagsAdd(String(message), [flag], { uid: true, silent: true })) return
  throw new Error('The server does not let messages be marked: the mailbox must be writable.')
}
