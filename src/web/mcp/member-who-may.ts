import type { Action } from '../../accounts/permissions.ts'
import type { Viewer } from '../../accounts/roles.ts'
import { Conflict, Forbidden } from '../../errors.ts'
import { requireMay } from '../handlers/require-viewer.ts'
import { routes } from '../routes.ts'
import { absolute, type McpCall } from './call.ts'

/** Whose token is used. @throws Forbidden, Conflict */
export function memberWhoMay(call: McpCall, action: Action): Viewer {
  const { viewer, site } = call.c.var
  if (site.sample) {
    throw new Conflict('This is the sample edition, for looking only. It goes when the first papers come.')
  }
  if (viewer) return requireMay(call.c, action)
  throw new Forbidden(
    `This tool acts in a member’s name: make a token at ${absolute(call, routes.tokens())} and send it with each request as “Authorization: Bearer TOKEN”.`,
  )
}
