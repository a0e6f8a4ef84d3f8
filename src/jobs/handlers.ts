import { tidyAccounts } from '../accounts/tidy-accounts.ts'
import { type BackupNotes, checkIntegrity, makeNightlyBackup } from '../backup/backup-jobs.ts'
import { forgetBounces } from '../bounces/forget-bounces.ts'
import { type MailboxSettings, readMailbox } from '../bounces/read-mailbox.ts'
import { forgetChannels } from '../channels/forget-channels.ts'
import { type ChannelSettings, sendChannels } from '../channels/send-channels.ts'
import type { Clock } from '../clock.ts'
import { finishRequests } from '../community/submissions/finish-requests.ts'
import { type SubmissionSettings, submissionRules } from '../community/submissions/submission-rules.ts'
import type { Database } from '../db/connect.ts'
import { optimize } from '../db/optimize.ts'
import { inTransaction } from '../db/write.ts'
import { foldDigests } from '../digests/fold-digests.ts'
import { type DigestSettings, type SendDigests, sendDueDigests } from '../digests/send-digests.ts'
import type { MakeDump } from '../dumps/threaded-dumps.ts'
import type { Finder } from '../finding/finder.ts'
import type { Log } from '../log.ts'
import { type MailSettings, sendMails } from '../mail/send-mails.ts'
import { todayAt } from '../papers/calendar.ts'
import { forgetFinishedImports } from '../papers/import/import-progress.ts'
import { openEditionsIn } from '../papers/lists/open-edition-queries.ts'
import { chooseEditions } from '../papers/lists/rule-edition.ts'
import { forgetNewPapers } from '../papers/new-paper-queries.ts'
import { mergeSamePapers } from '../papers/same/find-same.ts'
import { forgetFinds, runSavedSearches } from '../saved-searches/run-searches.ts'
import { tellFinds } from '../saved-searches/tell-finds.ts'
import type { SourceName } from '../source-spec.ts'
import type { PaperSeeker } from '../sources/find-paper/paper-seeker.ts'
import type { Harvester } from '../sources/harvest/harvester.ts'
import type { RunCause } from '../sources/harvest/source-runs.ts'
import { type RuleSettingNames, ruleSettings } from '../sources/rule-settings.ts'
import type { Telemetry } from '../telemetry/telemetry.ts'
import { forgetWebhooks } from '../webhooks/forget-webhooks.ts'
import { sendWebhooks } from '../webhooks/send-webhooks.ts'
import type { WebhookSettings } from '../webhooks/webhook-settings.ts'
import { backupKinds, dumpKinds, type JobKind } from './job-kinds.ts'
import { forgetLeftJobs, pruneJobs } from './prune-jobs.ts'
import { addJob } from './queue.ts'

export interface JobContext {
  database: Database
  clock: Clock
  log: Log
  harvester: Harvester
  settings: RuleSettingNames &
    MailSettings &
    WebhookSettings &
    SubmissionSettings &
    DigestSettings &
    ChannelSettings &
    MailboxSettings
  seeker: PaperSeeker
  /** Absent on nodes that compare nothing with saved searches. */
  finder?: Finder
  /** Absent: by this thread. */
  sendDigests?: SendDigests | undefined
  /** Absent on nodes that make no dumps. */
  makeDump?: MakeDump
  backups?: BackupNotes
  telemetry?: Telemetry
}

export interface JobCall {
  payload: unknown
  /** Aborted when the process is to end. */
  signal: AbortSignal
}

type Handler = (context: JobContext, call: JobCall) => Promise<void>

const DAY_MS = 86_400_000
const KEPT_JOBS_DAYS = 7
const KEPT_IMPORTS_DAYS = 30
/** A node that keeps backups or dumps may be away so long, and make up for one when it is back. */
const LEFT_JOBS_DAYS = 2
const NEW_PAPERS_DAYS = 60

