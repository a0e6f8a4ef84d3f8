// Unsigned numbers below 2^28 in one to four bytes, low bits first; the highest bit says that more follow.

import type { Growable } from './growable.ts'

export function pushVarint(bytes: Growable<Uint8Array>, value: number): void {
  let rest = value
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80)
    rest >>>= 7
  }
  bytes.push(rest)
}
