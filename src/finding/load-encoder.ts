// The encoder that the settings name, and the kernels that scan its vectors.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packageRoot } from '../package-root.ts'
import { type Encoder, loadStaticEncoder } from '../search/semantic/encoder.ts'
import { compileKernels } from '../search/semantic/load-kernels.ts'
import { createVectorScan, type ScanMaker } from '../search/semantic/vector-scan.ts'

export type EncoderSettings =
  | { kind: 'built-in' }
  | { kind: 'address'; url: string; model: string; key?: string; dimensions: number }
  | { kind: 'folder'; folder: string; dimensions: number }

export interface LoadedEncoder {
  encoder: Encoder
  scanOf: ScanMaker
}

/** @throws where a file of the installation is missing, or the settings can't be met. */
export async function loadEncoder(settings: EncoderSettings): Promise<LoadedEncoder> {
  const kernels = compileKernels(await bytesOf('dist/kernels.wasm'))
  return { encoder: await encoderOf(settings, kernels), scanOf: (data) => createVectorScan(data, kernels) }
}

async function encoderOf(settings: EncoderSettings, kernels: WebAssembly.Module): Promise<Encoder> {
  switch (settings.kind) {
    case 'built-in':
      return loadStaticEncoder(await bytesOf('models/encoder.senc'), kernels)
    case 'address': {
      const { createOpenAiEncoder } = await import('../search/semantic/openai-encoder.ts')
      return createOpenAiEncoder({ ...settings, fetch })
    }
    case 'folder': {
      const { loadTransformersEncoder } = await import('../search/semantic/transformers-encoder.ts')
      return loadTransformersEncoder(settings)
    }
  }
}

/** A file of this installation. */
async function bytesOf(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(join(packageRoot, name)))
}
