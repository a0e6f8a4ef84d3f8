// Reads a test collection in BEIR form: corpus.jsonl, queries.jsonl and qrels.tsv in one folder.

import { createReadStream, existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Judgements } from './ndcg.ts'

export interface CollectionDocument {
  id: string
  title: string
  text: string
  /** Of `metadata.authors`, where a collection has it: names in a list, or in one text with semicolons. */
  authors: string[]
}

export interface Collection {
  /** The folder's name. */
  name: string
  documents: CollectionDocument[]
  /** Text by id, in the order of the file. */
  queries: Map<string, string>
  /** By query. */
  judgements: Map<string, Judgements>
  /** Lines that were left out: "corpus.jsonl, line 3: why." */
  problems: string[]
}

/** Throws an Error with a sentence for the reader when a file is missing or holds no usable line. */
export async function readCollection(folder: string): Promise<Collection> {
  const problems: string[] = []
  const documents = new Map<string, CollectionDocument>()
  const queries = new Map<string, string>()
  const judgements = new Map<string, Map<string, number>>()
  await eachLine(folder, ['corpus.jsonl'], problems, (line) => {
    const document = documentOf(recordOf(line))
    if (documents.has(document.id)) throw new Unusable(`There are two documents with the id ${document.id}`)
    documents.set(document.id, document)
  })
  await eachLine(folder, ['queries.jsonl'], problems, (line) => {
    const record = recordOf(line)
    queries.set(idOf(record), textOf(record, 'text'))
  })
  // As published, BEIR keeps its judgements one folder deeper.
  await eachLine(folder, ['qrels.tsv', 'qrels/test.tsv'], problems, (line, number) => {
    const [query = '', document = '', grade = ''] = line.split('\t')
    if (number === 1 && !Number.isFinite(Number(grade || Number.NaN))) return
    if (query === '' || document === '' || !/^-?\d+(\.\d+)?$/.test(grade.trim())) {
      throw new Unusable('It is not a query, a document and a grade with tabs between')
    }
    const judged = judgements.get(query) ?? new Map<string, number>()
    judgements.set(query, judged.set(document, Number(grade)))
  })
  return {
    name: basename(resolve(folder)),
    documents: [...documents.values()],
    queries,
    judgements,
    problems,
  }
}

/** A line that can't be used; the message says why and has no full stop yet. */
class Unusable extends Error {}

/** Calls `use` with each line that isn't blank, and notes those that it can't use. Reads the first of `names` there is. */
async function eachLine(
  folder: string,
  names: readonly [string, ...string[]],
  problems: string[],
  use: (line: string, number: number) => void,
): Promise<void> {
  const name = names.find((candidate) => existsSync(join(folder, candidate)))
  if (name === undefined) {
    throw new Error(
      `${folder} has no ${names[0]}. A collection is corpus.jsonl, queries.jsonl and qrels.tsv.`,
    )
  }
  let [number, used] = [0, 0]
  for await (const line of createInterface({
    input: createReadStream(join(folder, name)),
    crlfDelay: Infinity,
  })) {
    number++
    if (line.trim() === '') continue
    try {
      use(line, number)
      used++
    } catch (error) {
      if (!(error instanceof Unusable)) throw error
      problems.push(`${name}, line ${number}: ${error.message}.`)
    }
  }
  if (used === 0) throw new Error(`${join(folder, name)} has no usable line.`)
}

function recordOf(line: string): object {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // Said below, as for JSON that is no object.
  }
  throw new Unusable('It is not a JSON object')
}

const documentOf = (record: object): CollectionDocument => ({
  id: idOf(record),
  title: textOf(record, 'title'),
  text: textOf(record, 'text'),
  authors: authorsOf(record),
})

function idOf(record: object): string {
  const id = '_id' in record ? record._id : undefined
  if (typeof id === 'string' && id !== '') return id
  if (typeof id === 'number') return String(id)
  throw new Unusable('It has no _id')
}

function textOf(record: object, key: 'title' | 'text'): string {
  const value: unknown = key in record ? Reflect.get(record, key) : ''
  if (typeof value === 'string') return value
  if (value === null) return ''
  throw new Unusable(`Its ${key} is not a text`)
}

function authorsOf(record: object): string[] {
  const metadata: unknown = 'metadata' in record ? record.metadata : undefined
  if (typeof metadata !== 'object' || metadata === null || !('authors' in metadata)) return []
  const { authors } = metadata
  const names: unknown[] = Array.isArray(authors)
    ? authors
    : typeof authors === 'string'
      ? authors.split(';')
      : []
  return names
    .filter((name) => typeof name === 'string')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
