// A server of tests that speaks the protocols of all sources, from records of our own making, and misbehaves.

import { createServer, type Server } from 'node:http'
import { answerRequest, type SeenRequest, type ServerState } from './answer-request.ts'
import type { Pace } from './deliver.ts'
import { type Faults, faultDrawer } from './faults.ts'
import { allOf, type GeneratedPaper, type ListName } from './generated-paper.ts'
import { type OaiLists, oaiLists } from './oai-lists.ts'
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
  const server = createServer((request, response) => void answerRequest(state, request, response))
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

function stateOf(options: MisbehavingOptions, world: World, lists: OaiLists): ServerState {
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
