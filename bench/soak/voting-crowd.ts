// Many people vote, take votes back and comment at once, while the server is killed again and again. What was
// acknowledged must be there, and no number may differ from its rows.

import { sql } from 'kysely'
import { createAccounts } from '../../src/accounts/accounts.ts'
import { systemClock } from '../../src/clock.ts'
import { type Db, openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { saveRecords } from '../../src/papers/save.ts'
import { act, type Ledger } from './crowd-member.ts'
import { type CrowdNode, type StoreHome, startNode } from './crowd-nodes.ts'
import { inventedPaper } from './invented-papers.ts'
import { createRandom } from './random.ts'

export interface CrowdWanted extends StoreHome {
  people: number
  papers: number
  seconds: number
  kills: number
  nodes: number
  seed: number
  print(line: string): void
  measured?(figures: CrowdFigures): void
}

export interface CrowdFigures {
  perSecond: number
  /** Until each was acknowledged. */
  milliseconds: number[]
}

/** What went wrong, a sentence each. */
export async function runCrowd(wanted: CrowdWanted): Promise<string[]> {
  const { data, databaseUrl, people, seconds, kills, print } = wanted
  const database = openDatabase({ data, url: databaseUrl })
  try {
    await migrate(database)
    const papers = await somePapers(database.db, wanted)
    const nodes: CrowdNode[] = []
    for (let number = 0; number < wanted.nodes; number++) nodes.push(await startNode(wanted))
    try {
      const members = await someMembers(database.db, people, nodes)
      print(
        `${people} people, ${papers.length} papers, ${nodes.length} nodes, ${seconds} s, killed ${kills} times`,
      )
      const until = Date.now() + seconds * 1000
      const acting = members.map((member, at) =>
        act({ ...member, papers, random: createRandom(wanted.seed + at), until }),
      )
      await killOften(nodes, { kills, until })
      const ledgers = await Promise.all(acting)
      report(ledgers, seconds, print)
      const milliseconds = ledgers.flatMap((ledger) => ledger.milliseconds)
      wanted.measured?.({ perSecond: milliseconds.length / seconds, milliseconds })
      return [
        ...ledgers.flatMap(({ errors }) => errors),
        ...(await lost(database.db, members, ledgers)),
        ...(await miscounted(database.db)),
      ]
    } finally {
      for (const node of nodes) await node.stop()
    }
  } finally {
    await database.close()
  }
}

export async function somePapers(
  db: Db,
  { papers, seed }: Pick<CrowdWanted, 'papers' | 'seed'>,
): Promise<string[]> {
  const records = Array.from({ length: papers }, (_, number) => inventedPaper(number, seed))
  await saveRecords(db, records)
  return records.map(({ id }) => id)
}

interface Member {
  id: string
  url: string
  cookie: string
}

export async function someMembers(
  db: Db,
  people: number,
  nodes: readonly Pick<CrowdNode, 'url'>[],
): Promise<Member[]> {
  const members: Member[] = []
  for (let number = 0; number < people; number++) {
    const url = nodes[number % nodes.length]?.url ?? ''
    const accounts = createAccounts({ db, clock: systemClock, publicUrl: url, secureCookies: true })
    // Names of consonants, so that none looks like another.
    const name = `voter-${[...number.toString(7).padStart(4, '0')].map((digit) => 'bcdfghj'[Number(digit)]).join('')}`
    const id = await accounts.addMember({ name, email: `${name}@example.org`, vouched: true })
    const [cookie = ''] = await accounts.startSession(id, new Headers())
    members.push({ id, url, cookie: cookie.split(';')[0] ?? '' })
  }
  return members
}

async function killOften(
  nodes: readonly CrowdNode[],
  { kills, until }: { kills: number; until: number },
): Promise<void> {
  const pause = (until - Date.now()) / (kills + 1)
  for (let number = 0; number < kills; number++) {
    await systemClock.wait(pause)
    await nodes[number % nodes.length]?.killAndRestart()
  }
}

export function report(ledgers: readonly Ledger[], seconds: number, print: (line: string) => void): void {
  const all = ledgers.flatMap(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  const at = (share: number) => Math.round(all[Math.floor(all.length * share)] ?? 0)
  const unanswered = ledgers.reduce((sum, one) => sum + one.unanswered, 0)
  print(
    `${all.length} actions acknowledged, ${Math.round(all.length / seconds)}/s; ` +
      `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms; ${unanswered} unanswered while a server was down`,
  )
}

export async function lost(
  db: Db,
  members: readonly Member[],
  ledgers: readonly Ledger[],
): Promise<string[]> {
  const votes = await db.selectFrom('vote').select(['paper_id', 'person_id']).execute()
  const cast = new Set(votes.map(({ paper_id, person_id }) => `${paper_id} ${person_id}`))
  const comments = await db.selectFrom('comment').select(['id', 'paper_id', 'deleted_at']).execute()
  const standing = new Map(
    comments.map(({ id, paper_id, deleted_at }) => [`${paper_id} ${id}`, deleted_at === null]),
  )
  return members.flatMap(({ id }, at) => {
    const ledger = ledgers[at]
    const wrongVotes = [...(ledger?.votes ?? [])]
      .filter(([paper, up]) => up !== undefined && cast.has(`${paper} ${id}`) !== up)
      .map(([paper, up]) => `The vote of ${id} on ${paper} should be ${up ? 'cast' : 'taken back'}.`)
    const wrongComments = [
      ...[...(ledger?.comments ?? [])]
        .filter((one) => !standing.get(one))
        .map((one) => `Comment ${one} is missing.`),
      ...[...(ledger?.deleted ?? [])]
        .filter((one) => standing.get(one))
        .map((one) => `Comment ${one} is back.`),
    ]
    return [...wrongVotes, ...wrongComments]
  })
}

/** Papers whose numbers differ from their rows. */
export async function miscounted(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from paper where
      member_votes <> (select count(*) from vote where vote.paper_id = paper.id)
      or member_comments <> (select count(*) from comment where comment.paper_id = paper.id
        and deleted_at is null and hidden_at is null)
      or (member_votes > 0) <> exists (select 1 from trending_vote where trending_vote.paper_id = paper.id)`.execute(
    db,
  )
  return rows.map(({ id }) => `The numbers of ${id} differ from its rows.`)
}
