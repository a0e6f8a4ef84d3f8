import { setImmediate } from 'node:timers/promises'

/** Bytes that objects and buffers of this process take, after a collection of garbage (`--expose-gc`). */
export async function usedMemory(): Promise<number> {
  // Streams let go of their last chunks a turn later.
  await setImmediate()
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
