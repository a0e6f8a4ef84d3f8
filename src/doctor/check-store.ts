import { type Database, type DatabaseHome, sqlitePath } from '../db/connect.ts'
import { explainDatabaseError } from '../db/explain-error.ts'
import {
  brokenReferences,
  holdsUnicode,
  integrityProblems,
  missingTables,
  openExisting,
  reach,
} from '../db/inspect.ts'
import { migrationState } from '../db/migrate.ts'
import { isThere, problemOfSqliteFile } from '../db/sqlite-file.ts'
import type { MailSettings } from '../mail/send-mails.ts'
import type { SourceSettings } from '../sources/source-settings.ts'
import { type Check, failed, guarded, ok, warning } from './check.ts'
import { type BounceCheckSettings, checkBounces } from './check-bounces.ts'
import { checkChannels } from './check-channels.ts'
import { checkDigests, type DigestMailSettings } from './check-digests.ts'
import { checkJobs } from './check-jobs.ts'
import { checkMail } from './check-mail.ts'
import { checkSources } from './check-sources.ts'
import { checkWebhooks } from './check-webhooks.ts'

/** Of a database's own words. */
const SHOWN_CHARACTERS = 300

const RESTORE = 'Stop the server, move the damaged file away, and restore the last backup.'

/** What is to be harvested, and the time that the site believes it is. */
export interface Harvests {
  settings: Pick<SourceSettings, 'SOURCES'> &
    Pick<MailSettings, 'SMTP_URL'> &
    DigestMailSettings &
    BounceCheckSettings
  now: number
}

/** Everything about the database; what needs an earlier check to pass is left out when it fails. */
export async function checkStore(home: DatabaseHome, harvests: Harvests): Promise<Check[]> {
  if (!home.url) {
    const path = sqlitePath(home.data)
    if (!isThere(path)) {
      return [
        warning('database', `There is no store at ${path} yet.`, '`serve`, `import` or `restore` makes one.'),
      ]
    }
    const problem = problemOfSqliteFile(path)
    if (problem) return [failed('database', problem.says, problem.todo)]
  }
  const database = openExisting(home)
  try {
    await reach(database)
    return await checksOf(database, harvests)
  } catch (error) {
    return [unreachable(error)]
  } finally {
    await database.close().catch(() => {})
  }
}

async function checksOf(database: Database, { settings, now }: Harvests): Promise<Check[]> {
  const found = await guarded('database', () => checkWhole(database))
  if (found.some(({ status }) => status === 'failed')) return found
  found.push(...(await guarded('migrations', () => checkMigrations(database))))
  if (found.some(({ name, status }) => name === 'migrations' && status === 'failed')) return found
  found.push(...(await guarded('references', () => checkReferences(database))))
  found.push(...(await guarded('jobs', () => checkJobs(database.db))))
  found.push(...(await guarded('mail', () => checkMail(database.db, settings.SMTP_URL !== undefined))))
  found.push(...(await guarded('digests', () => checkDigests(database.db, settings, now))))
  found.push(...(await guarded('bounces', () => checkBounces(database.db, settings, now))))
  found.push(...(await guarded('channels', () => checkChannels(database.db))))
  found.push(...(await guarded('webhooks', () => checkWebhooks(database.db))))
  found.push(...(await guarded('sources', () => checkSources(database.db, settings, now))))
  return found
}

/** The driver's errors come with what to do after a colon. */
function unreachable(error: unknown): Check {
  const explained = explainDatabaseError(error)
  if (explained === error) throw error
  const [says = '', todo = ''] = (explained as Error).message.split(/: (.*)/s)
  const advice = todo.includes('broadsheet doctor') ? RESTORE : todo.charAt(0).toUpperCase() + todo.slice(1)
  return failed('database', `${says}.`, advice)
}

async function checkWhole(database: Database): Promise<Check> {
  try {
    const problems = await integrityProblems(database)
    if (problems.length > 0) {
      const found = problems.join('; ').replace(/\s+/g, ' ').slice(0, SHOWN_CHARACTERS)
      return failed('database', `The database is damaged: ${found}`, RESTORE)
    }
  } catch (error) {
    return unreachable(error)
  }
  if (!(await holdsUnicode(database))) {
    return failed('database', 'The database can’t hold every character.', 'Make it again with encoding UTF8.')
  }
  return ok('database', database.kind === 'sqlite' ? `${database.at} is whole.` : 'PostgreSQL answers.')
}

async function checkMigrations(database: Database): Promise<Check> {
  const { applied, pending, changed, unknown } = await migrationState(database)
  if (changed.length > 0) {
    const todo = 'Install the version of Broadsheet that made this store, or restore a backup.'
    return failed('migrations', `Applied with another text than this program’s: ${changed.join(', ')}.`, todo)
  }
  if (unknown.length > 0) {
    const todo = 'Install that version, or restore a backup made before the upgrade.'
    return failed('migrations', `Made by a newer version of Broadsheet: ${unknown.join(', ')}.`, todo)
  }
  if (pending.length > 0) {
    return failed(
      'migrations',
      `Missing: ${pending.join(', ')}.`,
      'Make a backup, then run `broadsheet migrate`.',
    )
  }
  const missing = await missingTables(database)
  if (missing.length > 0) {
    return failed('migrations', `All are applied, but something is gone from ${missing.join(', ')}.`, RESTORE)
  }
  return ok('migrations', `All ${applied.length} are applied.`)
}

async function checkReferences(database: Database): Promise<Check> {
  const broken = await brokenReferences(database)
  if (broken.length === 0) return ok('references', 'Every row finds what it refers to.')
  return failed('references', `Rows refer to others that don’t exist: ${broken.join(', ')}.`, RESTORE)
}
