// A server of tests that speaks the protocols of all sources, from records of our own making, and misbehaves.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { deliver, type Pace } from './deliver.ts'
import { loopPrefix, movedPrefix } from './failing-reply.ts'
import { type FaultDrawer, type FaultName, type Faults, failures, faultDrawer, oddities } from './faults.ts'
import { allOf, type GeneratedPaper, type ListName } from './generated-paper.ts'
import { type OaiLists, oaiLists } from './oai-lists.ts'
import type { Asked, Reply, Route } from './reply.ts'
import { routesOf } from './routes.ts'
import { settingsAt } from './settings.ts'
import { type World, type WorldOptions, worldOf } from './world.ts'

export interface MisbehavingOptions extends WorldOptions, Partial<Pace> {
  /** Default: none. `everyFault` is a believable mix. */
  faults?: Faults
  /** Of OAI-PMH. Default: 1000. */
  pageSize?: number
  /** After so many uses a resumption token is bad. Default: never. */
  tokenUses?: number
  /** Default: any free one. */
  port?: number
}

export interface SeenRequest {
  /** `performance.now()` at arrival, and when its answer was over. */
  at: number
  endedAt?: number
  method: string
  /** With the query. */
  path: string
  fault?: FaultName
  userAgent?: string
}

export interface MisbehavingServer {
  /** `http://127.0.0.1:PORT` */
  url: string
  /** Settings of the program with all addresses of sources here. */
  settings: Record<string, string>
  world: World
  /** What a perfect harvest of arXiv ends with, in the order of the days of last change. Made when first asked for. */
  readonly records: GeneratedPaper[]
  recordsOf(list: ListName): GeneratedPaper[]
  requests: SeenRequest[]
  /** Highest number of requests to arXiv that were open at once. */
  readonly maxOpen: number
  setFaults(faults: Faults): void
  /** Every resumption token given so far is bad from now on. */
  expireTokens(): void
  /** Stops listening, breaks all connections; listens at the same port again. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
  close(): Promise<void>
}

export async function startMisbehavingServer(options: MisbehavingOptions): Promise<MisbehavingServer> {
  const world = worldOf(options)
  const lists = oaiLists(world.arxiv, options.pageSize ?? 1000, options.tokenUses ?? Number.POSITIVE_INFINITY)
  const state = stateOf(options, world, lists)
  const server = createServer((request, response) => void answer(state, request, response))
  const port = await listen(server, options.port ?? 0)
  const url = `http://127.0.0.1:${port}`
  let records: GeneratedPaper[] | undefined
  return {
    url,
    settings: settingsAt(url),
    world,
    get records() {
      records ??= allOf(world.arxiv)
      return records
    },
    recordsOf: (list) => allOf(world.lists[list]),
    requests: state.requests,
    get maxOpen() {
      return state.maxOpen
    },
    setFaults: (faults) => state.drawer.set(faults),
    expireTokens: () => lists.expireAll(),
    goAway: () => stop(server),
    comeBack: async () => void (await listen(server, port)),
    close: () => stop(server),
  }
}

interface State {
  drawer: FaultDrawer
  routes: Route[]
  requests: SeenRequest[]
  open: number
  maxOpen: number
  pace: Pace
}

function stateOf(options: MisbehavingOptions, world: World, lists: OaiLists): State {
  return {
    drawer: faultDrawer(options.seed, options.faults ?? {}),
    routes: routesOf(world, lists, options.pageSize ?? 1000),
    requests: [],
    open: 0,
    maxOpen: 0,
    pace: {
      dripMs: options.dripMs ?? 10,
      stallMs: options.stallMs ?? 1500,
      latencyMs: options.latencyMs ?? 0,
      retryAfterSeconds: options.retryAfterSeconds ?? 1,
    },
  }
}

/** No error where it is stopped already. */
function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', headers } = request
  const agent = headers['user-agent']
  const seen: SeenRequest = {
    at: performance.now(),
    method,
    path: url,
    ...(agent ? { userAgent: agent } : {}),
  }
  const number = state.requests.push(seen)
  const isMoved = url.startsWith(`${movedPrefix}/`)
  const path = isMoved ? url.slice(movedPrefix.length) : url.replace(new RegExp(`^(${loopPrefix})+(?=/)`), '')
  const route = state.routes.find((one) => one.matches(path.split('?')[0] ?? ''))
  follow(state, seen, response, route?.isArxiv ?? false)
  const asked = askedOf(request, path, await wholeBody(request))
  if (state.pace.latencyMs > 0) await setTimeout(state.pace.latencyMs)
  if (path !== url && !isMoved) return void response.writeHead(302, { Location: url }).end()
  const possible = route && !isMoved ? possibleFaults(route, asked) : []
  const fault = state.drawer.draw(number, `${method} ${url}`, possible)
  if (fault) seen.fault = fault
  const random = state.drawer.random(number)
  const delivery = { request, response, fault, random, pace: state.pace, isArxiv: route?.isArxiv ?? false }
  deliver(delivery, () => (route ? route.answer(asked, { fault, random }) : unknown))
}

const unknown: Reply = { status: 404, type: 'text/plain', body: 'There is nothing here.' }

/** Counts what is open, and notes the end. */
function follow(state: State, seen: SeenRequest, response: ServerResponse, isArxiv: boolean): void {
  if (isArxiv) state.maxOpen = Math.max(state.maxOpen, ++state.open)
  const end = () => {
    if (seen.endedAt !== undefined) return
    seen.endedAt = performance.now()
    if (isArxiv) state.open--
  }
  response.once('finish', end).once('close', end)
}

async function wholeBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  try {
    for await (const part of request) parts.push(part)
  } catch {
    // Who asked went away in the middle; the answer goes nowhere, too.
  }
  return Buffer.concat(parts).toString()
}

function askedOf({ method = 'GET', headers }: IncomingMessage, path: string, body: string): Asked {
  const { pathname, searchParams } = new URL(path, 'http://127.0.0.1')
  const header = (name: string) => headers[name]?.toString()
  return { method, path: pathname, query: searchParams, header, body }
}

/** Faults of the page itself, which only some routes have. */
const ofPages: FaultName[] = [
  'expiredToken',
  'emptyPage',
  'duplicated',
  'reordered',
  'olderState',
  'changedTotal',
]
const ofAll = [...failures, ...oddities].filter((fault) => fault !== 'latin1' && !ofPages.includes(fault))

function possibleFaults(route: Route, asked: Asked): FaultName[] {
  return [...ofAll, ...(route.format === 'xml' ? (['latin1'] as const) : []), ...route.twists(asked)]
}