/** What is done by itself. Each line calls the domain, and is safe to run twice. */
const handlers: Record<JobKind, Handler> = {
  'optimize-database': ({ database }) => optimize(database),
  'prune-jobs': async ({ database: { db }, clock, makeDump, backups }) => {
    await pruneJobs(db, clock.now() - KEPT_JOBS_DAYS * DAY_MS)
    const leftToOthers = [...(makeDump ? [] : dumpKinds), ...(backups?.make ? [] : backupKinds)]
    await forgetLeftJobs(db, leftToOthers, clock.now() - LEFT_JOBS_DAYS * DAY_MS)
  },
  'prune-imports': ({ database, clock }) =>
    forgetFinishedImports(database.db, clock.now() - KEPT_IMPORTS_DAYS * DAY_MS),
  'prune-new-papers': ({ database, clock }) =>
    forgetNewPapers(database.db, clock.now() - NEW_PAPERS_DAYS * DAY_MS),
  'tidy-accounts': ({ database, clock }) => tidyAccounts(database.db, clock.now()),
  'send-mails': ({ database: { db }, clock, settings, telemetry }, { signal }) =>
    sendMails({ db, clock, settings, signal, onDelivery: counted(telemetry, 'mail') }),
  'send-digests': async ({ database: { db }, clock, settings, telemetry, sendDigests }, { signal }) => {
    const counts = await sendDueDigests({ db, clock, settings, signal }, sendDigests)
    for (const [outcome, mails] of Object.entries(counts))
      telemetry?.tallies.deliveries.add({ what: 'digest', outcome }, mails)
  },
  'fold-digests': ({ database, clock }, { signal }) => foldDigests(database.db, clock.now(), signal),
  'read-bounces': async ({ database: { db }, clock, settings }, { signal }) => {
    await forgetBounces(db, clock.now(), settings)
    await readMailbox({ db, clock, settings, signal })
  },
  'finish-submissions': ({ database: { db }, clock, settings, seeker }, { signal }) =>
    finishRequests(db, { seeker, rules: submissionRules(settings), now: () => clock.now(), signal }),
  'send-webhooks': ({ database: { db }, clock, settings, telemetry }, { signal }) =>
    sendWebhooks({ db, clock, settings, signal, onDelivery: counted(telemetry, 'webhook') }),
  'send-channels': ({ database: { db }, clock, settings }, { signal }) =>
    sendChannels({ db, clock, settings, signal }),
  'prune-channels': ({ database, clock }) => forgetChannels(database.db, clock.now()),
  'prune-webhooks': ({ database, clock }) => forgetWebhooks(database.db, clock.now()),
  'merge-same-papers': async ({ database, clock }, { signal }) => {
    await mergeSamePapers(database.db, () => clock.now(), signal)
  },
  'choose-editions': async ({ database, clock, settings }) => {
    const rules = ruleSettings(settings)
    await inTransaction(database.db, (tx) => openEditionsIn(tx, todayAt(clock.now(), rules)))
    await chooseEditions(database.db, clock.now(), rules)
  },
  'make-backup': ({ database, clock, backups, log }, { signal }) =>
    makeNightlyBackup(database.db, clock, { ...backups, signal, log }),
  'check-integrity': ({ database, clock, backups }, { signal }) =>
    checkIntegrity(database.db, clock, { ...backups, signal }),
  'run-saved-searches': async ({ database: { db }, clock, finder }, { signal }) => {
    if (finder) await runSavedSearches({ db, finder, now: () => clock.now(), signal })
  },
  'tell-saved-searches': ({ database: { db }, clock, settings }, { signal }) =>
    tellFinds({ db, clock, settings, signal }),
  'prune-saved-searches': ({ database, clock }) => forgetFinds(database.db, clock.now()),
  'make-dump': async ({ makeDump }, { signal }) => makeDump?.(signal),
  harvest: (context, { payload, signal }) =>
    harvest(context, payload as { source: SourceName; cause?: RunCause }, signal),
}

function counted(telemetry: Telemetry | undefined, what: string): (outcome: string) => void {
  return (outcome) => telemetry?.tallies.deliveries.add({ what, outcome })
}

export const handlerOf = (kind: string): Handler | undefined =>
  (handlers as Record<string, Handler | undefined>)[kind]

/** Comes back at the time that a source which can't be asked now has named. */
async function harvest(
  { database, clock, harvester }: JobContext,
  { source, cause = 'schedule' }: { source: SourceName; cause?: RunCause },
  signal: AbortSignal,
): Promise<void> {
  const result = await harvester.harvest({ source, cause }, signal)
  if (!result) return
  const { added, changed, retryAt } = result
  await inTransaction(database.db, async (tx) => {
    const now = clock.now()
    if (added + changed > 0) {
      await addJob(tx, now, 'merge-same-papers')
      await addJob(tx, now, 'choose-editions')
    }
    if (retryAt === undefined) return
    const key = `harvest ${source} again ${retryAt}`
    await addJob(tx, now, 'harvest', { source }, { key, runAt: retryAt })
  })
}
