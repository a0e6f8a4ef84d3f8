import type { Ctx } from '../environment.ts'

/** What stands before the suffix in the address of a feed: `2026-03-04` of `/papers/date/2026-03-04.atom`. */
export function fileName(c: Ctx): string {
  return (c.req.param('file') ?? '').replace(/\.\w+$/, '')
}
