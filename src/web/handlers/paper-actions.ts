// What people do to a paper stands behind its address: `/papers/ID/vote`, `/papers/ID/comments/7/edit`.

import { Conflict } from '../../errors.ts'
import type { PaperId } from '../../papers/paper.ts'
import type { Ctx } from '../environment.ts'
import { problem } from '../middleware/errors.tsx'
import { noSuchPage, rawPaperPath, readingOf } from './paper-reading.ts'

export interface PaperAction {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** What stands behind the id; its groups are given to the handler. */
  path: RegExp
  handle(c: Ctx, paperId: PaperId, ...groups: string[]): Promise<Response>
}

/** Finds the paper and what is to be done to it. @throws NotFound, Conflict */
export function changePaper(actions: readonly PaperAction[]) {
  return async (c: Ctx): Promise<Response> => {
    if (c.var.site.sample) {
      throw new Conflict('This is the sample edition, for looking only. It goes when the first papers come.')
    }
    const { id, action } = await readingOf(c.var.db, rawPaperPath(c))
    if (action === undefined) return refuse(c)
    return actOn(c, id, { method: c.req.method, action, actions })
  }
}

function refuse(c: Ctx): Response {
  c.header('Allow', 'GET, HEAD')
  const message = `A paper’s page can be read only by GET or HEAD, not by ${c.req.method}.`
  return problem(c, { status: 405, code: 'MethodNotAllowed', message })
}

/** What one of the actions answers. @throws NotFound where there is none */
export async function actOn(
  c: Ctx,
  id: PaperId,
  asked: { method: string; action: string | undefined; actions: readonly PaperAction[] },
): Promise<Response> {
  for (const { method, path, handle } of asked.actions) {
    const found = method === asked.method && asked.action !== undefined && path.exec(asked.action)
    if (found) return handle(c, id, ...found.slice(1))
  }
  throw noSuchPage()
}
