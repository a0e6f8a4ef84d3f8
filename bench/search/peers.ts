import { openEngine, openHybrid } from './engine.ts'
import { openMiniSearch } from './minisearch.ts'
import { openOrama } from './orama.ts'
import type { Absent, Home, Peer } from './peer.ts'
import { openGin, openRum } from './postgres.ts'
import { openFts5 } from './sqlite-fts5.ts'

interface KnownPeer {
  open(home: Home): Peer | Absent | Promise<Peer | Absent>
  /** Papers that it is asked to index at most. */
  mostPapers: number
}

/** Libraries that keep everything as JavaScript objects take gigabytes beyond this. */
const MOST_IN_OBJECTS = 100_000

/** By the name that `--peers` takes; the first is what the others are compared with. */
export const knownPeers: ReadonlyMap<string, KnownPeer> = new Map<string, KnownPeer>([
  ['engine', { open: openEngine, mostPapers: Number.POSITIVE_INFINITY }],
  ['hybrid', { open: openHybrid, mostPapers: Number.POSITIVE_INFINITY }],
  ['fts5', { open: openFts5, mostPapers: Number.POSITIVE_INFINITY }],
  ['gin', { open: openGin, mostPapers: Number.POSITIVE_INFINITY }],
  ['rum', { open: openRum, mostPapers: Number.POSITIVE_INFINITY }],
  ['minisearch', { open: openMiniSearch, mostPapers: MOST_IN_OBJECTS }],
  ['orama', { open: openOrama, mostPapers: MOST_IN_OBJECTS }],
])
