// Members for tests, signed in as browsers are.

import { type Accounts, createAccounts } from '../../src/accounts/accounts.ts'
import type { Role } from '../../src/accounts/roles.ts'
import { type Clock, fixedClock } from '../../src/clock.ts'
import type { Db } from '../../src/db/connect.ts'
import { noon } from './site.ts'

export interface TestMember {
  id: string
  name: string
  /** What their browser sends with a form of this site. */
  headers: Record<string, string>
}

export const testOrigin = 'http://127.0.0.1:8080'

export const testAccounts = (db: Db, clock: Clock = fixedClock(noon)): Accounts =>
  createAccounts({ db, clock, publicUrl: testOrigin, secureCookies: true })

/** A member with a verified address who is not new. */
export async function aMember(db: Db, name: string, role: Role = 'reader'): Promise<TestMember> {
  const accounts = testAccounts(db)
  const id = await accounts.addMember({ name, email: `${name}@example.org`, role, vouched: true })
  const [cookie = ''] = await accounts.startSession(id, new Headers())
  return { id, name, headers: browserHeaders(cookie.split(';')[0]) }
}

/** A browser on a page of this site. */
export const browserHeaders = (cookie?: string): Record<string, string> => ({
  ...{ host: '127.0.0.1:8080', origin: testOrigin, 'sec-fetch-site': 'same-origin' },
  'content-type': 'application/x-www-form-urlencoded',
  ...(cookie === undefined ? {} : { cookie }),
})

export const formBody = (fields: Record<string, string>): string => new URLSearchParams(fields).toString()
