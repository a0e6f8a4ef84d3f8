// An encoder behind an address that speaks OpenAI's /v1/embeddings, as many local servers do. Off unless configured.

import { createHash } from 'node:crypto'
import { paddedDimensions, unitRows } from './dense-vectors.ts'
import type { Encoder } from './encoder.ts'

export interface OpenAiEncoderSettings {
  /** The address of the interface, with or without `/embeddings`: `http://127.0.0.1:11434/v1`. */
  url: string
  model: string
  key?: string
  /** What the model gives, or is asked to give. */
  dimensions: number
  fetch: typeof fetch
  /** Milliseconds until a request counts as failed. */
  timeout?: number
  /** Milliseconds before the first repetition; doubled for the next. */
  pause?: number
}

/** Thrown where the address doesn't give vectors; the message is a sentence for whoever configured it. */
export class EncoderUnavailable extends Error {}

const textsARequest = 64
/** About 8,000 tokens: more is refused by most servers. */
const mostCharacters = 24_000
const attempts = 3
const defaultTimeout = 30_000
const defaultPause = 500

/** Never connects before the first `encode`. */
export function createOpenAiEncoder(settings: OpenAiEncoderSettings): Encoder {
  const address = embeddingsAddress(settings.url)
  const dimensions = paddedDimensions(settings.dimensions)
  const identity = ['openai', address, settings.model, settings.dimensions].join('\n')
  return {
    hash: createHash('sha256').update(identity).digest('hex').slice(0, 16),
    dimensions,
    async encode(texts) {
      const vectors = new Float32Array(texts.length * dimensions)
      for (let from = 0; from < texts.length; from += textsARequest) {
        const some = texts.slice(from, from + textsARequest)
        const rows = await requestVectors(settings, address, some)
        vectors.set(unitRows(rows, some, settings.dimensions), from * dimensions)
      }
      return vectors
    },
  }
}

function embeddingsAddress(url: string): string {
  const trimmed = url.replace(/\/+$/, '')
  return trimmed.endsWith('/embeddings') ? trimmed : `${trimmed}/embeddings`
}

/** Repeats what may succeed the second time: no connection, too many requests, a failing server. */
async function requestVectors(settings: OpenAiEncoderSettings, address: string, texts: readonly string[]) {
  for (let attempt = 1; ; attempt++) {
    const answer = await request(settings, address, texts)
    if ('vectors' in answer) return answer.vectors
    if (!answer.again || attempt === attempts)
      throw new EncoderUnavailable(`The encoder at ${address} ${answer.reason}`)
    await new Promise((resolve) => setTimeout(resolve, (settings.pause ?? defaultPause) * 2 ** (attempt - 1)))
  }
}

type Answer = { vectors: number[][] } | { reason: string; again: boolean }

async function request(
  settings: OpenAiEncoderSettings,
  address: string,
  texts: readonly string[],
): Promise<Answer> {
  try {
    const response = await settings.fetch(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(settings.key ? { authorization: `Bearer ${settings.key}` } : {}),
      },
      body: JSON.stringify({ model: settings.model, input: texts.map(inputOf), encoding_format: 'float' }),
      signal: AbortSignal.timeout(settings.timeout ?? defaultTimeout),
    })
    if (!response.ok) {
      await response.body?.cancel()
      return refusal(response.status)
    }
    return readVectors(await response.json(), texts.length, settings.dimensions)
  } catch (error) {
    if (error instanceof SyntaxError)
      return { reason: 'answered with something that is no JSON.', again: false }
    if (error instanceof Error && error.name === 'TimeoutError')
      return { reason: 'did not answer in time.', again: true }
    return { reason: 'could not be reached. Is it running, and is the address right?', again: true }
  }
}

/** Servers refuse empty texts; a space has the same meaning. */
const inputOf = (text: string) => text.toWellFormed().slice(0, mostCharacters).trim() || ' '

function refusal(status: number): Answer {
  if (status === 401 || status === 403) return { reason: 'refuses the key.', again: false }
  if (status === 404) return { reason: 'does not know this address or this model.', again: false }
  return { reason: `answered with status ${status}.`, again: status === 429 || status >= 500 }
}

function readVectors(body: unknown, count: number, dimensions: number): Answer {
  const data = isObject(body) && Array.isArray(body.data) ? body.data : []
  const vectors: number[][] = []
  for (const [place, item] of data.entries()) {
    if (!isObject(item) || !Array.isArray(item.embedding)) continue
    vectors[typeof item.index === 'number' ? item.index : place] = item.embedding
  }
  const complete = Array.from({ length: count }, (_, i) => vectors[i]).every((vector) => vector !== undefined)
  if (!complete) return { reason: 'answered without a vector for every text.', again: false }
  const other = vectors.find((vector) => vector.length !== dimensions || !vector.every(Number.isFinite))
  if (!other) return { vectors }
  return {
    reason: `gives vectors of ${other.length} numbers; the settings say ${dimensions}.`,
    again: false,
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
