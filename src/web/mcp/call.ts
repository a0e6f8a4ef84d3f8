// What a tool, a resource or a prompt is given of the request that it answers.

import { isKnownError } from '../../errors.ts'
import type { Ctx, WebDependencies } from '../environment.ts'

export interface McpCall {
  /** Whose viewer comes from a token or is nobody: cookies count for nothing here. */
  c: Ctx
  dependencies: WebDependencies
}

/** The site's address of something, whole: whoever reads it has no page that it could stand on. */
export const absolute = ({ c }: McpCall, path: string): string => `${c.var.site.publicUrl}${path}`

/** The sentence for what was thrown; what wasn't thrown on purpose goes to the log, and its text stays there. */
export function sentenceOf({ c }: McpCall, what: string, error: unknown): string {
  if (isKnownError(error)) return error.message
  const { log, requestId } = c.var
  log.error({ requestId, what, error: error instanceof Error ? error.stack : String(error) }, 'a bug')
  return `Something went wrong on our side. Please try again; if it stays, report it with the number ${requestId}.`
}
