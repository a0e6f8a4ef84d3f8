// One member who votes, takes votes back and comments without a pause, and remembers what was acknowledged.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from './random.ts'

/** What must be in the store when all is over. `undefined`: no answer came, so either may be. */
export interface Ledger {
  votes: Map<string, boolean | undefined>
  comments: Set<string>
  deleted: Set<string>
  milliseconds: number[]
  unanswered: number
  /** Answers that were neither what was asked for nor lost with the server. */
  errors: string[]
}

export interface CrowdMember {
  url: string
  cookie: string
  papers: readonly string[]
  random: Random
  until: number
  /** The site says 503 (or its proxy 502) while the store is away: no answer. */
  mayBeAway?: boolean
}

/** Until the time is over. */
export async function act(member: CrowdMember): Promise<Ledger> {
  const { papers, random, until } = member
  const ledger: Ledger = {
    ...{ votes: new Map(), comments: new Set(), deleted: new Set() },
    ...{ milliseconds: [], unanswered: 0, errors: [] },
  }
  while (Date.now() < until) {
    const paper = random.pick(papers)
    const dice = random.below(10)
    if (dice < 8) await vote(member, ledger, paper, dice < 5)
    else if (dice === 8 || ledger.comments.size === 0) await comment(member, ledger, paper)
    else await takeBack(member, ledger)
    await sleep(random.below(400))
  }
  return ledger
}

async function vote(member: CrowdMember, ledger: Ledger, paper: string, up: boolean): Promise<void> {
  const answer = await post(member, ledger, `/papers/${paper}/vote`, { vote: up ? 'up' : 'none' })
  ledger.votes.set(paper, answer?.status === 303 ? up : undefined)
}

async function comment(member: CrowdMember, ledger: Ledger, paper: string): Promise<void> {
  const body = Array.from({ length: 12 }, () => member.random.below(1_000_000).toString(36)).join(' ')
  const answer = await post(member, ledger, `/papers/${paper}/comments`, { body, do: 'send' })
  const id = /#c-([0-9a-f]{24})$/.exec(answer?.headers.get('location') ?? '')?.[1]
  if (id !== undefined) ledger.comments.add(`${paper} ${id}`)
}

async function takeBack(member: CrowdMember, ledger: Ledger): Promise<void> {
  const one = member.random.pick([...ledger.comments])
  const [paper = '', id = ''] = one.split(' ')
  const answer = await post(member, ledger, `/papers/${paper}/comments/${id}/delete`, {})
  ledger.comments.delete(one)
  if (answer?.status === 303) ledger.deleted.add(one)
}

/** Null where no answer came. */
async function post(
  { url, cookie, mayBeAway = false }: CrowdMember,
  ledger: Ledger,
  path: string,
  fields: Record<string, string>,
): Promise<Response | null> {
  const began = performance.now()
  try {
    const answer = await fetch(`${url}${path}`, {
      ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) },
      headers: { cookie, origin: url, 'sec-fetch-site': 'same-origin' },
    })
    const text = await answer.text()
    // A server that has just been started again.
    if (answer.status === 503 && text.startsWith('Starting')) throw new Error(text)
    if (mayBeAway && [502, 503, 504].includes(answer.status)) throw new Error('away')
    ledger.milliseconds.push(performance.now() - began)
    if (answer.status !== 303) ledger.errors.push(`${path} answered ${answer.status}: ${reasonIn(text)}`)
    return answer
  } catch {
    ledger.unanswered++
    await sleep(100)
    return null
  }
}

/** What a page of an error says, in short. */
const reasonIn = (html: string): string =>
  (/<main[^>]*>(.*?)<\/main>/s.exec(html)?.[1] ?? html)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 200)
