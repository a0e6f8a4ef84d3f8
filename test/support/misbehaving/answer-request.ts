// One request: what it asks, what goes wrong with it, and the note that is kept of it.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { deliver, type Pace } from './deliver.ts'
import { loopPrefix, movedPrefix } from './failing-reply.ts'
import { type FaultDrawer, type FaultName, failures, oddities } from './faults.ts'
import type { Asked, Reply, Route } from './reply.ts'

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

/** What all requests of a server have in common. */
export interface ServerState {
  drawer: FaultDrawer
  routes: Route[]
  requests: SeenRequest[]
  open: number
  maxOpen: number
  pace: Pace
}

/** Answers one request, or breaks it. */
export async function answerRequest(
  state: ServerState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
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
function follow(state: ServerState, seen: SeenRequest, response: ServerResponse, isArxiv: boolean): void {
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
