import { tidyAccounts } from '../accounts/tidy-accounts.ts'
import type { Clock } from '../clock.ts'
import { finishRequests } from '../community/submissions/finish-requests.ts'
import { type SubmissionSettings, submissionRules } from '../community/submissions/submission-rules.ts'
import type { Database } from '../db/connect.ts'
import { optimize } from '../db/optimize.ts'
import { inTransaction } from '../db/write.ts'
import { type DigestSettings, sendDueDigests } from '../digests/send-digests.ts'
import type { MakeDump } from '../dumps/threaded-dumps.ts'
import { type MailSettings, sendMails } from '../mail/send-mails.ts'
import { todayAt } from '../papers/calendar.ts'
import { forgetFinishedImports } from '../papers/import/import-progress.ts'
import { openEditionsIn } from '../papers/lists/open-edition-queries.ts'
import { chooseEditions } from '../papers/lists/rule-edition.ts'
import { mergeSamePapers } from '../papers/same/find-same.ts'
import type { SourceName } from '../source-spec.ts'
import type { PaperSeeker } from '../sources/find-paper/paper-seeker.ts'
import type { Harvester } from '../sources/harvest/harvester.ts'
import type { RunCause } from '../sources/harvest/source-runs.ts'
import { type RuleSettingNames, ruleSettings } from '../sources/rule-settings.ts'
import { forgetWebhooks } from '../webhooks/forget-webhooks.ts'
import { sendWebhooks } from '../webhooks/send-webhooks.ts'
import type { WebhookSettings } from '../webhooks/webhook-settings.ts'
import type { JobKind } from './job-kinds.ts'
import { pruneJobs } from './prune-jobs.ts'
import { addJob } from './queue.ts'

export interface JobContext {
  database: Database
  clock: Clock
  harvester: Harvester
  settings: RuleSettingNames & MailSettings & WebhookSettings & SubmissionSettings & DigestSettings
  seeker: PaperSeeker
  /** Absent on nodes that make no dumps. */
  makeDump?: MakeDump
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

/** What is done by itself. Each line calls the domain, and is safe to run twice. */
const handlers: Record<JobKind, Handler> = {
  'optimize-database': ({ database }) => optimize(database),
  'prune-jobs': ({ database, clock }) => pruneJobs(database.db, clock.now() - KEPT_JOBS_DAYS * DAY_MS),
  'prune-imports': ({ database, clock }) =>
    forgetFinishedImports(database.db, clock.now() - KEPT_IMPORTS_DAYS * DAY_MS),
  'tidy-accounts': ({ database, clock }) => tidyAccounts(database.db, clock.now()),
  'send-mails': ({ database: { db }, clock, settings }, { signal }) =>
    sendMails({ db, clock, settings, signal }),
  'send-digests': ({ database: { db }, clock, settings }, { signal }) =>
    sendDueDigests({ db, clock, settings, signal }),
  'finish-submissions': ({ database: { db }, clock, settings, seeker }, { signal }) =>
    finishRequests(db, { seeker, rules: submissionRules(settings), now: () => clock.now(), signal }),
  'send-webhooks': ({ database: { db }, clock, settings }, { signal }) =>
    sendWebhooks({ db, clock, settings, signal }),
  'prune-webhooks': ({ database, clock }) => forgetWebhooks(database.db, clock.now()),
  'merge-same-papers': async ({ database, clock }, { signal }) => {
    await mergeSamePapers(database.db, () => clock.now(), signal)
  },
  'choose-editions': async ({ database, clock, settings }) => {
    const rules = ruleSettings(settings)
    await inTransaction(database.db, (tx) => openEditionsIn(tx, todayAt(clock.now(), rules)))
    await chooseEditions(database.db, clock.now(), rules)
  },
  'make-dump': async ({ makeDump }, { signal }) => makeDump?.(signal),
  harvest: (context, { payload, signal }) =>
    harvest(context, payload as { source: SourceName; cause?: RunCause }, signal),
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
