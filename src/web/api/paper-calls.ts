// Calls about a paper: its id may hold slashes, so the store decides where it ends (`/api/papers/cs/0112017/upvote`).

import type { Db } from '../../db/connect.ts'
import { isKnownError } from '../../errors.ts'
import type { PaperPath } from '../../papers/identifiers/paper-id-address.ts'
import type { Ctx } from '../environment.ts'
import { readingOf } from '../handlers/paper-reading.ts'
import { problem } from '../middleware/errors.tsx'
import { answerCall, noSuchCall } from './call.ts'
import type { Operation } from './operation.ts'
import { paperNotFound } from './told-paper.ts'

/** Answers everything behind `prefix`, such as `/api/papers/`. */
export function answerPaperCalls(db: Db, prefix: `/api/${string}/`, operations: readonly Operation[]) {
  const calls = operations
    .filter(({ path }) => path.startsWith(`${prefix}{id}`))
    .map((operation) => ({ operation, action: actionPattern(operation.path.slice(`${prefix}{id}`.length)) }))
  return async (c: Ctx): Promise<Response> => {
    const path = new URL(c.req.url).pathname.slice(prefix.length)
    const { id, suffix, action } = await readingOrUnknown(db, path)
    if (suffix !== undefined) throw noSuchCall()
    const matching = calls
      .map((call) => ({ ...call, match: call.action.exec(action ?? '') }))
      .filter(({ match }) => match !== null)
    const asked = matching.find(({ operation }) => operation.method === readMethod(c))
    if (asked) return answerCall(asked.operation, c, { paperId: id, parts: asked.match?.groups ?? {} })
    if (matching.length === 0) throw noSuchCall()
    return refuseMethod(
      c,
      matching.map(({ operation }) => operation.method),
    )
  }
}

const readMethod = (c: Ctx): string => (c.req.method === 'HEAD' ? 'GET' : c.req.method)

/** @throws NotFound in the words that known clients look for */
async function readingOrUnknown(db: Db, path: string): Promise<PaperPath> {
  try {
    return await readingOf(db, path)
  } catch (error) {
    if (!isKnownError(error)) throw error
    throw paperNotFound()
  }
}

/** `/comment/{commentId}/reply` → what matches it, with a group for each part. */
function actionPattern(template: string): RegExp {
  const pattern = template.slice(1).replace(/\{(\w+)\}/g, '(?<$1>[0-9a-f]{24})')
  return new RegExp(`^${pattern}$`)
}

function refuseMethod(c: Ctx, methods: readonly string[]): Response {
  c.header('Allow', methods.join(', '))
  const message = `This call is made by ${methods.join(' or ')}, not by ${c.req.method}.`
  return problem(c, { status: 405, code: 'MethodNotAllowed', message })
}
