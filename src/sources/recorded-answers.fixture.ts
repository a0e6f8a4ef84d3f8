// Answers for tests: recorded ones from the folder beside the repository, made-up ones, and damaged ones.

import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { parse } from 'yaml'
import { Invalid } from '../errors.ts'
import type { Item } from '../papers/import/item.ts'
import type { PaperRecord } from '../papers/paper.ts'
import type { Answer } from './protocol.ts'
import { SourceTrouble, type TroubleKind } from './source-trouble.ts'

const samples = join(import.meta.dirname, '../../../shared/samples')

/** For `skip`: why recorded answers can't be read here. */
export const noSamples: string | false = existsSync(samples) ? false : 'the recorded answers are not here'

export const sampleText = (path: string): string => readFileSync(join(samples, path), 'utf8')

export const sampleNames = (folder: string): string[] => readdirSync(join(samples, folder)).sort()

export function answerOf(
  text: string,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Answer {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  return {
    status,
    headers: { get: (name) => lower.get(name.toLowerCase()) ?? null },
    text,
    url: 'https://source.example/',
  }
}

export const jsonAnswer = (value: unknown, status = 200): Answer =>
  answerOf(JSON.stringify(value), { status })

/** A file with a head and a body; some lack the line with the status. */
export function answerOfHttp(text: string): Answer {
  const [head = '', ...body] = text.split(/\r?\n\r?\n/)
  const lines = head.split(/\r?\n/)
  const status = /^HTTP\/\S+ (\d{3})/.exec(lines[0] ?? '')?.[1]
  const headers = lines.filter((line) => line.includes(': ')).map((line) => line.split(': ', 2))
  return answerOf(body.join('\n\n'), {
    status: status === undefined ? 200 : Number(status),
    headers: Object.fromEntries(headers),
  })
}

export interface RecordedAnswer {
  url: string
  answer: Answer
}

interface Cassette {
  interactions: {
    request: { uri: string }
    response: {
      status?: { code: number }
      status_code?: number
      content?: string
      body?: { string: string | Uint8Array }
    }
  }[]
}

/** The answers of a cassette, bodies unpacked. */
export function cassette(path: string): RecordedAnswer[] {
  const { interactions } = parse(sampleText(path)) as Cassette
  return interactions.map(({ request, response }) => {
    const body = response.content ?? response.body?.string ?? ''
    const text = typeof body === 'string' ? body : gunzipSync(body).toString('utf8')
    const status = response.status?.code ?? response.status_code ?? 200
    return { url: request.uri, answer: answerOf(text, { status }) }
  })
}

/** That a trouble is of its kind and a sentence. */
export function assertTrouble(read: () => unknown, kind: TroubleKind, words: RegExp): void {
  assert.throws(read, (error) => {
    assert.ok(error instanceof SourceTrouble, String(error))
    assert.equal(error.kind, kind)
    assert.match(error.message, words)
    assert.match(error.message, /^[\p{L}].*\.$/su)
    return true
  })
}

/** What `read` gives, null where it throws trouble; any other error goes on. */
export function unlessTrouble<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof SourceTrouble || error instanceof Invalid) {
      assert.match(error.message, /[.”]$/)
      return null
    }
    throw error
  }
}

/** The records of usable items, and why the others aren't. */
export function readAll(items: readonly Item[]): { records: PaperRecord[]; bad: string[] } {
  const records: PaperRecord[] = []
  const bad: string[] = []
  for (const item of items) {
    try {
      records.push(item.read())
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      bad.push(error.message)
    }
  }
  return { records, bad }
}

const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    1e300,
    2 ** 53,
    '',
    ' ',
    'NA',
    [],
    {},
    [null],
    [[]],
    [[null]],
  ),
  fc.constantFrom<unknown>(
    '\u0000\ud800',
    '$$',
    'https://',
    '0000-00-00',
    '9'.repeat(400),
    'x'.repeat(30_000),
  ),
  fc.jsonValue(),
)

/** JSON with a few of its parts replaced, taken out or named like parts of every object. */
export function mutatedJson(value: unknown): fc.Arbitrary<string> {
  const change = fc.record({ place: fc.nat(), how: fc.constantFrom('replace', 'delete', 'name'), hostile })
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    const whole = { root: structuredClone(value) }
    for (const { place, how, hostile } of changes) {
      const spots = spotsIn(whole)
      const spot = spots[place % spots.length]
      if (spot === undefined) continue
      const { parent, key } = spot
      if (how === 'delete' && key !== 'root') delete parent[key]
      else if (how === 'name') Object.defineProperty(parent, '__proto__', named(structuredClone(hostile)))
      else parent[key] = structuredClone(hostile)
    }
    return JSON.stringify(whole.root)
  })
}

const named = (value: unknown) => ({ value, enumerable: true, configurable: true, writable: true })

type Parent = Record<string, unknown>

function spotsIn(parent: unknown): { parent: Parent; key: string }[] {
  if (typeof parent !== 'object' || parent === null) return []
  return Object.keys(parent).flatMap((key) => [
    { parent: parent as Parent, key },
    ...spotsIn((parent as Parent)[key]),
  ])
}

/** A text with pieces cut out, doubled or replaced. */
export function mutatedText(text: string): fc.Arbitrary<string> {
  const change = fc.record({
    at: fc.nat(text.length),
    length: fc.nat(40),
    put: fc.oneof(
      fc.constantFrom('', '<', '>', '&', '"', '{', '}', ',', '<a>', '</title>', '\0'),
      fc.string(),
    ),
  })
  return fc
    .array(change, { minLength: 1, maxLength: 4 })
    .map((changes) =>
      changes.reduce(
        (whole, { at, length, put }) => whole.slice(0, at) + put + whole.slice(at + length),
        text,
      ),
    )
}
