// kernels.wat → WebAssembly. The assembler is needed to build and to test only; the package has the result.

import { readFileSync } from 'node:fs'
import loadWabt from 'wabt'

const source = new URL('../src/search/semantic/kernels.wat', import.meta.url)

/** The bytes for `compileKernels` in src/search/semantic/load-kernels.ts. */
export async function assembleSearchKernels(): Promise<Uint8Array<ArrayBuffer>> {
  const wabt = await loadWabt()
  const parsed = wabt.parseWat('kernels.wat', readFileSync(source, 'utf8'), {
    simd: true,
    relaxed_simd: true,
  })
  try {
    return new Uint8Array(parsed.toBinary({}).buffer)
  } finally {
    parsed.destroy()
  }
}
