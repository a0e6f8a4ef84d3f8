// The compiled kernels.wat. The engine does not know where files are: whoever starts it passes the bytes.

/** What each does stands in kernels.wat. Addresses are in bytes. */
export interface Kernels {
  sumBits(out: number, blocks: number, rows: number, weights: number, count: number): void
  scanTables(groups: number, end: number, size: number, tables: number, out: number): void
  within(at: number, end: number, limit: number, out: number): number
  touch(rows: number, width: number, list: number, end: number): number
  weightedDistances(rows: number, width: number, list: number, end: number, query: number, out: number): void
  dotLevels(bits: number, end: number, codes: number, fifth: number, query: number): number
}

// A function that comes to mean something else gets another name, so that kernels built before are noticed.
const names: readonly (keyof Kernels)[] = [
  'sumBits',
  'scanTables',
  'within',
  'touch',
  'weightedDistances',
  'dotLevels',
]

/**
 * `bytes` are the assembled kernels.wat. One module serves any number of memories, in any thread.
 * Throws where they were built from another version of it.
 */
export function compileKernels(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  const module = new WebAssembly.Module(bytes)
  const exported = new Set(WebAssembly.Module.exports(module).map(({ name }) => name))
  const missing = names.filter((name) => !exported.has(name))
  if (missing.length === 0) return module
  throw new Error(
    `The search kernels are of another version: they lack ${missing.join(', ')}. Run "npm run build".`,
  )
}

/** An instance over its own memory, so that dropping it frees the memory. */
export function startKernels(
  module: WebAssembly.Module,
  memoryBytes: number,
): { kernels: Kernels; memory: WebAssembly.Memory } {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(memoryBytes / 65_536) + 1 })
  const instance = new WebAssembly.Instance(module, { env: { memory } })
  // The functions are those of kernels.wat; the types of WebAssembly's exports say nothing about them.
  return { kernels: instance.exports as unknown as Kernels, memory }
}
