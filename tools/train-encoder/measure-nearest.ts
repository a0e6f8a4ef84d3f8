// How many of the ten nearest papers by exact vectors the index finds, and how fast:
//
//   node tools/train-encoder/measure-nearest.ts [model [data folder]]
//
// Over all papers of the data folder. The queries are titles of held-out papers, two to six words of such titles, and
// those of the test collections.
// Needs about 2 GB of memory and some minutes.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadStaticEncoder } from '../../src/search/semantic/encoder.ts'
import { compileKernels } from '../../src/search/semantic/load-kernels.ts'
import { nearest } from '../../src/search/semantic/nearest.ts'
import { codeBytes, quantize } from '../../src/search/semantic/quantize.ts'
import { vectorQuery } from '../../src/search/semantic/vector-query.ts'
import { createVectorScan } from '../../src/search/semantic/vector-scan.ts'
import { assembleSearchKernels } from '../assemble-kernels.ts'
import { assembleKernels, startKernels } from './kernels.ts'
import { readPapers } from './papers.ts'

const [modelPath = 'models/encoder.senc', dataFolder = '../shared/data'] = process.argv.slice(2)
const segmentSize = 65_536
const textsAtOnce = 256
const wantedNeighbours = 10
const kernels = compileKernels(await assembleSearchKernels())
const encoder = loadStaticEncoder(readFileSync(modelPath), kernels)
const { dimensions } = encoder

const texts: string[] = []
const asked: string[] = []
await readPapers(dataFolder, ({ title, abstract }, heldOut) => {
  texts.push(`${title}. ${abstract}`)
  if (heldOut && asked.length < 200)
    asked.push(asked.length % 2 === 0 ? title : someWords(title, 2 + ((asked.length >> 1) % 5)))
})
for (const name of ['cacm', 'cisi', 'cranfield']) {
  const lines = readFileSync(join(dataFolder, 'ir', name, 'queries.jsonl'), 'utf8')
    .trim()
    .split('\n')
  for (const line of lines.slice(0, 33)) asked.push((JSON.parse(line) as { text: string }).text)
}
const queries = encoder.encode(asked)
const exact = await createExact()
const segments: Parameters<typeof createVectorScan>[0][] = []
let encodingMicroseconds = 0
for (let first = 0; first < texts.length; first += segmentSize) segments.push(await makeSegment(first))
console.log(`${texts.length} papers of ${dimensions} dimensions, ${asked.length} queries`)
console.log(
  `encoded ${Math.round(texts.length / (encodingMicroseconds / 1e6))} papers a second of processor time`,
)
measure()

/** As a reader would type them: long words, not the first ones. */
function someWords(title: string, count: number): string {
  const long = title.split(/\s+/).filter((word) => word.length > 3)
  return long.slice(-count).join(' ')
}

async function makeSegment(first: number) {
  const count = Math.min(segmentSize, texts.length - first)
  const segment = {
    bits: new Uint8Array((count * dimensions) / 8),
    codes: new Uint8Array(count * codeBytes(dimensions)),
    scales: new Float32Array(count),
    dimensions,
  }
  for (let from = 0; from < count; from += textsAtOnce) {
    const before = process.cpuUsage()
    const vectors = encoder.encode(texts.slice(first + from, first + Math.min(count, from + textsAtOnce)))
    encodingMicroseconds += process.cpuUsage(before).user
    for (let i = 0; i * dimensions < vectors.length; i++) {
      const { bits, codes, scale } = quantize(vectors.subarray(i * dimensions, (i + 1) * dimensions))
      segment.bits.set(bits, (from + i) * bits.length)
      segment.codes.set(codes, (from + i) * codes.length)
      segment.scales[from + i] = scale
    }
    exact.offer(first + from, vectors)
  }
  return segment
}

/** Keeps the exact best of every query while vectors pass by. */
async function createExact() {
  const at = queries.byteLength
  const pages = Math.ceil((at + textsAtOnce * dimensions * 4) / 65_536)
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
  const { dot } = startKernels(new WebAssembly.Module(await assembleKernels(pages)), memory)
  new Float32Array(memory.buffer).set(queries)
  const best = asked.map((): { document: number; score: number }[] => [])
  return {
    best,
    offer(first: number, vectors: Float32Array): void {
      new Float32Array(memory.buffer, at).set(vectors)
      best.forEach((list, query) => {
        for (let i = 0; i * dimensions < vectors.length; i++) {
          const score = dot(query * dimensions * 4, at + i * dimensions * 4, dimensions)
          if (list.length === wantedNeighbours && score <= (list.at(-1)?.score ?? 0)) continue
          list.push({ document: first + i, score })
          list.sort((a, b) => b.score - a.score)
          list.length = Math.min(list.length, wantedNeighbours)
        }
      })
    },
  }
}

function measure(): void {
  const scans = segments.map((segment) => createVectorScan(segment, kernels))
  const allowed = scans.map(() => null)
  const times = {
    'nearest 1000': [] as number[],
    'all bits of all': [] as number[],
    'first 320 bits of all': [] as number[],
  }
  const everyone = scans.map(({ documents }) => Uint32Array.from({ length: documents }, (_, i) => i))
  let kept = 0
  for (const [i, { best }] of asked.map((_, i) => [i, exact] as const)) {
    const query = vectorQuery(queries.subarray(i * dimensions, (i + 1) * dimensions))
    const found = timed(times['nearest 1000'], () => nearest(scans, query, { allowed, count: 1000 }))
    timed(times['first 320 bits of all'], () => scans.map((scan) => scan.prefixDistances(query)))
    if (i % 20 === 0) {
      timed(times['all bits of all'], () =>
        scans.map((scan, s) => scan.distances(query, everyone[s] ?? new Uint32Array(0))),
      )
    }
    const top = new Set(
      found.slice(0, wantedNeighbours).map(({ segment, document }) => segment * segmentSize + document),
    )
    kept += (best[i] ?? []).filter(({ document }) => top.has(document)).length
  }
  console.log(`kept of the exact ten nearest: ${(kept / asked.length / wantedNeighbours).toFixed(4)}`)
  for (const [name, list] of Object.entries(times)) {
    const sorted = list.toSorted((a, b) => a - b)
    const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2)
    console.log(`${name}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`)
  }
}

function timed<Result>(list: number[], work: () => Result): Result {
  const start = performance.now()
  const result = work()
  list.push(performance.now() - start)
  return result
}
