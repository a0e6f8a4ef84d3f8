// A site with people of every role and things that belong to one of them, for tests that try every address.

import { newMemberId } from '../../src/accounts/member-id.ts'
import type { Standing } from '../../src/accounts/permissions.ts'
import type { Db } from '../../src/db/connect.ts'
import type { Web } from '../../src/web/create-web.ts'
import { aComment } from '../support/comments.ts'
import { aMember, browserHeaders, formBody, type TestMember, testOrigin } from '../support/members.ts'
import { fill, paperRecord } from '../support/records.ts'
import { aSavedSearch } from '../support/saved-searches.ts'
import { noon, siteOver } from '../support/site.ts'

/** Who asks: a role, whoever owns the thing asked about, or a member who was suspended. */
export type Actor = Standing | 'owner' | 'suspended'

export const actors: readonly Actor[] = [
  'nobody',
  'reader',
  'curator',
  'moderator',
  'admin',
  'owner',
  'suspended',
]

export interface Door {
  db: Db
  site: Web
  paperId: string
  people: Record<Exclude<Actor, 'nobody'>, TestMember>
  /** A new comment of the owner; returns its id. */
  comment(facts?: { body?: string; hidden?: boolean }): Promise<string>
  /** A new submission of the owner that waits; returns its id. */
  submission(): Promise<string>
  /** A new claim of the owner; returns its id. */
  claim(state?: 'waiting' | 'approved'): Promise<string>
  /** A new search of the owner's; returns its id. */
  savedSearch(): Promise<string>
  /** A new paper that the owner submitted; returns its id. */
  ownPaper(): Promise<string>
  ask(method: string, path: string, actor?: Actor, fields?: Record<string, string>): Promise<Response>
  /** As a script of a page does. */
  askJson(method: string, path: string, actor: Actor, body: object): Promise<Response>
}

export const doorPaper = '2310.03059'

export async function openDoor(db: Db): Promise<Door> {
  const entries = [{ day: '2025-12-05', place: 0, recordedVotes: 3, submittedBy: { name: 'recorded' } }]
  await fill(db, [paperRecord({ id: doorPaper, categories: ['cs.CL'], published: '2025-12-04', entries })])
  const site = siteOver(db, { settings: { SOURCES: 'hf-daily' } })
  const people = {
    reader: await aMember(db, 'some-reader'),
    curator: await aMember(db, 'some-curator', 'curator'),
    moderator: await aMember(db, 'some-mod', 'moderator'),
    admin: await aMember(db, 'some-boss', 'admin'),
    owner: await aMember(db, 'some-owner'),
    suspended: await aMember(db, 'some-rogue', 'admin'),
  }
  const until = Date.parse(noon) + 86_400_000
  const suspension = { state: 'suspended', suspended_until: until }
  await db.updateTable('member').set(suspension).where('id', '=', people.suspended.id).execute()
  return {
    ...{ db, site, paperId: doorPaper, people },
    comment: ({ body = 'It holds.', hidden = false } = {}) => {
      const state = hidden ? { hidden_at: 1, hidden_reason: 'Off topic.' } : {}
      return aComment(db, { paper_id: doorPaper, person_id: people.owner.id, body, ...state })
    },
    submission: () => aSubmission(db, people.owner.id, {}),
    claim: (state = 'waiting') => aClaim(db, people.owner.id, state),
    savedSearch: () => aSavedSearch(db, people.owner.id, `secret of the owner ${++searchesMade}`),
    ownPaper: async () => {
      const id = `2512.${String(10_000 + ++papersMade)}`
      const entry = {
        day: '2026-03-03',
        place: 0,
        submittedBy: { id: people.owner.id, name: people.owner.name },
      }
      await fill(db, [paperRecord({ id, entries: [entry] })])
      return id
    },
    ask: async (method, path, actor = 'nobody', fields) => {
      const headers = actor === 'nobody' ? browserHeaders() : people[actor].headers
      const body = method === 'POST' || fields ? { body: formBody(fields ?? {}) } : {}
      return site.request(testOrigin + path, { method, headers, ...body })
    },
    askJson: async (method, path, actor, body) => {
      const { headers } = actor === 'nobody' ? { headers: browserHeaders() } : people[actor]
      const typed = { ...headers, 'content-type': 'application/json' }
      return site.request(testOrigin + path, { method, headers: typed, body: JSON.stringify(body) })
    },
  }
}

/** What the site registers, as `POST /sources/:source/run`; without middleware. */
export const registeredRoutes = (site: Web): string[] => [
  ...new Set(
    site.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`),
  ),
]

let papersMade = 0
let searchesMade = 0

async function aSubmission(
  db: Db,
  owner: string,
  facts: { paper_id?: string; state?: string },
): Promise<string> {
  const id = newMemberId()
  const waiting = { paper_id: doorPaper, day: '2026-03-04', state: 'waiting', note: null, media: '[]' }
  const undecided = { reason: null, decided_by: null, decided_at: null, created_at: Date.parse(noon) }
  await db
    .insertInto('submission')
    .values({ id, person_id: owner, ...waiting, ...undecided, ...facts })
    .execute()
  return id
}

async function aClaim(db: Db, owner: string, state: string): Promise<string> {
  const id = newMemberId()
  const text = { author_name: 'Ada Example', evidence: 'It is me.', reason: null }
  const undecided = { shown: 1, decided_by: null, decided_at: null, created_at: Date.parse(noon) }
  await db
    .insertInto('claim')
    .values({ id, paper_id: doorPaper, person_id: owner, state, ...text, ...undecided })
    .execute()
  return id
}
