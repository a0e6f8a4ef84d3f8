// How good an encoder is on its own: ranking by the cosine of exact vectors, without words, bits or fusion.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assembleKernels, startKernels } from './kernels.ts'
import { readPapers, type TrainingPaper } from './papers.ts'
import { createRandom } from './random.ts'

/** Unit vectors, row after row. */
export type Encode = (texts: readonly string[]) => Float32Array

/** nDCG at 10 for every collection of the folder, each in BEIR's form. */
export async function evaluateCollections(
  folder: string,
  encode: Encode,
  dimensions: number,
): Promise<Map<string, number>> {
  const results = new Map<string, number>()
  for (const name of readdirSync(folder).sort()) {
    const documents = readLines<{ _id: string; title: string; text: string }>(
      join(folder, name, 'corpus.jsonl'),
    )
    const queries = readLines<{ _id: string; text: string }>(join(folder, name, 'queries.jsonl'))
    const judged = readJudgements(join(folder, name, 'qrels.tsv'))
    const rank = await createRanking(
      encode(documents.map(({ title, text }) => `${title}. ${text}`)),
      dimensions,
    )
    const asked = queries.filter(({ _id }) => judged.has(_id))
    const vectors = encode(asked.map(({ text }) => text))
    const scores = asked.map(({ _id }, i) => {
      const best = rank.nearest(vectors.subarray(i * dimensions, (i + 1) * dimensions), 10)
      return ndcg(
        best.map((document) => documents[document]?._id ?? ''),
        judged.get(_id) ?? new Map(),
      )
    })
    results.set(name, scores.reduce((sum, score) => sum + score, 0) / scores.length)
  }
  return results
}

export interface Recall {
  papers: number
  titles: number
  at1: number
  at10: number
  at100: number
}

/** Finds the abstract of held-out papers by their title, among the abstracts of all held-out papers. */
export async function evaluateTitles(
  dataFolder: string,
  encode: Encode,
  dimensions: number,
  titles: number,
): Promise<Recall> {
  const papers: TrainingPaper[] = []
  await readPapers(dataFolder, (paper, heldOut) => {
    if (heldOut) papers.push(paper)
  })
  const rank = await createRanking(encode(papers.map(({ abstract }) => abstract)), dimensions)
  const order = Int32Array.from(papers, (_, i) => i)
  createRandom(7).shuffle(order)
  const asked = [...order.subarray(0, titles)]
  const vectors = encode(asked.map((paper) => papers[paper]?.title ?? ''))
  const ranks = asked.map((paper, i) =>
    rank.rankOf(vectors.subarray(i * dimensions, (i + 1) * dimensions), paper),
  )
  const within = (limit: number) => ranks.filter((place) => place < limit).length / ranks.length
  return { papers: papers.length, titles: asked.length, at1: within(1), at10: within(10), at100: within(100) }
}

async function createRanking(vectors: Float32Array, dimensions: number) {
  const pages = Math.ceil((vectors.byteLength + dimensions * 4) / 65_536)
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
  const module = new WebAssembly.Module(await assembleKernels(pages))
  const kernels = startKernels(module, memory)
  const floats = new Float32Array(memory.buffer)
  floats.set(vectors)
  const count = vectors.length / dimensions
  const scores = (query: Float32Array): Float32Array => {
    floats.set(query, vectors.length)
    return Float32Array.from({ length: count }, (_, i) =>
      kernels.dot(i * dimensions * 4, vectors.byteLength, dimensions),
    )
  }
  return {
    nearest(query: Float32Array, wanted: number): number[] {
      const found = scores(query)
      const order = Array.from(found, (_, i) => i).sort((a, b) => (found[b] ?? 0) - (found[a] ?? 0) || a - b)
      return order.slice(0, wanted)
    },
    /** How many documents are nearer than this one. */
    rankOf(query: Float32Array, document: number): number {
      const found = scores(query)
      const own = found[document] ?? 0
      return found.reduce((nearer, score) => nearer + (score > own ? 1 : 0), 0)
    },
  }
}

function ndcg(ranked: readonly string[], judged: ReadonlyMap<string, number>): number {
  const gain = (relevance: number, place: number) => relevance / Math.log2(place + 2)
  const ideal = [...judged.values()]
    .sort((a, b) => b - a)
    .slice(0, 10)
    .reduce((sum, relevance, i) => sum + gain(relevance, i), 0)
  return ranked.reduce((sum, id, i) => sum + gain(judged.get(id) ?? 0, i), 0) / ideal
}

function readJudgements(path: string): Map<string, Map<string, number>> {
  const judged = new Map<string, Map<string, number>>()
  for (const line of readFileSync(path, 'utf8').trim().split('\n').slice(1)) {
    const [query = '', document = '', relevance = '0'] = line.split('\t')
    if (Number(relevance) <= 0) continue
    const known = judged.get(query) ?? new Map<string, number>()
    judged.set(query, known.set(document, Number(relevance)))
  }
  return judged
}

function readLines<Line>(path: string): Line[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line): Line => JSON.parse(line))
}
