// What ListRecords goes through, and the tokens that lead to the next page of it.

import { firstAt } from './daily-lists.ts'
import type { ArxivPapers } from './generate-arxiv.ts'

export interface OaiList {
  /** Index of the record at a position. */
  at(position: number): number
  length: number
  set: string | undefined
}

export interface OaiLists {
  /** `swapped`: records of neighbouring pages are mixed. */
  begin(question: { set: string | undefined; from: number; until: number; swapped: boolean }): OaiList
  /** `6511003|501`: the list, and at which record of it (1 for the first) to go on. */
  tokenOf(list: OaiList, offset: number): string
  /** Null for a token that is bad by now. */
  resume(token: string): { list: OaiList; offset: number } | null
  /** Whether a good token may still be refused by chance: four times in each list. */
  mayRefuse(token: string): boolean
  refuse(token: string): void
  expireAll(): void
}

const mostRefusals = 4

interface KeptList extends OaiList {
  number: number
  refusals: number
}

/** `uses`: a token is bad after it was used so often. */
export function oaiLists(papers: ArxivPapers, pageSize: number, uses: number): OaiLists {
  let kept = new Map<string, KeptList>()
  let nextNumber = 6_511_000
  const used = new Map<string, number>()
  const listOf = (token: string) => {
    const [, number, offset] = /^(\d+)\|(\d+)$/.exec(token) ?? []
    const list = kept.values().find((one) => one.number === Number(number))
    return list && offset !== undefined ? { list, offset: Number(offset) - 1 } : null
  }
  return {
    begin: (question) => {
      const key = JSON.stringify(question)
      const list = kept.get(key) ?? {
        ...listFor(papers, pageSize, question),
        number: nextNumber++,
        refusals: 0,
      }
      kept.set(key, list)
      return list
    },
    tokenOf: (list, offset) => `${kept.values().find((one) => one === list)?.number}|${offset + 1}`,
    resume: (token) => {
      const times = (used.get(token) ?? 0) + 1
      if (uses !== Number.POSITIVE_INFINITY) used.set(token, times)
      return times > uses ? null : listOf(token)
    },
    mayRefuse: (token) => (listOf(token)?.list.refusals ?? mostRefusals) < mostRefusals,
    refuse: (token) => {
      const list = listOf(token)?.list
      if (list) list.refusals++
    },
    expireAll: () => {
      kept = new Map()
    },
  }
}

function listFor(
  papers: ArxivPapers,
  pageSize: number,
  { set, from, until, swapped }: Parameters<OaiLists['begin']>[0],
): OaiList {
  const [first, end] = [firstAt(papers, from), firstAt(papers, until + 1)]
  const indexes: number[] = []
  for (let index = first; index < end; index++)
    if (set === undefined || papers.categories(index).some((category) => isIn(setOf(category), set)))
      indexes.push(index)
  const list = Uint32Array.from(indexes)
  const order = swapped ? mixed(list.length, 2 * pageSize) : (position: number) => position
  return { length: list.length, set, at: (position) => list[order(position)] ?? 0 }
}

/** In each block first the even positions, then the odd ones. */
function mixed(length: number, block: number): (position: number) => number {
  return (position) => {
    const begin = position - (position % block)
    const half = Math.ceil(Math.min(block, length - begin) / 2)
    const within = position - begin
    return begin + (within < half ? 2 * within : 2 * (within - half) + 1)
  }
}

const isIn = (own: string, set: string): boolean => own === set || own.startsWith(`${set}:`)

const archivesOfPhysics = ['quant-ph', 'cond-mat']

/** `cs.AI` → `cs:cs:AI`, `quant-ph` → `physics:quant-ph`. */
export function setOf(category: string): string {
  const [archive = '', subject] = category.split('.')
  const group = archivesOfPhysics.includes(archive) ? 'physics' : archive
  return [group, archive, ...(subject === undefined ? [] : [subject])].join(':')
}
