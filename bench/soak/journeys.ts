// People go through all features of a site of three nodes, in a browser and by programs, again and again, while the nodes
// are killed (SIGKILL) in turn and the database ends twice, once in order and once as by a crash. What was acknowledged must
// be there at the end, what comes by itself must come, and answers may be missing only while something was down.
// Run: npm run soak -- journeys [--minutes 6] [--rounds 1] [--kills 6] [--seed N]

import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { noBrowser } from '../../test/support/browser.ts'
import { running, webhook } from './admin-journeys.ts'
import { breakOften, notReady } from './break-often.ts'
import { type Downtimes, noteDowntimes } from './downtimes.ts'
import { type Journey, visit, waitFor } from './journey-people.ts'
import { addressesInDoubt, harvested, jobsInTrouble } from './journey-queries.ts'
import { atJourneySite, type JourneySite, MOST_MEMBERS } from './journey-site.ts'
import { following, savedSearch, wholeWay } from './member-journeys.ts'
import { noNginx } from './nginx.ts'
import { noClusters } from './own-cluster.ts'
import { agent, api, feeds } from './program-journeys.ts'
import { digest, searching } from './reader-journeys.ts'
import { miscounted } from './voting-crowd.ts'

export interface JourneysWanted {
  minutes: number
  /** How often each is made at least, also when the time is over. */
  rounds: number
  kills: number
  seed: number
  print(line: string): void
}

/** Why it can't be run here, if so. */
export const whyNot: string | undefined = noClusters ?? noNginx ?? (noBrowser || undefined)

/** Each lane is one person after the other. */
const lanes: readonly Record<string, Journey>[] = [
  { 'a member, from signing up to leaving': wholeWay },
  {
    'the digest by mail': digest,
    'search and similar papers': searching,
    following,
    'saved searches': savedSearch,
  },
  { webhooks: webhook, 'pages of admins': running, 'the API': api, agents: agent, feeds },
]

export async function run(args: string[]): Promise<string[]> {
  const text = (standard: string) => ({ type: 'string', default: standard }) as const
  const options = { minutes: text('6'), rounds: text('1'), kills: text('6'), seed: text('1') }
  const { values } = parseArgs({ args, options })
  const [minutes, rounds] = [Number(values.minutes), Number(values.rounds)]
  const [kills, seed] = [Number(values.kills), Number(values.seed)]
  return soakJourneys({ minutes, rounds, kills, seed, print: (line) => console.log(line) })
}

/** Returns what went wrong, a sentence each. */
export async function soakJourneys(wanted: JourneysWanted): Promise<string[]> {
  if (whyNot !== undefined) return [whyNot]
  return atJourneySite(wanted.seed, async (site) => {
    const { minutes, kills, print } = wanted
    await allSearchable(site)
    print(`3 nodes, ${minutes} min, ${kills} kills, 2 restarts of the database`)
    const downtimes = noteDowntimes()
    const until = Date.now() + minutes * 60_000
    const made = new Map<string, { times: number; seconds: number[] }>()
    const going = lanes.map((lane) => goThrough(site, lane, { ...wanted, until, made }))
    await breakOften(site, { kills, until, downtimes })
    await Promise.all(going)
    for (const [name, { times, seconds }] of made)
      print(`${name}: ${times} times, the longest in ${Math.round(Math.max(...seconds))} s`)
    return judge(site, downtimes, wanted)
  })
}

/** The index of a new node is made while it serves. */
async function allSearchable({ nodes, papers }: JourneySite): Promise<void> {
  const finds = async (url: string) => {
    const answer = await fetch(`${url}/api/papers/${papers[0]}/similar`)
    return answer.ok && ((await answer.json()) as unknown[]).length > 0
  }
  for (const { url } of nodes) await waitFor(`the search at ${url}`, () => finds(url))
}

interface Going extends JourneysWanted {
  until: number
  made: Map<string, { times: number; seconds: number[] }>
}

/** Who can't go on says so, and the next one comes. */
async function goThrough(
  site: JourneySite,
  lane: Record<string, Journey>,
  { rounds, until, made }: Going,
): Promise<void> {
  for (let round = 0; (round < rounds || Date.now() < until) && round < MOST_MEMBERS; round++) {
    for (const [name, journey] of Object.entries(lane)) {
      const began = Date.now()
      const count = made.get(name) ?? { times: 0, seconds: [] }
      made.set(name, count)
      try {
        await visit(site, round, journey)
        count.times++
        count.seconds.push((Date.now() - began) / 1_000)
      } catch (error) {
        const [, recipient] = /No mail to (\S+)/.exec(String(error)) ?? []
        const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
        const when = `${new Date(began).toISOString()} to ${new Date().toISOString()}`
        site.ledger.fail(`${name}, round ${round}, ${when}: ${why}`, recipient && `${recipient}@example.org`)
      }
    }
  }
}

async function judge(
  site: JourneySite,
  downtimes: Downtimes,
  { kills, print }: JourneysWanted,
): Promise<string[]> {
  const { db, ledger, errors } = site
  const doubtful = await addressesInDoubt(db)
  const wrong = await ledger.judge(db, doubtful)
  const { kept, expected } = ledger.counts()
  const jobs = await jobsInTrouble(db, Date.now())
  const harvest = await harvested(db, 'biorxiv:')
  print(`${kept} acknowledged writes looked up, ${expected} mails and events that had to come by themselves`)
  print(`${errors.length} answers that did not come and were asked for again`)
  print(`${doubtful.size} addresses with a mail in doubt; ${harvest} papers harvested meanwhile`)
  for (const { kind, state, last_error } of jobs) print(`job ${kind} is ${state}: ${last_error}`)
  return [
    ...wrong,
    ...downtimes.unexcused(errors),
    // One mail at a time is on its way from a node, and four digests.
    ...(doubtful.size > 5 * (kills + 2) ? [`${doubtful.size} mails are in doubt.`] : []),
    ...jobs.filter(({ state }) => state !== 'failed').map(({ kind }) => `Nobody takes up the job ${kind}.`),
    ...(harvest === 0 ? ['Nothing was harvested.'] : []),
    ...(await miscounted(db)),
    ...(await notReady(site.nodes)),
    ...(await bugsIn(site.logs)),
  ]
}

async function bugsIn(logs: readonly string[]): Promise<string[]> {
  const texts = await Promise.all(logs.map((log) => readFile(log, 'utf8')))
  return texts.flatMap((text) => text.split('\n').filter((line) => line.includes('"a bug"')))
}
