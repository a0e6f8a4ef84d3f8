import type { Db } from '../../db/connect.ts'
import { isEmpty } from '../../papers/queries.ts'
import type { Ctx } from '../environment.ts'

/** The process answers. */
export function alive(c: Ctx): Response {
  c.header('Cache-Control', 'no-store')
  return c.text('alive\n')
}

/** The database answers, too. */
export function ready(db: Db) {
  return async (c: Ctx): Promise<Response> => {
    c.header('Cache-Control', 'no-store')
    try {
      await isEmpty(db)
      return c.text('ready\n')
    } catch (error) {
      c.get('log').error(
        { requestId: c.get('requestId'), error: String(error) },
        'the database does not answer',
      )
      return c.text('The database does not answer. `broadsheet doctor` says more.\n', 503)
    }
  }
}
