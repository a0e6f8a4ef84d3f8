// Where the journey is made: the built program over a real database, with real mail and sources that misbehave.

import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import type { Role } from '../../../src/accounts/roles.ts'
import { type Db, openDatabase } from '../../../src/db/connect.ts'
import { migrate } from '../../../src/db/migrate.ts'
import { openBrowser } from '../browser.ts'
import { atEnd, createPostgresDatabase, type DatabaseKind, temporaryFolder } from '../database.ts'
import { type MailServer, mailServer } from '../mail-server.ts'
import { testAccounts } from '../members.ts'
import { type MisbehavingServer, startMisbehavingServer } from '../misbehaving/start.ts'
import { startSite } from '../program.ts'
import { fill, paperRecord } from '../records.ts'

export const password = 'a long password'
/** The day whose list is read. */
export const listDay = '2026-03-03'

export interface Stage {
  url: string
  browser: Browser
  mail: MailServer
  source: MisbehavingServer
  /** A member who has been here for long. */
  addMember(name: string, role?: Role): Promise<void>
}

/** Starts all of it. `papers`: ids of those on the day's list. */
export async function setStage(kind: DatabaseKind, papers: readonly string[]): Promise<Stage> {
  const data = temporaryFolder()
  const url = kind === 'postgres' ? await createPostgresDatabase() : undefined
  const database = openDatabase({ data, url })
  atEnd(() => database.close())
  await migrate(database)
  await listPapers(database.db, papers)
  const mail = await mailServer()
  const source = await startMisbehavingServer({
    ...{ seed: 11, records: 60 },
    faults: { gzip: 0.3, slowDrip: 0.3, redirected: 0.3, wrongCharset: 0.1 },
  })
  atEnd(() => source.close())
  const env = {
    ...source.settings,
    ...{ SMTP_URL: mail.url, MAIL_FROM: 'papers@example.org', TEST_POLITENESS_MS: '10' },
    ...(url === undefined ? {} : { DATABASE_URL: url }),
  }
  const site = await startSite(['--data', data], { env })
  return stageAt({ url: site.url, browser: await openBrowser(), mail, source }, database.db)
}

/** People before a site that runs already, over this store. */
export const stageAt = (site: Omit<Stage, 'addMember'>, db: Db): Stage => ({
  ...site,
  async addMember(name, role = 'reader') {
    await testAccounts(db).addMember({ name, email: addressOf(name), password, role, vouched: true })
  },
})

/** Puts papers of these ids on the day's list. */
export const listPapers = (db: Db, papers: readonly string[]): Promise<void> =>
  fill(
    db,
    papers.map((id) =>
      paperRecord({ id, published: listDay, entries: [{ day: listDay, recordedVotes: 7 }] }),
    ),
  )

export const addressOf = (name: string): string => `${name}@example.org`

/** The first such link of the newest mail to somebody whose subject reads so, once it has come. */
export async function mailedLink(
  { mail }: Pick<Stage, 'mail'>,
  name: string,
  subject: RegExp,
  link = /^http\S+$/m,
): Promise<string> {
  for (let tries = 0; tries < 1500; tries++) {
    const letter = mail.mails.findLast(
      ({ to, subject: said }) =>
        subject.test(said ?? '') && [to].flat().some((one) => one?.text === addressOf(name)),
    )
    if (letter) return link.exec(letter.text ?? '')?.[0] ?? ''
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const came = mail.mails.map(({ subject: said }) => said).join('; ')
  return assert.fail(`No mail to ${name} reads ${subject}; these came: ${came}`)
}
