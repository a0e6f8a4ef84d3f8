// What can go wrong, how often, and when it must not.

import { type Random, seeded, seedOf } from './seeded.ts'

/** After these nobody has a usable answer and everybody must ask again. */
export const failures = [
  /** 429 without Retry-After; arXiv’s is 14 bytes of text. */
  'tooMany',
  /** 503 with Retry-After in seconds. */
  'unavailable',
  /** 503 with Retry-After as a date. */
  'unavailableUntil',
  /** 500. */
  'serverError',
  /** 200 and not a byte. */
  'emptyBody',
  /** A feed without entries that should have some. */
  'emptyPage',
  /** Cut at any byte, and the connection ends as if that were all. */
  'truncated',
  /** Cut at any byte, and the connection breaks. */
  'torn',
  /** Some bytes, then none; after `stallMs` the connection breaks. */
  'stalled',
  /** The connection breaks before any answer. */
  'hungUp',
  /** 200 with a page of HTML that says sorry. */
  'htmlPage',
  /** A small body that inflates to 256 MB. */
  'gzipBomb',
  /** 302 round and round. */
  'redirectLoop',
  /** `badResumptionToken` for a good token. */
  'expiredToken',
] as const

/** These answers are whole for who reads them well. */
export const oddities = [
  /** Records stand twice in a page, or again in a later one. */
  'duplicated',
  /** Records of a page, or of two pages, in another order. */
  'reordered',
  /** An older state of some records before the newest. */
  'olderState',
  /** A total that isn’t true. */
  'changedTotal',
  /** The header says ISO-8859-1, the bytes are UTF-8. */
  'wrongCharset',
  /** Bytes of ISO-8859-1, declared in the XML only. */
  'latin1',
  /** 302 to another path of this server, which has the answer. */
  'redirected',
  /** Bytes with pauses of `dripMs`. */
  'slowDrip',
  'gzip',
  'deflate',
] as const

export type FaultName = (typeof failures)[number] | (typeof oddities)[number]

/** Probability per request, 0 to 1. */
export type Faults = Partial<Record<FaultName, number>>

/** A believable bad day: a quarter of all requests fail, and another third is answered oddly. */
export const everyFault: Record<FaultName, number> = {
  tooMany: 0.03,
  unavailable: 0.02,
  unavailableUntil: 0.01,
  serverError: 0.03,
  emptyBody: 0.02,
  emptyPage: 0.02,
  truncated: 0.03,
  torn: 0.02,
  stalled: 0.01,
  hungUp: 0.02,
  htmlPage: 0.02,
  gzipBomb: 0.01,
  redirectLoop: 0.01,
  expiredToken: 0.01,
  duplicated: 0.04,
  reordered: 0.03,
  olderState: 0.03,
  changedTotal: 0.03,
  wrongCharset: 0.03,
  latin1: 0.03,
  redirected: 0.03,
  slowDrip: 0.02,
  gzip: 0.05,
  deflate: 0.03,
}

/** Whoever asks a fifth time gets an answer. */
const mostInARow = 4

const isFailure = (fault: FaultName): boolean => failures.some((name) => name === fault)

export interface FaultDrawer {
  set(faults: Faults): void
  /** The fault of this request, of those it can have. `resource` is what is asked again after a failure. */
  draw(request: number, resource: string, possible: readonly FaultName[]): FaultName | null
  /** What the fault of this request is made with. */
  random(request: number): Random
}

export function faultDrawer(seed: number, first: Faults): FaultDrawer {
  let faults = first
  const inARow = new Map<string, number>()
  const count = (resource: string, fault: FaultName | null): FaultName | null => {
    if (fault === null || !isFailure(fault)) inARow.delete(resource)
    else inARow.set(resource, (inARow.get(resource) ?? 0) + 1)
    return fault
  }
  return {
    set: (next) => {
      faults = next
    },
    random: (request) => seeded(seedOf(seed, 41, request)),
    draw: (request, resource, possible) => {
      const patient = (inARow.get(resource) ?? 0) >= mostInARow
      const allowed = patient ? possible.filter((fault) => !isFailure(fault)) : possible
      return count(resource, drawn(seeded(seedOf(seed, 40, request)).next(), faults, allowed))
    },
  }
}

/** Probabilities that sum to more than 1 share the whole. */
function drawn(number: number, faults: Faults, allowed: readonly FaultName[]): FaultName | null {
  const sum = allowed.reduce((total, name) => total + (faults[name] ?? 0), 0)
  let rest = number * Math.max(1, sum)
  for (const name of allowed) {
    rest -= faults[name] ?? 0
    if (rest < 0) return name
  }
  return null
}
