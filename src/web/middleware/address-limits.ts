import { createMiddleware } from 'hono/factory'
import type { Ctx, WebEnvironment } from '../environment.ts'
import { problem } from './errors.tsx'

/** Characters of path and query: the longest address that the site makes has about 600. */
const LONGEST_ADDRESS = 4_000

/** Refuses addresses that no link of ours has, before anything reads them. */
export const addressLimits = createMiddleware<WebEnvironment>(async (c, next) => {
  // What was typed into the search field is cut, with a word about it; Node itself refuses 16 KB and more.
  if (isSearch(c)) return next()
  if (c.req.url.length > LONGEST_ADDRESS) {
    const message = `This address is too long: at most ${LONGEST_ADDRESS} characters are read.`
    return problem(c, { status: 414, code: 'AddressTooLong', message })
  }
  // PostgreSQL keeps no such character in a text, so that nothing of ours has one in its name.
  if (c.req.url.includes('%00')) {
    const message = 'There is nothing at an address with a null character.'
    return problem(c, { status: 400, code: 'Invalid', message })
  }
  return next()
})

/** None of its parameters reaches the database. */
const isSearch = (c: Ctx) =>
  (c.req.path === '/' || c.req.path === '/papers') && c.req.query('q') !== undefined
