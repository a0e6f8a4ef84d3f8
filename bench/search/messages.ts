// What the measurement and the process of a peer say to each other: one answer to each request, in order.

import type { Home, Size } from './peer.ts'

export type Request =
  | { kind: 'build'; peer: string; papersFile: string; home: Home }
  /** Stops after `milliseconds`: a slow peer answers fewer. */
  | { kind: 'ask'; queries: string[][]; milliseconds: number }

export interface Built {
  name: string
  seconds: number
  size: Size
  /** The most that the process ever held, in bytes; says nothing of a server. */
  peakMemory: number
}

export interface Answered {
  milliseconds: number
  ids: string[]
}

export type Response =
  | { kind: 'built'; built: Built }
  | { kind: 'absent'; why: string }
  | { kind: 'answered'; answers: Answered[] }
