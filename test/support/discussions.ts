// Discussions for tests: what browsers send, and what the rows say.

import type { Db } from '../../src/db/connect.ts'
import type { PaperId } from '../../src/papers/paper.ts'
import type { Web } from '../../src/web/create-web.ts'
import { routes } from '../../src/web/routes.ts'
import { formBody, type TestMember, testOrigin } from './members.ts'

/** Sends a form as a member’s browser does. */
export async function sendForm(
  site: Web,
  { headers }: Pick<TestMember, 'headers'>,
  path: string,
  fields: Record<string, string>,
): Promise<Response> {
  return site.request(`${testOrigin}${path}`, { method: 'POST', headers, body: formBody(fields) })
}

/** Says something, as a reply where `parent` is given, and returns its id. */
export async function say(
  site: Web,
  who: TestMember,
  { paper, body, parent }: { paper: PaperId; body: string; parent?: string },
): Promise<string> {
  const path = parent === undefined ? routes.discussion(paper) : routes.ofComment(paper, parent, 'reply')
  const answer = await sendForm(site, who, path, { body, do: 'send' })
  const id = /#c-([0-9a-f]{24})$/.exec(answer.headers.get('location') ?? '')?.[1]
  if (answer.status !== 303 || id === undefined) throw new Error(`${answer.status}: ${await answer.text()}`)
  return id
}

/** The number of comments that the paper has, and what its rows say. */
export async function commentCounts(db: Db, id: PaperId): Promise<{ shown: number; rows: number }> {
  const { member_comments } = await db
    .selectFrom('paper')
    .select('member_comments')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const { rows } = await db
    .selectFrom('comment')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .where('paper_id', '=', id)
    .where('deleted_at', 'is', null)
    .where('hidden_at', 'is', null)
    .executeTakeFirstOrThrow()
  return { shown: member_comments, rows }
}
