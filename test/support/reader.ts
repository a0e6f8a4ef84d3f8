// What readers and members see of a running site, and what its keeper is told.

import { runProgram } from './program.ts'

export interface Seen {
  status: number
  body: string
  /** Seconds after which they are asked to come back. */
  retryAfter: number
}

/** @throws where nothing answers within `patience` milliseconds */
export async function look(address: string, init: RequestInit = {}, patience = 30_000): Promise<Seen> {
  const answer = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(patience), ...init })
  const retryAfter = Number(answer.headers.get('retry-after') ?? Number.NaN)
  return { status: answer.status, retryAfter, body: await answer.text() }
}

/** How many papers a search for that word finds, up to a hundred; -1 where it doesn’t answer. */
export async function found(url: string, word: string): Promise<number> {
  const { status, body } = await look(`${url}/api/papers/search?mode=lexical&limit=100&q=${word}`)
  const items: unknown = status === 200 ? JSON.parse(body) : null
  return Array.isArray(items) ? items.length : -1
}

/** Votes, or takes the vote back; `headers` of a member's browser. */
export const vote = (url: string, paper: string, headers: Record<string, string>, up = true): Promise<Seen> =>
  look(`${url}/papers/${paper}/vote`, {
    ...{ method: 'POST', headers },
    body: new URLSearchParams({ vote: up ? 'up' : 'none' }),
  })

/** What was acknowledged: the members' votes that must be there, whatever happens. */
export interface VoteBook {
  /** Null where the answer left it open. */
  votes: Map<string, boolean | null>
  note(paper: string, up: boolean, seen: Seen | null): void
  /** Papers whose vote isn't as it was acknowledged. */
  wrong(url: string): Promise<string[]>
}

export function voteBook(): VoteBook {
  const votes = new Map<string, boolean | null>()
  return {
    votes,
    note: (paper, up, seen) => void votes.set(paper, seen?.status === 303 ? up : null),
    async wrong(url) {
      const wrong: string[] = []
      for (const [paper, up] of votes) {
        if (up === null) continue
        const { body } = await look(`${url}/api/papers/${paper}`)
        if ((JSON.parse(body) as { upvotes: number }).upvotes !== Number(up)) wrong.push(paper)
      }
      return wrong
    },
  }
}

/** What `broadsheet doctor` says of one part: its status and a sentence. */
export async function doctorSays(
  part: string,
  data: string,
  env: Record<string, string> = {},
): Promise<string> {
  const { stdout } = await runProgram(['doctor', '--data', data, '--json'], { env })
  const { checks } = JSON.parse(stdout) as { checks: { name: string; status: string; says: string }[] }
  const check = checks.find(({ name }) => name === part)
  return `${check?.status}: ${check?.says}`
}
