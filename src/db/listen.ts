// News from PostgreSQL on a connection of its own. It may be away for a while, or never come through (a pooler that
// shares connections): whoever wants to know looks from time to time in any case.

import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Database } from './connect.ts'
import { type Channel, channels } from './notify.ts'

export interface Ears {
  /** Something was told; also after a time in which something may have been missed. */
  heard(channel: Channel): void
  /** Whether news comes by itself from now on. */
  listening(on: boolean): void
}

export interface Listener {
  close(): Promise<void>
}

interface ListenLog {
  info(details: object, message: string): void
  warn(details: object, message: string): void
}

const CONNECT_TIMEOUT_MS = 5_000
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 15_000
/** Where notifications don't come through, they won't a minute later. */
const DEAF_PAUSE_MS = 600_000
/** How often the connection is asked whether it still hears, and how long its answer may take. */
const BEAT_MS = 15_000
const BEAT_PATIENCE_MS = 5_000
const CLOSE_PATIENCE_MS = 1_000

/** An embedded database tells nothing: nobody is ever called. */
export function listenForNews(
  { kind, at }: Pick<Database, 'kind' | 'at'>,
  ears: Ears,
  log: ListenLog,
): Listener {
  if (kind === 'sqlite') return { close: async () => {} }
  const closing = new AbortController()
  const listening = listenAgain({ url: at, ears, log, signal: closing.signal })
  return {
    async close() {
      closing.abort()
      await listening
    },
  }
}

interface Listening {
  url: string
  ears: Ears
  log: ListenLog
  signal: AbortSignal
}

/** Connects again and again, later and later while that fails. */
async function listenAgain(parts: Listening): Promise<void> {
  const { ears, log, signal } = parts
  let pause = FIRST_PAUSE_MS
  while (!signal.aborted) {
    const { how, why } = await listenOnce(parts)
    if (signal.aborted) return
    if (how === 'lost') {
      ears.listening(false)
      log.warn({ why }, 'news from the database stopped: looking instead, and connecting again')
      pause = FIRST_PAUSE_MS
    }
    if (how === 'deaf') log.info({}, 'news from the database does not pass its pooler: looking instead')
    const next = how === 'deaf' ? DEAF_PAUSE_MS : pause
    await sleep(next * (0.75 + Math.random() / 2), null, { signal }).catch(() => {})
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
  }
}

/** `deaf`: connected, but nothing that is told arrives. `lost`: news came until now. */
interface Ended {
  how: 'unreached' | 'deaf' | 'lost'
  why: string
}

/** One connection, from its beginning to its end. */
async function listenOnce({ url, ears, signal }: Listening): Promise<Ended> {
  const client = new pg.Client({
    ...{ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS },
    ...{ keepAlive: true, query_timeout: BEAT_PATIENCE_MS },
  })
  const ended = Promise.withResolvers<string>()
  const close = () => ended.resolve('closed')
  signal.addEventListener('abort', close)
  client.on('error', ({ message }) => ended.resolve(message))
  client.on('end', () => ended.resolve('the connection ended'))
  try {
    await client.connect()
    return await hear(client, ears, ended.promise)
  } catch (error) {
    return { how: 'unreached', why: String(error) }
  } finally {
    signal.removeEventListener('abort', close)
    await Promise.race([client.end().catch(() => {}), sleep(CLOSE_PATIENCE_MS, null, { ref: false })])
  }
}

async function hear(client: pg.Client, ears: Ears, ended: Promise<string>): Promise<Ended> {
  const beat = await openBeat(client)
  if (!(await beat.comesBack())) return { how: 'deaf', why: 'no answer' }
  client.on('notification', ({ channel }) => {
    const known = channels.find((name) => name === channel)
    if (known !== undefined) ears.heard(known)
  })
  ears.listening(true)
  // What was told before this moment is over: all who follow look once.
  for (const channel of channels) ears.heard(channel)
  let why: string | undefined
  const over = new AbortController()
  ended.then((said) => {
    why = said
    over.abort()
  })
  for (;;) {
    await sleep(BEAT_MS, undefined, { ref: false, signal: over.signal }).catch(() => {})
    if (why !== undefined) return { how: 'lost', why }
    const isAlive = await beat.comesBack().catch(() => false)
    if (!isAlive) return { how: 'lost', why: 'the database did not answer' }
  }
}

/** Listens, and asks through a channel of its own whether what is told arrives. */
async function openBeat(client: pg.Client) {
  const own = `broadsheet_beat_${randomBytes(8).toString('hex')}`
  for (const channel of [...channels, own]) await client.query(`listen ${channel}`)
  let came = Promise.withResolvers<boolean>()
  client.on('notification', ({ channel }) => {
    if (channel === own) came.resolve(true)
  })
  return {
    async comesBack(): Promise<boolean> {
      came = Promise.withResolvers()
      await client.query(`select pg_notify('${own}', '')`)
      return Promise.race([came.promise, sleep(BEAT_PATIENCE_MS, false, { ref: false })])
    },
  }
}
