// The door of a site for tests that act as several members.

import type { Db } from '../../src/db/connect.ts'
import { browserHeaders, formBody, type TestMember, testOrigin } from './members.ts'
import { type SiteFacts, siteOver } from './site.ts'

export function doorOf(db: Db, facts: SiteFacts = {}) {
  const site = siteOver(db, facts)
  return {
    get: async (path: string, who?: TestMember): Promise<Response> =>
      site.request(`${testOrigin}${path}`, { headers: who?.headers ?? browserHeaders() }),
    post: async (path: string, fields: Record<string, string>, who?: TestMember): Promise<Response> =>
      site.request(`${testOrigin}${path}`, {
        method: 'POST',
        headers: who?.headers ?? browserHeaders(),
        body: formBody(fields),
      }),
  }
}

/** The hidden mark of the state that a form was made from. */
export const stampIn = (html: string): string => /name="stamp" value="([^"]*)"/.exec(html)?.[1] ?? ''
