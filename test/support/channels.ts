// Channels for tests, and a server that is each of the services: it takes what they take, and refuses the rest.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ChannelKind } from '../../src/channels/channel.ts'
import type { ChannelWish } from '../../src/channels/channel-wish.ts'
import { sendChannelDeliveryAgain } from '../../src/channels/delivery-queries.ts'
import { addChannel } from '../../src/channels/manage-channels.ts'
import { sendChannels } from '../../src/channels/send-channels.ts'
import { fixedClock } from '../../src/clock.ts'
import { readConfig, type Settings } from '../../src/config.ts'
import type { Db } from '../../src/db/connect.ts'
import { inTransaction } from '../../src/db/write.ts'
import { offencesOfDiscord, offencesOfMastodon, offencesOfMatrix, offencesOfSlack } from './chat-rules.ts'
import { atEnd } from './database.ts'
import { edition } from './digests.ts'
import { fill } from './records.ts'

/** Thursday morning: the editions up to Wednesday are whole. */
export const morning = Date.parse('2026-03-05T09:00:00Z')

export const token = 'a-secret-token'

/** One that may be at home on this machine. */
export const aChannel = (
  db: Db,
  kind: ChannelKind,
  server: { url: string },
  wish: ChannelWish & { now?: number } = {},
): Promise<{ id: string; secret?: string }> =>
  addChannel(
    db,
    {
      ...{ kind, name: `Our ${kind}`, address: server.url + paths[kind], token, room: '!room:example.org' },
      ...{ period: 'daily', hour: '8', timezone: 'UTC', mostPapers: '10', ...wish },
    },
    { now: wish.now ?? morning - 2 * 86_400_000, allowedHosts: ['127.0.0.1'] },
  )

const paths: Record<ChannelKind, string> = {
  ...{ slack: '/services/T0/B0/x', discord: '/api/webhooks/1/abc?thread_id=7' },
  ...{ matrix: '', mastodon: '', webhook: '/hook' },
}

/** What the job does at that time. */
export function runChannels(
  db: Db,
  at = morning,
  more: Partial<Record<keyof Settings, string>> = {},
  timeoutMs = 10_000,
): Promise<void> {
  const settings = { FETCH_ALLOW: '127.0.0.1', PUBLIC_URL: 'https://papers.example', ...more }
  const { values } = readConfig({ environment: { BROADSHEET_DATA: '/nowhere', ...settings } })
  return sendChannels({
    ...{ db, clock: fixedClock(new Date(at).toISOString()), settings: values, timeoutMs },
    signal: new AbortController().signal,
  })
}

export const channelLog = (db: Db) =>
  db.selectFrom('channel_delivery').selectAll().orderBy('created_at').orderBy('id').execute()

export interface Post {
  kind: ChannelKind
  message: Record<string, unknown>
  raw: string
  path: string
  headers: Record<string, string>
  /** What the service calls it. */
  name: string
}

/** Answers instead of the service; `serve` is what the service would do. */
type Behaviour = (call: { request: IncomingMessage; response: ServerResponse; serve: () => void }) => void

export interface ChannelServer {
  url: string
  /** What is to be seen there, each once. */
  posts: Post[]
  /** Requests that came, repetitions and refused ones among them. */
  requests: number
  behave(how: Behaviour): void
}

export const answering =
  (status: number, body = '', headers: Record<string, string> = {}): Behaviour =>
  ({ response }) =>
    void response.writeHead(status, headers).end(body)

/** It does what is asked, and the connection breaks before anybody hears of it. */
export const breaking: Behaviour = ({ serve, response }) => {
  response.end = (() => {
    response.socket?.destroy()
    return response
  }) as typeof response.end
  serve()
}

