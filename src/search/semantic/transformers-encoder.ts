// A sentence encoder in a folder of this machine, run by transformers.js. That package is large and not a dependency:
// whoever wants it installs it, and it is imported on first use only. Nothing is ever downloaded.

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { paddedDimensions, unitRows } from './dense-vectors.ts'
import type { Encoder } from './encoder.ts'
import { EncoderUnavailable } from './openai-encoder.ts'

export interface TransformersEncoderSettings {
  /** With `config.json`, `tokenizer.json` and `onnx/`, as such models are published. */
  folder: string
  /** What the model gives. */
  dimensions: number
  /** How the package is loaded; the default imports `@huggingface/transformers`. */
  load?: () => Promise<unknown>
}

/** What is used of the package. */
interface Transformers {
  env: { allowRemoteModels: boolean; localModelPath: string }
  pipeline(task: 'feature-extraction', model: string): Promise<Extractor>
}

type Extractor = (
  texts: string[],
  options: { pooling: 'mean'; normalize: true },
) => Promise<{ tolist(): number[][] }>

const textsAtOnce = 16
const mostCharacters = 8_000

/** @throws EncoderUnavailable, with a sentence that says what to install, where package or model are missing. */
export async function loadTransformersEncoder(settings: TransformersEncoderSettings): Promise<Encoder> {
  const folder = resolve(settings.folder)
  if (!existsSync(join(folder, 'config.json'))) {
    throw new EncoderUnavailable(
      `There is no model in ${folder}: a folder with config.json, tokenizer.json and onnx/ is needed.`,
    )
  }
  const extract = await openModel(await loadPackage(settings.load ?? importPackage), folder)
  const dimensions = paddedDimensions(settings.dimensions)
  return {
    hash: createHash('sha256')
      .update(`transformers\n${folder}\n${settings.dimensions}`)
      .digest('hex')
      .slice(0, 16),
    dimensions,
    async encode(texts) {
      const vectors = new Float32Array(texts.length * dimensions)
      for (let from = 0; from < texts.length; from += textsAtOnce) {
        const some = texts.slice(from, from + textsAtOnce)
        const cut = some.map((text) => text.toWellFormed().slice(0, mostCharacters) || ' ')
        const rows = (await extract(cut, { pooling: 'mean', normalize: true })).tolist()
        checkRows(rows, some.length, settings.dimensions)
        vectors.set(unitRows(rows, some, settings.dimensions), from * dimensions)
      }
      return vectors
    },
  }
}

// The name stands in a variable: neither the types nor the bundle may ask for a package that is rarely there.
const packageName = '@huggingface/transformers'
const importPackage = (): Promise<unknown> => import(packageName)

async function loadPackage(load: () => Promise<unknown>): Promise<Transformers> {
  const loaded = await load().catch(() => null)
  if (isTransformers(loaded)) return loaded
  throw new EncoderUnavailable(
    `A model folder needs the package ${packageName}. Install it beside Broadsheet with "npm install ${packageName}", or use the built-in encoder.`,
  )
}

async function openModel({ env, pipeline }: Transformers, folder: string): Promise<Extractor> {
  env.allowRemoteModels = false
  env.localModelPath = dirname(folder)
  try {
    return await pipeline('feature-extraction', basename(folder))
  } catch (error) {
    throw new EncoderUnavailable(`The model in ${folder} could not be opened.`, { cause: error })
  }
}

function checkRows(rows: readonly number[][], texts: number, dimensions: number): void {
  const other = rows.find((row) => row.length !== dimensions)
  if (rows.length === texts && !other) return
  throw new EncoderUnavailable(
    `The model gives vectors of ${other?.length ?? 0} numbers; the settings say ${dimensions}.`,
  )
}

function isTransformers(loaded: unknown): loaded is Transformers {
  return typeof loaded === 'object' && loaded !== null && 'env' in loaded && 'pipeline' in loaded
}
