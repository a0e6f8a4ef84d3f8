// Several nodes of the built program over one PostgreSQL.

import { setTimeout as sleep } from 'node:timers/promises'
import { createAccounts } from '../../src/accounts/accounts.ts'
import { systemClock } from '../../src/clock.ts'
import { type Db, openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { atEnd, temporaryFolder } from './database.ts'
import { type RunningSite, startSite } from './program.ts'

/** The migrated store at that address; closed when this test file is done. */
export async function storeAt(url: string): Promise<Db> {
  const database = openDatabase({ data: '', url })
  atEnd(() => database.close().catch(() => {}))
  await migrate(database)
  return database.db
}

/** Each has a data folder of its own, as on another machine. */
export const startNodes = (
  count: number,
  databaseUrl: string,
  env: Record<string, string> = {},
): Promise<RunningSite[]> =>
  Promise.all(
    Array.from({ length: count }, () =>
      startSite(['--data', temporaryFolder()], { env: { DATABASE_URL: databaseUrl, ...env } }),
    ),
  )

/** Headers of a new member's browser at that node. */
export async function memberAt(db: Db, url: string, name: string): Promise<Record<string, string>> {
  const accounts = createAccounts({ db, clock: systemClock, publicUrl: url, secureCookies: true })
  const id = await accounts.addMember({ name, email: `${name}@example.org`, vouched: true })
  const [cookie = ''] = await accounts.startSession(id, new Headers())
  return { cookie: cookie.split(';')[0] ?? '', origin: url, 'sec-fetch-site': 'same-origin' }
}

/** Milliseconds until it answers true; asked some fifty times a second. @throws after `patience` milliseconds. */
export async function millisecondsUntil(isTrue: () => Promise<boolean>, patience = 20_000): Promise<number> {
  const began = performance.now()
  while (!(await isTrue())) {
    if (performance.now() - began > patience) throw new Error(`It took longer than ${patience} ms.`)
    await sleep(20)
  }
  return performance.now() - began
}