export async function channelServer(): Promise<ChannelServer> {
  let how: Behaviour = ({ serve }) => serve()
  const behave = (next: Behaviour) => {
    how = next
  }
  const known = new Map<string, string>()
  const server: ChannelServer = { url: '', posts: [], requests: 0, behave }
  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    server.requests++
    const raw = Buffer.concat(chunks).toString('utf8')
    how({ request, response, serve: () => serve({ server, known, request, raw, response }) })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  atEnd(async () => {
    http.closeAllConnections()
    http.close()
  })
  server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  return server
}

interface Served {
  server: ChannelServer
  known: Map<string, string>
  request: IncomingMessage
  raw: string
  response: ServerResponse
}

function serve({ response, ...call }: Served): void {
  const [status, body] = answerTo(call)
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

function answerTo({ server, known, request, raw }: Omit<Served, 'response'>): [number, string | object] {
  const { method = '', url: path = '' } = request
  const headers = request.headers as Record<string, string>
  const kind = kindOf(method, path)
  if (!kind) return [404, { error: `nothing at ${method} ${path}` }]
  if (needsToken.includes(kind) && headers.authorization !== `Bearer ${token}`)
    return [401, { errcode: 'M_UNKNOWN_TOKEN', error: 'The access token is invalid' }]
  const message = JSON.parse(raw) as Record<string, unknown>
  const offences = [...rules[kind](message), ...unknownParent(kind, message, server)]
  if (offences.length > 0) return [kind === 'mastodon' ? 422 : 400, { error: offences.join('; ') }]
  // Matrix knows a repetition by its address, Mastodon by its key.
  const key = kind === 'matrix' ? path : headers['idempotency-key']
  const name = (key && known.get(key)) ?? `${kind}-${server.posts.length + 1}`
  if (!key || !known.has(key)) server.posts.push({ kind, message, raw, path, headers, name })
  if (key) known.set(key, name)
  if (kind === 'slack') return [200, 'ok']
  return [200, kind === 'matrix' ? { event_id: name } : { account: { id: '1' }, id: name }]
}

const needsToken: readonly ChannelKind[] = ['matrix', 'mastodon']

function kindOf(method: string, path: string): ChannelKind | undefined {
  if (method === 'PUT')
    return /^\/_matrix\/client\/v3\/rooms\/!room%3Aexample\.org\/send\/m\.room\.message\/[\w-]+$/.test(path)
      ? 'matrix'
      : undefined
  if (path === '/services/T0/B0/x') return 'slack'
  if (path === '/api/webhooks/1/abc?thread_id=7&wait=true') return 'discord'
  if (path === '/api/v1/statuses') return 'mastodon'
  return path === '/hook' ? 'webhook' : undefined
}

const rules: Record<ChannelKind, (message: Record<string, unknown>) => string[]> = {
  ...{ slack: offencesOfSlack, discord: offencesOfDiscord, matrix: offencesOfMatrix },
  mastodon: (message) => offencesOfMastodon(message),
  webhook: ({ id, type, timestamp }) => (id && type && timestamp ? [] : ['no event']),
}

/** An answer to a post that isn't there. */
function unknownParent(
  kind: ChannelKind,
  { in_reply_to_id: parent }: Record<string, unknown>,
  server: ChannelServer,
) {
  if (kind !== 'mastodon' || parent === undefined) return []
  return server.posts.some(({ name }) => name === parent) ? [] : ['answers nothing that is known']
}

/** A store with an edition of twelve papers, and a server that is each of the services. */
export async function openChannels(open: () => Promise<Db>) {
  const [db, server] = [await open(), await channelServer()]
  await fill(db, edition('2026-03-04', 12))
  return { db, server }
}

/** How each delivery stands. */
export const channelStates = async (db: Db): Promise<string[]> =>
  (await channelLog(db)).map(({ state }) => state)

/** The first of the log is sent once more. */
export async function sendChannelAgain(db: Db, channelId: string, now: number): Promise<boolean> {
  const [delivery] = await channelLog(db)
  return inTransaction(db, (tx) => sendChannelDeliveryAgain(tx, { channelId, id: delivery?.id ?? '' }, now))
}
